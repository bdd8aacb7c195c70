using System.Globalization;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <content>Cut points and scores.</content>
public sealed partial class RfmTable
{
    /// <summary>Takes cut points from the customers with visits.</summary>
    /// <param name="asOf">The day from which recency counts back.</param>
    /// <param name="bins">2 to 100 (inclusive).</param>
    /// <param name="workers">How many threads may work at once, ≥ 1; the result does not depend on it.</param>
    /// <returns>The cut points, named after the day; null where no customer has a visit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> or <paramref name="workers"/> is outside its range, or a visit is later than <paramref name="asOf"/>.</exception>
    public RfmCutPoints? Fit(DateOnly asOf, int bins = 5, int workers = 1)
    {
        _ = new RfmOptions { Bins = bins };
        _ = Workers.Checked(workers);
        int today = asOf.DayNumber - Epoch.DayNumber;
        Part[] parts = new Part[workers];
        Workers.Each(workers, workers, worker => parts[worker] = Counted(worker, workers, today));
        int last = parts.Max(p => p.Last);
        if (last > today)
        {
            throw new ArgumentOutOfRangeException(nameof(asOf), asOf, $"A visit on day {last} of the table is later than the day {today} from which recency counts back; leave later receipts out.");
        }

        int count = parts.Sum(p => p.Count);
        if (count == 0)
        {
            return null;
        }

        int[] ranks = RfmCutPoints.RanksOf(count, bins);
        RankSearch recency = new([.. parts.Select(p => p.Recency)], ranks);
        RankSearch frequency = new([.. parts.Select(p => p.Frequency)], ranks);
        RankSearch monetary = new([.. parts.Select(p => p.Monetary)], ranks);
        if (recency.MustLookAgain || frequency.MustLookAgain || monetary.MustLookAgain)
        {
            Workers.Each(workers, workers, worker => LookAgain(worker, workers, today, recency, frequency, monetary));
        }

        long[] found = new long[ranks.Length];
        return new RfmCutPoints(Cuts(recency), Cuts(frequency), Cuts(monetary), asOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        System.Collections.Immutable.ImmutableArray<decimal> Cuts(RankSearch search)
        {
            search.Find(found);
            return RfmCutPoints.Quantiles(ranks, found, count, bins);
        }
    }

    /// <summary>Scores every customer.</summary>
    /// <param name="cutPoints">Where one score ends and the next begins.</param>
    /// <param name="asOf">The day from which recency counts back.</param>
    /// <param name="scores">Receives a score a row; that of a customer without visits is none. At least <see cref="Capacity"/> long.</param>
    /// <param name="workers">How many threads may work at once, ≥ 1; the result does not depend on it.</param>
    /// <returns>How many customers have a score.</returns>
    /// <remarks>Does not allocate with one worker.</remarks>
    /// <exception cref="ArgumentException"><paramref name="scores"/> is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    public int Score(RfmCutPoints cutPoints, DateOnly asOf, Span<RfmScore> scores, int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(cutPoints);
        _ = Workers.Checked(workers);
        if (scores.Length < rows.Length)
        {
            throw new ArgumentException($"There is room for {scores.Length} scores, but the table has {rows.Length} rows.", nameof(scores));
        }

        int today = asOf.DayNumber - Epoch.DayNumber;
        return workers == 1 ? Score(cutPoints, today, scores, 0, 1) : ScoreTogether(cutPoints, today, scores, workers);
    }

    private unsafe int ScoreTogether(RfmCutPoints cutPoints, int today, Span<RfmScore> scores, int workers)
    {
        int scored = 0;
        int length = scores.Length;
        fixed (RfmScore* first = scores)
        {
            RfmScore* room = first;
            Workers.Each(workers, workers, worker => Interlocked.Add(ref scored, Score(cutPoints, today, new Span<RfmScore>(room, length), worker, workers)));
        }

        return scored;
    }

    private int Score(RfmCutPoints cutPoints, int today, Span<RfmScore> scores, int worker, int workers)
    {
        (int from, int to) = PartOf(worker, workers);
        ReadOnlySpan<Row> own = rows.All[from..to];
        Span<RfmScore> room = scores[from..to];
        int scored = 0;
        for (int i = 0; i < own.Length; i++)
        {
            ref readonly Row row = ref own[i];
            room[i] = row.Visits == 0 ? default : cutPoints.Score(new RfmValues(today - row.LastDay, row.Visits, row.Money));
            scored += row.Visits == 0 ? 0 : 1;
        }

        return scored;
    }

    private (int From, int To) PartOf(int worker, int workers) =>
        ((int)((long)rows.Length * worker / workers), (int)((long)rows.Length * (worker + 1) / workers));

    private Part Counted(int worker, int workers, int today)
    {
        (int from, int to) = PartOf(worker, workers);
        Part part = new();
        int count = 0;
        int last = 0;
        foreach (ref readonly Row row in rows.All[from..to])
        {
            if (row.Visits > 0)
            {
                count++;
                last = Math.Max(last, row.LastDay);
                part.Recency.Add((long)today - row.LastDay);
                part.Frequency.Add(row.Visits);
                part.Monetary.Add(row.Money);
            }
        }

        (part.Count, part.Last) = (count, last);
        return part;
    }

    private void LookAgain(int worker, int workers, int today, RankSearch recency, RankSearch frequency, RankSearch monetary)
    {
        (int from, int to) = PartOf(worker, workers);
        (bool lookAtRecency, bool lookAtFrequency, bool lookAtMonetary) = (recency.MustLookAgain, frequency.MustLookAgain, monetary.MustLookAgain);
        foreach (ref readonly Row row in rows.All[from..to])
        {
            if (row.Visits == 0)
            {
                continue;
            }

            if (lookAtRecency)
            {
                recency.Look(worker, (long)today - row.LastDay);
            }

            if (lookAtFrequency)
            {
                frequency.Look(worker, row.Visits);
            }

            if (lookAtMonetary)
            {
                monetary.Look(worker, row.Money);
            }
        }
    }

    /// <summary>What one worker counted of its rows.</summary>
    private sealed class Part
    {
        public ValueCounts Recency { get; } = new();

        public ValueCounts Frequency { get; } = new();

        public ValueCounts Monetary { get; } = new();

        public int Count { get; set; }

        public int Last { get; set; }
    }
}
