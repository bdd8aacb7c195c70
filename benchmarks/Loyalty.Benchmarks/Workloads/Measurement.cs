using System.Diagnostics;

namespace Loyalty.Benchmarks.Workloads;

/// <summary>Runs contestants in turn, A B A B, and gives the median of each.</summary>
/// <remarks>
/// Each is checked before it is timed. At least five rounds; more, up to 25, while all rounds together are short. A pass is preceded by a
/// collection, so that nobody pays for another's garbage, and a short pass by one that is not timed, so that nobody pays for another's
/// eviction of the caches.
/// </remarks>
internal static class Measurement
{
    private const int LeastRounds = 5;
    private const int MostRounds = 25;
    private const int LeastPrefix = 40;
    private static readonly TimeSpan LongestPass = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PrefixPass = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortPass = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan EnoughRounds = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan WholeCall = TimeSpan.FromSeconds(95);

    /// <summary>Measures all, in their order.</summary>
    /// <exception cref="ChecksumException">Somebody did other work than the workload asks.</exception>
    public static IReadOnlyList<Reading> Of(IReadOnlyList<Contestant> contestants)
    {
        long started = Stopwatch.GetTimestamp();
        List<Lane> lanes = [];
        foreach (Contestant contestant in contestants)
        {
            contestant.Prepare();
            Lane? ours = lanes.Find(l => l.Contestant.Name == contestant.Against);
            lanes.Add(new Lane(contestant, ours?.Contestant));
        }

        foreach (Lane lane in lanes)
        {
            lane.Count = lane.Contestant.AllowsPrefix ? LongestCount(lane.Contestant) : lane.Contestant.Operations;
            Check(lane);
        }

        ShortenToFit(lanes, WholeCall - Stopwatch.GetElapsedTime(started));
        long measuring = Stopwatch.GetTimestamp();
        for (int round = 0; round < MostRounds; round++)
        {
            if (round >= LeastRounds
                && (Stopwatch.GetElapsedTime(measuring) > EnoughRounds || Stopwatch.GetElapsedTime(started) > WholeCall))
            {
                break;
            }

            foreach (Lane lane in lanes)
            {
                lane.Take();
            }
        }

        return [.. lanes.Select(lane => lane.Read(lanes))];
    }

    /// <summary>Runs a pass until it is compiled, and compares its checksum with what is published and with ours.</summary>
    private static void Check(Lane lane)
    {
        Contestant contestant = lane.Contestant;
        long started = Stopwatch.GetTimestamp();
        int passes = 0;
        do
        {
            lane.Estimate = Pass.Of(contestant, lane.Count).Time;
            passes++;
        }
        while (passes < 200 && Stopwatch.GetElapsedTime(started) < WarmUp);

        lane.Checksum = contestant.Checksum();
        if (!lane.IsPrefix && contestant.Expected is { } expected && lane.Checksum != expected)
        {
            throw new ChecksumException($"{contestant.Name} gives the checksum '{lane.Checksum}', and the workload publishes '{expected}'.");
        }

        if (lane.Ours is { } ours && contestant.SameAnswer)
        {
            Pass.Of(ours, lane.Count);
            if (ours.Checksum() is { } answer && answer != lane.Checksum)
            {
                throw new ChecksumException(
                    $"{contestant.Name} gives the checksum '{lane.Checksum}' and {ours.Name} '{answer}' over the same {lane.Count} operations.");
            }
        }
    }

    /// <summary>The whole pass where it stays under five seconds, else a prefix of about two.</summary>
    private static long LongestCount(Contestant contestant)
    {
        long count = Prefix(contestant, LeastPrefix);
        while (count < contestant.Operations)
        {
            TimeSpan time = Pass.Of(contestant, count).Time;
            if (time < PrefixPass / 4)
            {
                count = Prefix(contestant, count * 5);
                continue;
            }

            return time * ((double)contestant.Operations / count) <= LongestPass
                ? contestant.Operations
                : Prefix(contestant, (long)(count * Math.Min(4, PrefixPass / time)));
        }

        return count;
    }

