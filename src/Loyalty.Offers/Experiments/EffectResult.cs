using Loyalty.Core.Statistics;

namespace Loyalty.Offers.Experiments;

/// <summary>What an arm did against its control. What cannot be said is null, and <see cref="Reasons"/> tells why.</summary>
/// <remarks>Immutable.</remarks>
public sealed record EffectResult
{
    /// <summary>How many guests stood in control.</summary>
    public required long ControlCount { get; init; }

    /// <summary>How many guests stood in the arm.</summary>
    public required long ArmCount { get; init; }

    /// <summary>The control's mean outcome.</summary>
    /// <value>Null where nobody stood in control.</value>
    public double? ControlMean { get; init; }

    /// <summary>The arm's mean outcome.</summary>
    /// <value>Null where nobody stood in the arm.</value>
    public double? ArmMean { get; init; }

    /// <summary>The arm's mean less the control's.</summary>
    public double? Difference { get; init; }

    /// <summary>Where the true difference may lie: Welch's interval. Valid for one look, planned beforehand.</summary>
    public Interval? Interval { get; init; }

    /// <summary>How often chance alone would show a difference as large, in either direction: Welch's test. Valid for one look.</summary>
    public double? PValue { get; init; }

    /// <summary>An interval that stays valid however often one looks, for dashboards; wider than <see cref="Interval"/>.</summary>
    /// <value>Null unless <see cref="EffectOptions.ExpectedEffect"/> is given.</value>
    public Interval? AlwaysValid { get; init; }

    /// <summary>The difference as a share of the control's mean.</summary>
    public double? RelativeLift { get; init; }

    /// <summary>Where the true relative lift may lie: Fieller's interval.</summary>
    public Interval? RelativeInterval { get; init; }

    /// <summary>The difference with what was foreseeable taken out.</summary>
    /// <value>Null where no measure before the campaign is known for all guests.</value>
    public CupedResult? Cuped { get; init; }

    /// <summary>Why something is null; empty where all is said.</summary>
    public required IReadOnlyList<EffectReason> Reasons { get; init; }
}
