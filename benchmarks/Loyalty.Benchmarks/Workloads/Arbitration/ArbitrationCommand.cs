using System.Diagnostics;
using System.Globalization;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.Benchmarks.Workloads.Arbitration;

/// <summary>The quick look at arbitration: <c>arbitration [--guests N] [--candidates N] [--steps N] [--seed-shift K]</c> prints, for each matrix and number of candidates, how many weeks are proven, how long they take, and what greed would lose.</summary>
internal static class ArbitrationCommand
{
    private const int Rounds = 5;

    public static int Run(string[] arguments, TextWriter output)
    {
        int guests = Argument(arguments, "--guests", 200);
        int steps = Argument(arguments, "--steps", new ArbitrationOptions().MostSteps);
        int shift = Argument(arguments, "--seed-shift", 0);
        int only = Argument(arguments, "--candidates", 0);
        foreach ((string name, ContactMatrix matrix) in ArbitrationData.Matrices)
        {
            Arbiter arbiter = new(new ContactGate(matrix), new ArbitrationOptions { MostSteps = steps });
            Arbiter greedy = new(arbiter.Gate, new ArbitrationOptions { MostSteps = 0 });
            foreach (int candidates in only > 0 ? [only] : (int[])[5, 10, 20, 40])
            {
                ArbitrationData.GuestWeek[] weeks = [.. Enumerable.Range(0, guests).Select(i => ArbitrationData.Guest((ulong)((candidates * 100_000) + i + shift), candidates))];
                ArbitrationResult[] results = new ArbitrationResult[guests];
                double[] ours = Measure(arbiter, weeks, results);
                ArbitrationResult[] quick = new ArbitrationResult[guests];
                double[] greed = Measure(greedy, weeks, quick);
                double[] losses = [.. results.Zip(quick, (r, q) => r.Net == 0 ? 0 : (double)((r.Net - q.Net) / r.Net))];
                long[] asked = [.. results.Select(r => r.Steps).Order()];
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-7} {candidates,2} candidates, {results.Average(r => r.Chosen.Count):f1} go | proven {100.0 * results.Count(r => r.IsOptimal) / guests:f1} % | gap of the others {results.Where(r => !r.IsOptimal).Select(r => 100 * (double)((r.Bound - r.Net) / r.Bound)).DefaultIfEmpty().Average():f1} % | us median {Of(ours, 0.5):f0}, p99 {Of(ours, 0.99):f0}, most {ours[^1]:f0}"
                    + $" | steps median {asked[guests / 2]}, p99 {asked[Math.Max(0, (int)(guests * 0.99) - 1)]}, most {asked[^1]} | greedy us median {Of(greed, 0.5):f0}, loses {100 * losses.Average():f1} % on average, {100 * losses.Max():f0} % at the most, in {100.0 * losses.Count(l => l > 0) / guests:f0} % of weeks"));
            }
        }

        return 0;
    }

    /// <summary>Of each week the median round, in microseconds and in order.</summary>
    private static double[] Measure(Arbiter arbiter, ArbitrationData.GuestWeek[] weeks, ArbitrationResult[] results)
    {
        double[][] times = [.. weeks.Select(_ => new double[Rounds])];
        for (int round = -1; round < Rounds; round++)
        {
            for (int i = 0; i < weeks.Length; i++)
            {
                long from = Stopwatch.GetTimestamp();
                results[i] = arbiter.Choose(weeks[i].Period, weeks[i].Candidates, weeks[i].History);
                if (round >= 0)
                {
                    times[i][round] = (Stopwatch.GetTimestamp() - from) * 1e6 / Stopwatch.Frequency;
                }
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(Rounds / 2)).Order()];
    }

    private static double Of(double[] sorted, double share) => sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(share * sorted.Length) - 1)];

    private static int Argument(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
