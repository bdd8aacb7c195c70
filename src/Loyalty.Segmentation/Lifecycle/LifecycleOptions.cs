namespace Loyalty.Segmentation.Lifecycle;

/// <summary>When a guest counts as slipping, lapsed and lost, in multiples of the guest's own rhythm.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
public sealed record LifecycleOptions
{
    private readonly int establishedDays = 4;
    private readonly double slippingAfter = 1.5;
    private readonly double lapsedAfter = 3;
    private readonly double lostAfter = 6;
    private readonly double priorGaps = 2;
    private readonly double minimumRhythmDays = 7;
    private readonly double fallbackRhythmDays = 30;
    private readonly double returnMargin = 0.1;

    /// <summary>From how many purchase days on a guest is active rather than developing.</summary>
    /// <value>≥ 2; 4 unless told: three gaps make a rhythm.</value>
    public int EstablishedDays
    {
        get => establishedDays;
        init => establishedDays = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A guest is established after at least 2 purchase days.");
    }

    /// <summary>After how many rhythms of silence a guest is slipping.</summary>
    /// <value>Above 0; 1.5 unless told.</value>
    public double SlippingAfter { get => slippingAfter; init => slippingAfter = Positive(value); }

    /// <summary>After how many rhythms of silence a guest has lapsed.</summary>
    /// <value>Above 0; 3 unless told.</value>
    public double LapsedAfter { get => lapsedAfter; init => lapsedAfter = Positive(value); }

    /// <summary>After how many rhythms of silence a guest is lost.</summary>
    /// <value>Above 0; 6 unless told.</value>
    public double LostAfter { get => lostAfter; init => lostAfter = Positive(value); }

    /// <summary>How many of the typical guest's gaps are mixed into each guest's own: one gap of one's own is weak evidence.</summary>
    /// <value>Above 0; 2 unless told.</value>
    public double PriorGaps { get => priorGaps; init => priorGaps = Positive(value); }

    /// <summary>The shortest rhythm in days: a guest who comes daily is not slipping after a long weekend.</summary>
    /// <value>Above 0; 7 unless told.</value>
    public double MinimumRhythmDays { get => minimumRhythmDays; init => minimumRhythmDays = Positive(value); }

    /// <summary>The typical guest's rhythm in days where no guest has come twice.</summary>
    /// <value>Above 0; 30 unless told.</value>
    public double FallbackRhythmDays { get => fallbackRhythmDays; init => fallbackRhythmDays = Positive(value); }

    /// <summary>How far below a threshold silence must fall before a guest who has not come is moved back over it.</summary>
    /// <value>A share of the threshold, 0 (inclusive) to 1 (exclusive); 0.1 unless told: a model that is fitted anew each night may move by a tenth and nobody flips.</value>
    public double ReturnMargin
    {
        get => returnMargin;
        init => returnMargin = value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The margin must be 0 (inclusive) to 1 (exclusive).");
    }

    internal LifecycleOptions Checked() => SlippingAfter < LapsedAfter && LapsedAfter < LostAfter
        ? this
        : throw new ArgumentException($"Silence must grow from slipping ({SlippingAfter}) over lapsed ({LapsedAfter}) to lost ({LostAfter}).");

    private static double Positive(double value) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The value must be a number above 0 (exclusive).");
}
