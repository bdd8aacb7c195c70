using System.Globalization;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>A message that a partner would like to send to a guest.</summary>
/// <remarks>Checked by the <see cref="Arbiter"/>. Immutable.</remarks>
public sealed record MessageCandidate
{
    /// <summary>The largest <see cref="Value"/>, 1,000,000,000.</summary>
    public const double MostValue = 1_000_000_000;

    /// <summary>The message's id.</summary>
    /// <value>Unique among the candidates of a guest.</value>
    public required string Id { get; init; }

    /// <summary>Who sends it.</summary>
    public required PartnerId Partner { get; init; }

    /// <summary>Other partners whose blocks it carries; see <see cref="ContactRequest.Carried"/>. For guaranteed minimums it is its sender's.</summary>
    /// <value>None by default.</value>
    public PartnerSet Carried { get; init; }

    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Why.</summary>
    public required ContactKind Kind { get; init; }

    /// <summary>What it is worth if the guest answers it, in any unit that all candidates share, such as cents of margin.</summary>
    /// <value>0 to <see cref="MostValue"/>.</value>
    public required double Value { get; init; }

    /// <summary>The chance that the guest answers it at their best hour.</summary>
    /// <value>0 to 1.</value>
    public required double Propensity { get; init; }

    /// <summary>Which goes first where two are worth the same or go at one instant; the larger first.</summary>
    /// <value>Any; 0 by default.</value>
    public int Priority { get; init; }

    /// <summary>The earliest instant (inclusive).</summary>
    /// <value>Null, the begin of the period, by default.</value>
    public DateTimeOffset? Earliest { get; init; }

    /// <summary>When it expires (exclusive).</summary>
    /// <value>Null, not before the end of the period, by default.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The only instants at which it may go.</summary>
    /// <value>Null, every instant of the grid, by default.</value>
    public IReadOnlyList<DateTimeOffset>? Instants { get; init; }

    internal string? Fault() =>
        string.IsNullOrEmpty(Id) ? "it has no id; give each message one"
        : !(Value is >= 0 and <= MostValue) ? string.Create(CultureInfo.InvariantCulture, $"its value must be from 0 to {MostValue}, but it is {Value}")
        : !(Propensity is >= 0 and <= 1) ? string.Create(CultureInfo.InvariantCulture, $"its propensity must be from 0 to 1, but it is {Propensity}")
        : null;
}
