using System.Diagnostics;
using System.Globalization;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Benchmarks.Workloads.Lifetime;

/// <summary>Fitting to many millions of guests: <c>lifetime [--customers N] [--seed S]</c> groups, fits and scores them, and prints times and what was found.</summary>
internal static class LifetimeCommand
{
    private const int Block = 1_000_000;

    private static readonly BgNbdParameters Truth = new(0.8, 6, 0.8, 12);

    public static int Run(string[] arguments, TextWriter output)
    {
        int customers = Argument(arguments, "--customers", 40_000_000);
        LifetimeGuests guests = new(Truth, (ulong)Argument(arguments, "--seed", 1));
        RepeatPurchases[] block = new RepeatPurchases[Math.Min(Block, customers)];
        PurchaseGroups[] shards = [new(), new()];
        PurchaseGroups weeks = new(7);
        TimeSpan byDay = TimeSpan.Zero;
        TimeSpan byWeek = TimeSpan.Zero;
        for (int made = 0; made < customers; made += block.Length)
        {
            guests.Fill(block);
            byDay += Timed(() => Add(shards[made < customers / 2 ? 0 : 1], block));
            byWeek += Timed(() => Add(weeks, block));
        }

        long memory = GC.GetTotalMemory(forceFullCollection: true);
        TimeSpan merge = Timed(() => shards[0].MergeWith(shards[1]));
        PurchaseGroups days = shards[0];
        Say(output, $"guests {days.Customers}, back again {100.0 * days.RepeatCustomers / days.Customers:f1} %, truth r {Truth.R} alpha {Truth.Alpha} a {Truth.A} b {Truth.B}");
        Say(output, $"grouped by day    {byDay.TotalSeconds:f2} s, {byDay.TotalNanoseconds / customers:f0} ns a guest, {days.Count} groups; two shards merged in {merge.TotalSeconds:f2} s; {memory / 1048576} MiB in all");
        Say(output, $"grouped by week   {byWeek.TotalSeconds:f2} s, {byWeek.TotalNanoseconds / customers:f0} ns a guest, {weeks.Count} groups");
        BgNbdFit fit = Fit(output, "BG/NBD by day    ", () => BgNbdFit.To(days));
        Fit(output, "BG/NBD by week   ", () => BgNbdFit.To(weeks));
        ParetoNbdFit? pareto = null;
        TimeSpan took = Timed(() => pareto = ParetoNbdFit.To(weeks));
        Say(output, $"Pareto by week    {took.TotalSeconds:f2} s, {pareto!.Iterations} steps, {pareto.Outcome}, r {pareto.Model?.Parameters.R:f4} alpha {pareto.Model?.Parameters.Alpha:f3} s {pareto.Model?.Parameters.S:f4} beta {pareto.Model?.Parameters.Beta:f2}");
        double[] slopes = new double[4];
        TimeSpan pass = Timed(() => PlainLikelihood.Pass(block, Truth, slopes));
        Say(output, $"without groups    one pass over {block.Length} guests {pass.TotalSeconds:f3} s, so {pass.TotalSeconds * customers / block.Length:f1} s a pass over all");
        if (fit.Model is { } model)
        {
            RepeatPurchases[] some = block[..Math.Min(block.Length, 200_000)];
            Score(output, "BG/NBD", model, some);
            Score(output, "Pareto", pareto.Model, some);
        }

        return 0;
    }

    private static void Add(PurchaseGroups groups, RepeatPurchases[] block)
    {
        foreach (RepeatPurchases guest in block)
        {
            groups.Add(guest);
        }
    }

    private static BgNbdFit Fit(TextWriter output, string name, Func<BgNbdFit> fit)
    {
        BgNbdFit? found = null;
        TimeSpan took = Timed(() => found = fit());
        ParameterEstimates e = found!.Estimates;
        Say(output, $"{name} {took.TotalSeconds:f2} s with errors, {found.Iterations} steps, {found.Outcome}: {string.Join(", ", e.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Value:f4} ± {p.StandardError:f4}")))}");
        return found;
    }

    private static void Score(TextWriter output, string name, IPurchaseModel? model, RepeatPurchases[] guests)
    {
        if (model is null)
        {
            return;
        }

        DiscountRate rate = DiscountRate.Yearly(0.15);
        double sink = 0;
        (string What, Func<RepeatPurchases, double> Of, int Guests)[] questions =
        [
            ("chance to be alive", model.ProbabilityAlive, guests.Length),
            ("purchases in 13 weeks", g => model.ExpectedPurchases(g, 13), guests.Length),
            ("discounted for ever", g => model.DiscountedPurchases(g, double.PositiveInfinity, rate), 2000),
        ];
        foreach ((string what, Func<RepeatPurchases, double> of, int count) in questions)
        {
            double best = double.MaxValue;
            long bytes = 0;
            for (int round = 0; round < 5; round++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                long from = Stopwatch.GetTimestamp();
                for (int i = 0; i < count; i++)
                {
                    sink += of(guests[i]);
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalNanoseconds / count);
                bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / count;
            }

            Say(output, $"{name} {what}: {best:f0} ns a guest, {bytes} bytes");
        }

        GC.KeepAlive(sink);
    }

    private static TimeSpan Timed(Action action)
    {
        long from = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(from);
    }

    private static int Argument(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Say(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