    /// <summary>Where five rounds would not fit, cuts the long prefixes to what does.</summary>
    private static void ShortenToFit(List<Lane> lanes, TimeSpan left)
    {
        double needed = lanes.Sum(l => l.Estimate.TotalSeconds) * (LeastRounds + 0.5);
        if (needed <= left.TotalSeconds)
        {
            return;
        }

        double share = Math.Max(0.02, left.TotalSeconds / needed);
        foreach (Lane lane in lanes.Where(l => l.Contestant.AllowsPrefix && l.Estimate > PrefixPass / 4))
        {
            lane.Count = Prefix(lane.Contestant, (long)(lane.Count * share));
            Check(lane);
        }
    }

    /// <summary>Rounds down to one leading digit, 1, 2 or 4, so that a prefix is a number to be remembered.</summary>
    private static long Prefix(Contestant contestant, long wanted)
    {
        long ten = 1;
        while (ten * 10 <= wanted)
        {
            ten *= 10;
        }

        long round = Math.Max(LeastPrefix, wanted >= 4 * ten ? 4 * ten : wanted >= 2 * ten ? 2 * ten : ten);
        long stepped = Math.Max(1, round / contestant.PrefixStep) * contestant.PrefixStep;
        return Math.Min(contestant.Operations, stepped);
    }

    /// <summary>One contestant's passes; beside a prefix, ours on the same prefix.</summary>
    private sealed class Lane(Contestant contestant, Contestant? ours)
    {
        private readonly List<double> times = [];
        private readonly List<double> oursOnPrefix = [];
        private long bytes;

        public Contestant Contestant => contestant;

        public Contestant? Ours { get; } = contestant.IsOurs ? null : ours;

        public long Count { get; set; }

        public bool IsPrefix => Count < contestant.Operations;

        public string Checksum { get; set; } = "";

        public TimeSpan Estimate { get; set; }

        public void Take()
        {
            Pass pass = Pass.Warm(contestant, Count, Estimate < ShortPass);
            times.Add(pass.Nanoseconds / Count);
            bytes += pass.Bytes;
            if (IsPrefix && Ours is not null)
            {
                oursOnPrefix.Add(Pass.Warm(Ours, Count, true).Nanoseconds / Count);
            }
        }

        public Reading Read(List<Lane> lanes)
        {
            double median = Median(times);
            double? reference = contestant.IsOurs ? median
                : IsPrefix && Ours is not null ? Median(oursOnPrefix)
                : lanes.Find(l => l.Contestant.Name == contestant.Against) is { } lane ? Median(lane.times) : null;
            double perOperation = (double)bytes / ((double)Count * times.Count);
            return new Reading(
                contestant.Name, median, median / reference, (long)Math.Round(perOperation, MidpointRounding.AwayFromZero), Checksum,
                IsPrefix ? Count : null, contestant.StateBytesPerCustomer?.Invoke());
        }

        private static double Median(List<double> values)
        {
            double[] sorted = [.. values.Order()];
            int middle = sorted.Length / 2;
            return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    /// <summary>One run from the start, its time and what it allocated on all threads.</summary>
    private readonly record struct Pass(double Nanoseconds, long Bytes)
    {
        public TimeSpan Time => TimeSpan.FromMicroseconds(Nanoseconds / 1000);

        public static Pass Of(Contestant contestant, long count)
        {
            contestant.Reset();
            long bytes = GC.GetTotalAllocatedBytes(precise: true);
            long started = Stopwatch.GetTimestamp();
            contestant.Run(count);
            double nanoseconds = (Stopwatch.GetTimestamp() - started) * (1e9 / Stopwatch.Frequency);
            return new Pass(nanoseconds, GC.GetTotalAllocatedBytes(precise: true) - bytes);
        }

        public static Pass Warm(Contestant contestant, long count, bool untimedFirst)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            if (untimedFirst)
            {
                Of(contestant, count);
            }

            return Of(contestant, count);
        }
    }
}
