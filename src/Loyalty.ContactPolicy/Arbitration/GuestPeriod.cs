namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>A guest and the time, usually a week, for which messages are chosen.</summary>
/// <remarks>Immutable.</remarks>
public sealed record GuestPeriod
{
    /// <summary>When the period begins (inclusive).</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When it ends (exclusive).</summary>
    /// <value>After <see cref="From"/>, at most <see cref="ArbitrationOptions.MostInstants"/> steps of the grid later.</value>
    public required DateTimeOffset To { get; init; }

    /// <summary>The guest's clock.</summary>
    /// <value>The matrix's by default.</value>
    public GuestZone Zone { get; init; }

    /// <summary>What is known about the guest beside their contacts.</summary>
    /// <value>Null, nothing, by default.</value>
    public GuestFacts? Guest { get; init; }

    /// <summary>When the guest likes to read.</summary>
    /// <value>Every hour alike by default.</value>
    public FavouriteHours Hours { get; init; } = FavouriteHours.Alike;

    /// <summary>What one more message costs: the chance that it makes the guest leave (<see cref="Sensitivity.SensitivityResult.OptOutChance"/>) times what their staying is worth.</summary>
    /// <value>In the unit of <see cref="MessageCandidate.Value"/>, 0 to <see cref="MessageCandidate.MostValue"/>; 0 by default.</value>
    public double CostOfOneMore { get; init; }
}
