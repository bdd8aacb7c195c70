using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <summary>Scores guests by recency, frequency and monetary value, and names their segment.</summary>
/// <remarks>
/// Fit once, keep <see cref="CutPoints"/>, score for as long as the scores should mean the same. Immutable, so any number of threads may
/// share one.
/// </remarks>
public sealed class RfmScorer
{
    /// <summary>Scores with cut points that were kept, or were fixed by hand.</summary>
    /// <param name="cutPoints">The cut points.</param>
    /// <param name="segments">The named segments; absent, <see cref="RfmSegments.Default"/>.</param>
    public RfmScorer(RfmCutPoints cutPoints, RfmSegments? segments = null)
    {
        ArgumentNullException.ThrowIfNull(cutPoints);
        CutPoints = cutPoints;
        Segments = segments ?? RfmSegments.Default;
    }

    /// <summary>Where one score ends and the next begins.</summary>
    public RfmCutPoints CutPoints { get; }

    /// <summary>The named segments.</summary>
    public RfmSegments Segments { get; }

    /// <summary>Takes cut points from guests: the quantiles of each value over those with visits.</summary>
    /// <param name="summaries">The guests.</param>
    /// <param name="options">How; absent, five bins.</param>
    /// <returns>A scorer whose cut points are named after the day; null where no guest has a visit.</returns>
    public static RfmScorer? Fit(CustomerSummaries summaries, RfmOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        options ??= new RfmOptions();
        long[] recency = new long[summaries.Rows];
        long[] frequency = new long[summaries.Rows];
        long[] monetary = new long[summaries.Rows];
        int count = 0;
        for (int row = 0; row < summaries.Rows; row++)
        {
            if (ValuesOf(summaries[new CustomerId(row)]) is { } values)
            {
                recency[count] = values.RecencyDays;
                frequency[count] = values.Frequency;
                monetary[count++] = values.Monetary;
            }
        }

        return count == 0 ? null : new RfmScorer(
            new RfmCutPoints(Cuts(recency), Cuts(frequency), Cuts(monetary), summaries.AsOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            options.Segments);

        ImmutableArray<decimal> Cuts(long[] values) => RfmCutPoints.Quantiles(new ArrayValues(values, count), count, options.Bins);
    }

    /// <summary>Scores a guest.</summary>
    /// <param name="summary">The guest's figures.</param>
    public RfmResult Score(CustomerSummary summary)
    {
        if (ValuesOf(summary) is not { } values)
        {
            return new RfmResult(null, default, RfmSegments.ReturnedAll, null, CutPoints.Version);
        }

        RfmScore score = CutPoints.Score(values);
        RfmSegmentRule rule = Segments.RuleOf(score, CutPoints.Bins);
        return new RfmResult(values, score, rule.Name, rule, CutPoints.Version);
    }

    private static RfmValues? ValuesOf(CustomerSummary summary) =>
        summary.HasVisits ? new RfmValues(summary.RecencyDays!.Value, summary.Visits, summary.Net.MinorUnits) : null;
}
