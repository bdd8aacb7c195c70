using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>The rules of a programme: how often, when and by whom a guest may be written to.</summary>
/// <remarks>Checked when a <see cref="ContactMatrix"/> is made of it. Rules only add up: a rule for one channel loosens nothing for another.</remarks>
public sealed record ContactMatrixOptions
{
    /// <summary>The zone of guests without one of their own.</summary>
    /// <value><see cref="Zone.Utc"/> by default.</value>
    public Zone TimeZone { get; init; }

    /// <summary>With which day a week of the calendar begins (<see cref="ContactWindow.CalendarWeek"/>).</summary>
    /// <value><see cref="DayOfWeek.Monday"/> by default.</value>
    public DayOfWeek FirstDayOfWeek { get; init; } = DayOfWeek.Monday;

    /// <summary>When guests are not disturbed.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<QuietHoursOptions> QuietHours { get; init; } = [];

    /// <summary>How many contacts fit into a window, in the order in which they are named when several refuse.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<CapOptions> Caps { get; init; } = [];

    /// <summary>How much time passes between two contacts.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<MinimumGapOptions> MinimumGap { get; init; } = [];

    /// <summary>The kinds that neither obey nor use up any rule; they still show in a guest's load.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<ContactKind> Exempt { get; init; } = [];

    /// <summary>Days on which nothing is sent.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<BlackoutOptions> Blackouts { get; init; } = [];

    /// <summary>What does not go together.</summary>
    /// <value>None by default.</value>
    public IReadOnlyList<PairOptions> Pairs { get; init; } = [];

    /// <summary>What guests must have agreed to.</summary>
    /// <value>None by default: the question of consent is then the host's.</value>
    public IReadOnlyList<ConsentOptions> Consent { get; init; } = [];
}
