using System.Diagnostics;
using System.Globalization;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Benchmarks.Workloads.Cascades;

/// <summary>The quick look at cascades: <c>cascade [--size N] [--seed-shift K]</c> times ten conditions and the algebra of sets, all in turn, and checks that they agree.</summary>
internal static class CascadeCommand
{
    private const int Rounds = 15;

    public static int Run(string[] arguments, TextWriter output)
    {
        int size = Argument(arguments, "--size", 1_000_000);
        CascadeData data = new(size, (ulong)Argument(arguments, "--seed-shift", 0));
        Guest[] objects = data.Objects();
        HashSet<string> cities = [.. CascadeData.Cities.Where((_, i) => i % 2 == 0)];
        int[] room = new int[size];
        CascadeSelection chosen = data.Cascade.Select(size);
        int[] rows = chosen.Guests.ToArray();
        Agree("linq", rows, CascadeData.Linq(objects, cities));
        Agree("by hand", rows, room[..data.ByHand(room)]);
        Agree("two threads", rows, data.TwoThreads().Guests.ToArray());
        Say(output, $"guests {size}, after each step {string.Join(' ', chosen.Result.Steps.Select(s => s.Out))}");

        double[] times = Medians(
            () => data.Cascade.Select(size).Result.Out, () => CascadeData.Linq(objects, cities).Length, () => data.ByHand(room), () => data.TwoThreads().Result.Out,
            () => data.Cascade.Estimate(size, 1).In);
        string[] names = ["ours, counts after each step", "linq over objects", "loop by hand over columns", "ours on two threads", "estimate from 10,000 draws"];
        Table(output, names, times);
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = data.Cascade.Select(size);
        Say(output, $"bytes of a selection {GC.GetAllocatedBytesForCurrentThread() - before}");

        GuestSet left = GuestSet.Of(size, Enumerable.Range(0, size).Where(i => data.Stage[i] < 3));
        GuestSet right = GuestSet.Of(size, Enumerable.Range(0, size).Where(i => data.City[i] < 25));
        HashSet<int> one = [.. left.ToArray()];
        HashSet<int> two = [.. right.ToArray()];
        Agree("and", left.And(right).ToArray(), [.. one.Where(two.Contains)]);
        Say(output, $"sets of {left.Count} and {right.Count}");
        Table(output, ["ours, and", "ours, or", "ours, and-not", "ours, xor", "ours, overlap counted", "HashSet, and", "HashSet, or", "HashSet, and-not", "HashSet, xor"], Medians(
            () => left.And(right).Guests, () => left.Or(right).Guests, () => left.AndNot(right).Guests, () => left.Xor(right).Guests, () => left.Overlap(right),
            () => Changed(one, s => s.IntersectWith(two)), () => Changed(one, s => s.UnionWith(two)), () => Changed(one, s => s.ExceptWith(two)), () => Changed(one, s => s.SymmetricExceptWith(two))));
        return 0;
    }

    /// <summary>A copy combined in place, as code that keeps both operands has to.</summary>
    private static long Changed(HashSet<int> set, Action<HashSet<int>> change)
    {
        HashSet<int> copy = new(set);
        change(copy);
        return copy.Count;
    }

    private static void Agree(string name, int[] ours, int[] theirs)
    {
        if (!ours.AsSpan().SequenceEqual(theirs))
        {
            throw new ChecksumException($"{name} chooses {theirs.Length} guests, and ours {ours.Length}.");
        }
    }

    /// <summary>The median time of each in milliseconds, all in turn: A B C A B C.</summary>
    private static double[] Medians(params Func<long>[] actions)
    {
        double[][] times = [.. actions.Select(_ => new double[Rounds])];
        for (int round = -3; round < Rounds; round++)
        {
            for (int i = 0; i < actions.Length; i++)
            {
                long from = Stopwatch.GetTimestamp();
                _ = actions[i]();
                double took = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                if (round >= 0)
                {
                    times[i][round] = took;
                }
            }
        }

        return [.. times.Select(t => t.Order().ElementAt(Rounds / 2))];
    }

    private static void Table(TextWriter output, string[] names, double[] times)
    {
        for (int i = 0; i < names.Length; i++)
        {
            Say(output, $"{names[i],-30} {times[i],9:f3} ms {times[i] / times[0],9:f2} times ours");
        }
    }

    private static int Argument(string[] arguments, string name, int otherwise)
    {
        int at = Array.IndexOf(arguments, name);
        return at >= 0 && at + 1 < arguments.Length ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;
    }

    private static void Say(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
