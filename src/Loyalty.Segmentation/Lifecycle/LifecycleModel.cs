using Loyalty.Core;

namespace Loyalty.Segmentation.Lifecycle;

/// <summary>Tells each guest's stage from the guest's own rhythm of purchases.</summary>
/// <remarks>
/// A guest who comes every four days and one who comes every four months are both active; the same month of silence means nothing for one
/// and everything for the other. The rhythm is the mean gap between purchase days, mixed with a few typical gaps. Immutable, so any number
/// of threads may share one.
/// </remarks>
public sealed class LifecycleModel
{
    private readonly LifecycleOptions options;

    /// <summary>Uses a typical rhythm that was kept, or is known.</summary>
    /// <param name="typicalRhythmDays">The typical guest's time between purchases in days, above 0.</param>
    /// <param name="options">When a guest slips, lapses and is lost; absent, the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rhythm is not above 0.</exception>
    /// <exception cref="ArgumentException">The thresholds do not grow.</exception>
    public LifecycleModel(double typicalRhythmDays, LifecycleOptions? options = null)
    {
        if (!(typicalRhythmDays > 0) || !double.IsFinite(typicalRhythmDays))
        {
            throw new ArgumentOutOfRangeException(nameof(typicalRhythmDays), typicalRhythmDays, "The typical rhythm must be above 0 days (exclusive).");
        }

        this.options = (options ?? new LifecycleOptions()).Checked();
        TypicalRhythmDays = typicalRhythmDays;
    }

    /// <summary>The typical guest's time between purchases, in days.</summary>
    public double TypicalRhythmDays { get; }

    /// <summary>Learns the typical rhythm: the median of the mean gaps of all guests who came twice or more.</summary>
    /// <param name="summaries">The guests.</param>
    /// <param name="options">When a guest slips, lapses and is lost; absent, the defaults.</param>
    public static LifecycleModel Fit(CustomerSummaries summaries, LifecycleOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        options ??= new LifecycleOptions();
        return new LifecycleModel(TypicalGap(summaries, out int guests) is var gap && guests == 0 ? options.FallbackRhythmDays : gap, options);
    }

    /// <summary>The median of the mean gaps of all guests who came twice or more, and how many these are.</summary>
    internal static double TypicalGap(CustomerSummaries summaries, out int guests)
    {
        List<double> gaps = [];
        for (int row = 0; row < summaries.Rows; row++)
        {
            if (summaries[new CustomerId(row)].MeanGapDays is { } gap)
            {
                gaps.Add(gap);
            }
        }

        gaps.Sort();
        guests = gaps.Count;
        return guests == 0 ? 0 : (gaps[(guests - 1) / 2] + gaps[guests / 2]) / 2;
    }

    /// <summary>Tells a guest's stage at the end of the snapshot's day.</summary>
    /// <param name="summaries">The snapshot.</param>
    /// <param name="customer">The guest.</param>
    /// <remarks>Does not allocate.</remarks>
    public LifecycleResult StageOf(CustomerSummaries summaries, CustomerId customer)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ReadOnlySpan<int> days = summaries.DayNumbersOf(customer);
        if (days.IsEmpty)
        {
            return default;
        }

        int silenceDays = summaries.AsOf.DayNumber - days[^1];
        double rhythm = RhythmOf(days);
        double silence = silenceDays / rhythm;
        if (silence > options.SlippingAfter)
        {
            (LifecycleStage stage, double passed) =
                silence > options.LostAfter ? (LifecycleStage.Lost, options.LostAfter)
                : silence > options.LapsedAfter ? (LifecycleStage.Lapsed, options.LapsedAfter)
                : (LifecycleStage.Slipping, options.SlippingAfter);
            return new LifecycleResult(stage, days.Length, silenceDays, rhythm, silence, passed, null);
        }

        if (days.Length >= 2)
        {
            int before = days[^1] - days[^2];
            if (before > options.LapsedAfter * RhythmOf(days[..^1]))
            {
                return new LifecycleResult(LifecycleStage.Returned, days.Length, silenceDays, rhythm, silence, options.LapsedAfter, before);
            }
        }

        LifecycleStage coming = days.Length == 1 ? LifecycleStage.New : days.Length < options.EstablishedDays ? LifecycleStage.Developing : LifecycleStage.Active;
        return new LifecycleResult(coming, days.Length, silenceDays, rhythm, silence, options.SlippingAfter, null);
    }

    /// <summary>Tells a guest's stage at the end of the snapshot's day, given the stage of an earlier day: nobody flips to and fro.</summary>
    /// <param name="summaries">The snapshot.</param>
    /// <param name="customer">The guest.</param>
    /// <param name="previous">The earlier stage.</param>
    /// <param name="previousDay">The earlier day, not after the snapshot's.</param>
    /// <remarks>
    /// A visit since then tells the stage alone, and silence moves a guest on as soon as it passes a threshold. Without a visit a guest goes back
    /// only when silence, measured in a rhythm that was fitted anew, falls below the threshold by <see cref="LifecycleOptions.ReturnMargin"/>; and
    /// who has returned stays so until the next visit or threshold. Does not allocate.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="previousDay"/> is after the snapshot's day.</exception>
    public LifecycleResult StageAfter(CustomerSummaries summaries, CustomerId customer, LifecycleStage previous, DateOnly previousDay)
    {
        LifecycleResult result = StageOf(summaries, customer);
        if (previousDay > summaries.AsOf)
        {
            throw new ArgumentOutOfRangeException(nameof(previousDay), previousDay, $"The earlier day must not be after the snapshot's, day number {summaries.AsOf.DayNumber}.");
        }

        if (previous == LifecycleStage.None || result.Stage == LifecycleStage.None || result.Stage == previous
            || result.SilenceDays < summaries.AsOf.DayNumber - previousDay.DayNumber)
        {
            return result;
        }

        for (int quiet = QuietnessOf(previous); quiet > QuietnessOf(result.Stage); quiet--)
        {
            double threshold = quiet == 3 ? options.LostAfter : quiet == 2 ? options.LapsedAfter : options.SlippingAfter;
            if (result.Silence > threshold * (1 - options.ReturnMargin))
            {
                return result with { Stage = LifecycleStage.Active + quiet, Threshold = threshold, SilenceBeforeReturnDays = null, IsHeld = true };
            }
        }

        return QuietnessOf(result.Stage) == 0 && previous == LifecycleStage.Returned
            ? result with { Stage = previous, IsHeld = true }
            : result.Stage == LifecycleStage.Returned && QuietnessOf(previous) == 0
                ? result with { Stage = previous, SilenceBeforeReturnDays = null, IsHeld = true }
                : result;
    }

    /// <summary>The stages by silence alone: 0 for those who come, up to 3 for the lost.</summary>
    private static int QuietnessOf(LifecycleStage stage) => stage is >= LifecycleStage.Slipping and <= LifecycleStage.Lost ? stage - LifecycleStage.Active : 0;

    private double RhythmOf(ReadOnlySpan<int> days) => Math.Max(
        options.MinimumRhythmDays,
        ((options.PriorGaps * TypicalRhythmDays) + (days[^1] - days[0])) / (options.PriorGaps + days.Length - 1));
}
