using System.Numerics;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a place in each window of each limit is worth: prices at which no choice is worth more than what its messages are worth beyond the prices they pay, and all places together.</summary>
/// <remarks>
/// <para>The Lagrangian bound: with prices λ ≥ 0 on the windows' places, an admissible choice is worth at most Σ λ × room + Σ over candidates of the most that (worth − prices of the windows that hold the
/// instant) comes to at one of their instants, or 0. Prices are sought by projected subgradient steps of Polyak's length (Held, Wolfe and Crowder, Mathematical Programming 6, 1974), and rounded to whole
/// millionths, so that the bound is exact.</para>
/// </remarks>
internal sealed class ArbitrationPrices
{
    private const int MostRounds = 200;
    private const int Patience = 6;
    private const double FirstPace = 1.5;
    private const double LastPace = 0.01;

    private const double Near = 0.0005;

    // Sums of so many whole millionths stay exact.
    private const double MostSum = 1e18;

    private readonly ArbitrationProblem problem;
    private readonly ArbitrationLimits limits;
    private readonly double[][] prices;
    private readonly double[][] over;
    private readonly double[][] bySort;
    private readonly int[][] sortsOf;
    private readonly double[] changes;
    private readonly int[] picked;
    private readonly double[][] worths;

    public ArbitrationPrices(ArbitrationProblem problem, ArbitrationLimits limits)
    {
        this.problem = problem;
        this.limits = limits;
        prices = [.. limits.Limits.Select(l => new double[l.Windows])];
        over = [.. limits.Limits.Select(l => new double[l.Windows])];
        sortsOf = [.. limits.Limits.Select(l => limits.SortsOf(l.Members))];
        bySort = [.. limits.LimitsOf.Select(_ => new double[problem.Instants.Length])];
        changes = new double[problem.Instants.Length + 1];
        picked = new int[problem.Count];
        worths = [.. problem.Open.Select(Dense)];
    }

    /// <summary>What all places together are worth.</summary>
    public long Places { get; private set; }

    /// <summary>For each sort and instant what a message pays for its places.</summary>
    public long[][] Paid { get; private set; } = [];

    /// <summary>Seeks prices.</summary>
    /// <param name="order">The candidates.</param>
    /// <param name="required">Those that must go.</param>
    /// <param name="known">What is worth being beaten.</param>
    public void Seek(int[] order, bool[] required, long known)
    {
        double[][] best = [.. prices.Select(p => (double[])p.Clone())];
        double least = double.MaxValue;
        double pace = FirstPace;
        int waited = 0;
        for (int round = 0; round < MostRounds && pace >= LastPace; round++)
        {
            double bound = Bound(order, required);
            if (bound < least)
            {
                waited = bound < least - (0.0005 * Math.Abs(least)) ? 0 : waited + 1;
                least = bound;
                Copy(prices, best);
            }
            else
            {
                waited++;
            }

            // Nearer than this the search is quicker than better prices.
            if (least - known < Near * known || least < known + 1 || !Step(bound - known, pace))
            {
                break;
            }

            if (waited > Patience)
            {
                (pace, waited) = (pace / 2, 0);
            }
        }

        Copy(best, prices);
        Round();
    }

    private static void Copy(double[][] from, double[][] to)
    {
        for (int i = 0; i < from.Length; i++)
        {
            from[i].CopyTo(to[i], 0);
        }
    }

    /// <summary>The bound at these prices; notes which instant each candidate picks, −1 for none.</summary>
    private double Bound(int[] order, bool[] required)
    {
        Pay();
        double bound = 0;
        for (int limit = 0; limit < prices.Length; limit++)
        {
            for (int window = 0; window < prices[limit].Length; window++)
            {
                bound += prices[limit][window] * limits.Limits[limit].Room(window);
            }
        }

        double cost = problem.CostAfter(0);
        foreach (int candidate in order)
        {
            double[] paid = bySort[limits.SortOf[candidate]];
            double most = Most(worths[candidate], paid);
            bool goes = required[candidate] || most > cost;
            picked[candidate] = goes ? Place(worths[candidate], paid, most) : -1;
            bound += goes ? most - cost : 0;
        }

        return bound;
    }

    /// <summary>What a candidate is worth at every instant of the period; at those that are not open less than anything.</summary>
    private double[] Dense(ArbitrationProblem.Slot[] open)
    {
        double[] dense = new double[open.Length == 0 ? 0 : problem.Instants.Length];
        Array.Fill(dense, double.MinValue);
        foreach (ArbitrationProblem.Slot slot in open)
        {
            dense[slot.Instant] = slot.Worth;
        }

        return dense;
    }

