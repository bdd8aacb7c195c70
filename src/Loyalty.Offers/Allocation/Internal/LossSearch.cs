namespace Loyalty.Offers.Allocation.Internal;

/// <summary>
/// Branch and bound on losses. At the prices found, each customer's choice loses something against that customer's best, and a whole allocation is worth the
/// bound less all its losses at most. So only choices whose losses add up to less than the gap can matter; they are searched customer by customer. First for
/// more value; then, when the value is proven, for the same value at less cost and for the ordinally smallest of equals.
/// </summary>
internal sealed class LossSearch
{
    private const int MostCandidates = 2_000;

    private readonly Columns columns;
    private readonly Relaxation relaxation;
    private readonly Incumbent best;
    private readonly Price price;
    private readonly int perCustomer;
    private readonly int[] left;
    private readonly List<(int Customer, Choice[] Options)> open = [];
    private readonly int[] slots;
    private Int128[] cheapest = [];
    private long steps;
    private bool ties;

    private LossSearch(Columns columns, Relaxation relaxation, Incumbent best, long steps)
    {
        this.columns = columns;
        this.relaxation = relaxation;
        this.best = best;
        this.steps = steps;
        price = relaxation.Price;
        perCustomer = relaxation.PerCustomer;
        left = (int[])columns.Limits.Clone();
        slots = new int[best.Slots.Length];
    }

    private readonly record struct Choice(int[] Slots, Int128 Value, Int128 Cost, Int128 Loss);

    /// <summary>Improves the incumbent in place where the problem is small enough.</summary>
    /// <returns>The bound, sharpened to the incumbent's value where that is proven.</returns>
    public static Int128 Run(Columns columns, Relaxation relaxation, LimitPrices prices, Incumbent best, Int128 bound, long steps)
    {
        double largest = (((double)columns.LargestValue * relaxation.PerCustomer) + (double)bound) * relaxation.Price.Cost;
        double dearest = (double)columns.LargestCost * relaxation.PerCustomer * relaxation.Price.Value;
        if (columns.Values.Length > MostCandidates || steps == 0 || largest > 1e36 || dearest > 1e37)
        {
            return bound;
        }

        LossSearch search = new(columns, relaxation, best, steps);
        List<(int Customer, Choice[] Options)> all = [];
        Int128 constant = ((Int128)relaxation.Budget * search.price.Value) + (prices.WorthOfPlaces(prices.Prices) * search.price.Cost);
        for (int customer = 0; customer < columns.Customers; customer++)
        {
            Choices choices = Choices.Of(columns, customer, relaxation.PerCustomer, dominated: true);
            if (!choices.Complete)
            {
                return bound;
            }

            (Choice[] options, Int128 most) = search.Losses(choices, prices.Prices);
            constant += most;
            all.Add((customer, options));
        }

        if (bound > best.Value)
        {
            Int128 gap = constant - ((best.Value + columns.Unit) * search.price.Cost);
            if (!search.Exhaust(all, gap))
            {
                return bound;
            }
        }

        search.ties = true;
        Incumbent before = new((int[])best.Slots.Clone(), best.Value, best.Cost);
        Int128 slack = constant - (best.Value * search.price.Cost) - (((Int128)relaxation.Budget - best.Cost) * search.price.Value);
        if (!search.Exhaust(all, slack))
        {
            before.Slots.CopyTo(best.Slots, 0);
            best.Cost = before.Cost;
        }

        return best.Value;
    }

    private (Choice[] Options, Int128 Most) Losses(Choices choices, long[] prices)
    {
        Choice[] options = [.. choices.All.Select(c => new Choice(c.Slots, c.Value, c.Cost, Reduced(c.Slots, c.Value, c.Cost)))];
        Int128 most = options.Max(c => c.Loss);
        options = [.. options.Select(c => c with { Loss = most - c.Loss }).OrderBy(c => c.Loss).ThenBy(c => c.Cost)];
        return (options, most);

        Int128 Reduced(int[] set, Int128 value, Int128 cost)
        {
            foreach (int j in set)
            {
                value -= j < 0 ? 0 : prices[columns.Offers[j]];
            }

            return (value * price.Cost) - (cost * price.Value);
        }
    }

    /// <summary>Looks at every allocation whose losses fit the gap.</summary>
    /// <returns>Whether the steps sufficed.</returns>
    private bool Exhaust(List<(int Customer, Choice[] Options)> all, Int128 gap)
    {
        if (gap < 0)
        {
            return true;
        }

        open.Clear();
        foreach ((int customer, Choice[] options) in all)
        {
            open.Add((customer, [.. options.TakeWhile(c => c.Loss <= gap)]));
        }

        open.Sort(static (a, b) => a.Options.Length != b.Options.Length ? a.Options.Length.CompareTo(b.Options.Length) : a.Customer.CompareTo(b.Customer));
        cheapest = new Int128[open.Count + 1];
        for (int i = open.Count - 1; i >= 0; i--)
        {
            cheapest[i] = cheapest[i + 1] + open[i].Options.Min(c => c.Cost);
        }

        return Descend(0, 0, 0, gap);
    }

    private bool Descend(int depth, Int128 value, Int128 cost, Int128 gap)
    {
        if (depth == open.Count)
        {
            Consider(value, (long)cost);
            return true;
        }

        (int customer, Choice[] options) = open[depth];
        foreach (Choice choice in options)
        {
            if (choice.Loss > gap)
            {
                break;
            }

            if (--steps < 0)
            {
                return false;
            }

            Int128 dearer = cost + choice.Cost;
            if (dearer + cheapest[depth + 1] > (ties ? best.Cost : relaxation.Budget) || !Take(choice.Slots))
            {
                continue;
            }

            choice.Slots.CopyTo(slots, customer * perCustomer);
            Int128 before = best.Value;
            bool done = Descend(depth + 1, value + choice.Value, dearer, gap - choice.Loss);
            gap -= (best.Value - before) * price.Cost;
            Give(choice.Slots);
            if (!done)
            {
                return false;
            }
        }

        return true;
    }

    private bool Take(int[] set)
    {
        for (int i = 0; i < set.Length; i++)
        {
            if (set[i] >= 0 && --left[columns.Offers[set[i]]] < 0)
            {
                Give(set.AsSpan(0, i + 1));
                return false;
            }
        }

        return true;
    }

    private void Give(ReadOnlySpan<int> set)
    {
        foreach (int j in set)
        {
            if (j >= 0)
            {
                left[columns.Offers[j]]++;
            }
        }
    }

    private void Consider(Int128 value, long cost)
    {
        if (value > best.Value || (value == best.Value && (cost < best.Cost || (cost == best.Cost && IsSmaller()))))
        {
            (best.Value, best.Cost) = (value, cost);
            slots.CopyTo(best.Slots, 0);
        }
    }

    /// <summary>Whether the picks, by customer and then by offer, are ordinally smaller than the best's.</summary>
    private bool IsSmaller()
    {
        int[] mine = [.. slots.Where(j => j >= 0).Order()];
        int[] its = [.. best.Slots.Where(j => j >= 0).Order()];
        return mine.AsSpan().SequenceCompareTo(its) < 0;
    }
}
