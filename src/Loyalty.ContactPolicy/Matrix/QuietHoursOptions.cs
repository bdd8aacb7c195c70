namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Hours of the guest's day in which nothing is sent.</summary>
public sealed record QuietHoursOptions : ContactRule
{
    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix. Null, the default, means <c>quiet-hours</c>, and <c>quiet-hours-2</c>, <c>-3</c> for further ones.</value>
    public string? Id { get; init; }

    /// <summary>When the guest's clock begins to be quiet (inclusive).</summary>
    /// <value>00:00 by default.</value>
    public TimeOnly From { get; init; }

    /// <summary>When the guest's clock ends to be quiet (exclusive); earlier than <see cref="From"/> for hours that run over midnight.</summary>
    /// <value>00:00 by default; never equal to <see cref="From"/>.</value>
    public TimeOnly To { get; init; }

    internal string? Fault() => NamesFault()
        ?? (From == To ? $"quiet hours must not begin and end at the same time, but both are {From.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)}; for a channel that is never used give a cap max 0" : null);
}