    private static double Most(double[] worth, double[] paid)
    {
        double most = double.MinValue;
        int i = 0;
        if (worth.Length >= Vector<double>.Count)
        {
            Vector<double> wide = new(most);
            for (; i <= worth.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                wide = Vector.Max(wide, new Vector<double>(worth, i) - new Vector<double>(paid, i));
            }

            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                most = Math.Max(most, wide[lane]);
            }
        }

        for (; i < worth.Length; i++)
        {
            most = Math.Max(most, worth[i] - paid[i]);
        }

        return most;
    }

    private static int Place(double[] worth, double[] paid, double most)
    {
        int i = 0;
        while (worth[i] - paid[i] != most)
        {
            i++;
        }

        return i;
    }

    private static void Add(double[] to, double[] what)
    {
        int i = 0;
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to, i) + new Vector<double>(what, i)).CopyTo(to, i);
        }

        for (; i < to.Length; i++)
        {
            to[i] += what[i];
        }
    }

    private void Pay()
    {
        foreach (double[] sort in bySort)
        {
            Array.Clear(sort);
        }

        for (int limit = 0; limit < prices.Length; limit++)
        {
            Array.Clear(changes);
            bool any = false;
            for (int window = 0; window < prices[limit].Length; window++)
            {
                if (prices[limit][window] > 0)
                {
                    (int first, int end) = limits.Limits[limit].Instants(window);
                    changes[first] += prices[limit][window];
                    changes[end] -= prices[limit][window];
                    any = true;
                }
            }

            if (any)
            {
                double price = 0;
                for (int instant = 0; instant < changes.Length; instant++)
                {
                    price += changes[instant];
                    changes[instant] = price;
                }

                foreach (int sort in sortsOf[limit])
                {
                    Add(bySort[sort], changes);
                }
            }
        }
    }

    /// <summary>Makes places dearer in windows that are asked for too often, and cheaper where some are left. Returns false where there is nothing to change.</summary>
    private bool Step(double gap, double pace)
    {
        double norm = 0;
        for (int limit = 0; limit < prices.Length; limit++)
        {
            Count(limit);
            for (int window = 0; window < over[limit].Length; window++)
            {
                norm += over[limit][window] * over[limit][window];
            }
        }

        for (int limit = 0; limit < prices.Length && norm > 0; limit++)
        {
            double[] some = prices[limit];
            for (int window = 0; window < some.Length; window++)
            {
                some[window] = Math.Max(0, some[window] + (pace * gap / norm * over[limit][window]));
            }
        }

        return norm > 0;
    }

    /// <summary>By how much each window of a limit is asked for too often; 0 for those that are not and cost nothing.</summary>
    private void Count(int limit)
    {
        WindowLimit of = limits.Limits[limit];
        Array.Clear(changes);
        for (int candidate = 0; candidate < picked.Length; candidate++)
        {
            if (of.Members[candidate] && picked[candidate] >= 0)
            {
                changes[picked[candidate] + 1]++;
            }
        }

        for (int instant = 1; instant < changes.Length; instant++)
        {
            changes[instant] += changes[instant - 1];
        }

        for (int window = 0; window < over[limit].Length; window++)
        {
            (int first, int end) = of.Instants(window);
            double more = changes[end] - changes[first] - of.Room(window);
            over[limit][window] = more > 0 || prices[limit][window] > 0 ? more : 0;
        }
    }

    /// <summary>Takes the prices in whole millionths, in which sums are exact.</summary>
    private void Round()
    {
        double sum = 0;
        for (int limit = 0; limit < prices.Length; limit++)
        {
            for (int window = 0; window < prices[limit].Length; window++)
            {
                prices[limit][window] = Math.Round(prices[limit][window]);
                sum += prices[limit][window] * (limits.Limits[limit].Room(window) + 1);
            }
        }

        Places = 0;
        Paid = [.. bySort.Select(s => new long[s.Length])];
        for (int limit = 0; limit < prices.Length && sum < MostSum; limit++)
        {
            for (int window = 0; window < prices[limit].Length; window++)
            {
                long price = (long)prices[limit][window];
                if (price > 0)
                {
                    Places += price * limits.Limits[limit].Room(window);
                    (int first, int end) = limits.Limits[limit].Instants(window);
                    foreach (int sort in sortsOf[limit])
                    {
                        foreach (ref long paid in Paid[sort].AsSpan(first..end))
                        {
                            paid += price;
                        }
                    }
                }
            }
        }
    }
}
