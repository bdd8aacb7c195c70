using Loyalty.Core;
using Loyalty.Offers.Allocation.Internal;

namespace Loyalty.Offers.Allocation;

/// <summary>What may be given to whom: for each pair of a customer and an offer the value it should bring and what it should cost.</summary>
/// <remarks>
/// <para>Stored as columns, 24 bytes a candidate. Customers are rows; where two choices are equal in value and cost, the smaller row and
/// then the ordinally smaller offer is preferred, so give rows in the order that ties shall follow. The order of adding changes nothing.</para>
/// <para>Values are exact while 18 significant digits hold the largest and the finest of them, else they are rounded to that many and the
/// bound is widened by as much. Not thread-safe while it is filled; any number of allocations may read it afterwards.</para>
/// </remarks>
public sealed class CandidateSet
{
    private readonly OfferTerms[] terms;
    private readonly ValueGrid grid;
    private int[] customers;
    private int[] offers;
    private long[] costs;
    private long largestCost;
    private int rows;
    private Columns? columns;

    /// <summary>Starts a set.</summary>
    /// <param name="currency">The currency of all costs.</param>
    /// <param name="offers">The offers; a candidate names one by its place here.</param>
    /// <param name="capacity">How many candidates to make room for at once, ≥ 0; it grows beyond as needed.</param>
    /// <exception cref="ArgumentException">An offer is nameless or stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit or <paramref name="capacity"/> is negative.</exception>
    public CandidateSet(Currency currency, IEnumerable<OfferTerms> offers, int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Currency = currency;
        terms = [.. offers];
        HashSet<OfferId> seen = [];
        foreach ((OfferId id, int? limit) in terms)
        {
            if (id.IsNone || !seen.Add(id))
            {
                throw new ArgumentException($"Each offer needs a name of its own, but '{id}' {(id.IsNone ? "names none" : "stands twice")}.", nameof(offers));
            }

            if (limit < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(offers), limit, $"The limit of offer '{id}' must be at least 0; leave it out for no limit.");
            }
        }

        grid = new ValueGrid(capacity);
        customers = new int[Math.Max(16, capacity)];
        this.offers = new int[customers.Length];
        costs = new long[customers.Length];
    }

    /// <summary>The currency of all costs.</summary>
    public Currency Currency { get; }

    /// <summary>The offers, in the order given.</summary>
    public IReadOnlyList<OfferTerms> Offers => terms;

    /// <summary>How many candidates were added.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a candidate.</summary>
    /// <param name="customer">Who might get it.</param>
    /// <param name="offer">The offer's place in <see cref="Offers"/>.</param>
    /// <param name="value">What it should bring; any decimal. What is not positive is never picked.</param>
    /// <param name="cost">What it should cost, ≥ 0, in <see cref="Currency"/>.</param>
    /// <exception cref="ArgumentException">There is no customer, or the currency is another.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The offer's place does not exist, or the cost is negative.</exception>
    public void Add(CustomerId customer, int offer, decimal value, Money cost)
    {
        if (customer.IsNone)
        {
            throw new ArgumentException("A candidate needs a customer; CustomerId.None cannot get an offer.", nameof(customer));
        }

        if ((uint)offer >= (uint)terms.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(offer), offer, $"An offer is named by its place in Offers, 0 to {terms.Length - 1} (inclusive).");
        }

        if (cost.MinorUnits < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(cost), cost, "A cost must be at least 0; what earns money adds to the value instead.");
        }

        if (cost.Currency != Currency)
        {
            throw new ArgumentException($"The set is in {Currency}, but the cost is {cost}; convert it first.", nameof(cost));
        }

        if (Count == customers.Length)
        {
            int larger = checked(Count * 2);
            Array.Resize(ref customers, larger);
            Array.Resize(ref offers, larger);
            Array.Resize(ref costs, larger);
        }

        grid.Add(value);
        customers[Count] = customer.Index;
        offers[Count] = offer;
        costs[Count++] = cost.MinorUnits;
        largestCost = Math.Max(largestCost, cost.MinorUnits);
        rows = Math.Max(rows, customer.Index + 1);
        columns = null;
    }

    /// <summary>The candidates in their fixed order.</summary>
    /// <exception cref="InvalidOperationException">A customer has an offer twice.</exception>
    internal Columns Freeze() => columns ??= Arrange();

    private Columns Arrange()
    {
        bool limited = Array.Exists(terms, t => t.Limit is not null);
        long unit = CommonUnit(grid.Units.AsSpan(0, Count));
        int digits = grid.Digits;
        if (limited)
        {
            // Prices of limits fall between values, so that whole values need finer units.
            grid.Refine(4);
            for (; digits < grid.Digits; digits++)
            {
                unit *= 10;
            }
        }

        (int[] starts, int[] order) = Order();
        int[] sorted = new int[Count];
        long[] values = new long[Count];
        long[] sortedCosts = new long[Count];
        for (int i = 0; i < order.Length; i++)
        {
            sorted[i] = offers[order[i]];
            values[i] = grid.Units[order[i]];
            sortedCosts[i] = costs[order[i]];
        }

        int most = 1;
        for (int customer = 0; customer < rows; customer++)
        {
            most = Math.Max(most, starts[customer + 1] - starts[customer]);
            for (int i = starts[customer] + 1; i < starts[customer + 1]; i++)
            {
                if (sorted[i] == sorted[i - 1])
                {
                    throw new InvalidOperationException(
                        $"Candidate {Math.Max(order[i], order[i - 1])} gives customer #{customer} the offer '{terms[sorted[i]].Id}' a second time; give each pair once.");
                }
            }
        }

        return new Columns
        {
            Starts = starts,
            Values = values,
            Costs = sortedCosts,
            Offers = sorted,
            Sources = order,
            Limits = [.. terms.Select(t => t.Limit ?? int.MaxValue)],
            LargestValue = grid.Largest,
            LargestCost = largestCost,
            Unit = Math.Max(1, unit),
            Digits = grid.Digits,
            Exact = grid.Exact,
            Currency = Currency,
            Terms = terms,
            MostForOne = most,
        };
    }

    /// <summary>By customer, then ordinally by offer: two stable passes of counting.</summary>
    private (int[] Starts, int[] Order) Order()
    {
        int[] rank = new int[terms.Length];
        int[] byName = [.. Enumerable.Range(0, terms.Length)];
        Array.Sort(byName, (a, b) => terms[a].Id.CompareTo(terms[b].Id));
        for (int i = 0; i < byName.Length; i++)
        {
            rank[byName[i]] = i;
        }

        int[] order = [.. Enumerable.Range(0, Count)];
        order = Pass(order, terms.Length, i => rank[offers[i]], out _);
        order = Pass(order, rows, i => customers[i], out int[] starts);
        return (starts, order);
    }

    private static int[] Pass(int[] order, int keys, Func<int, int> key, out int[] starts)
    {
        starts = new int[keys + 1];
        foreach (int i in order)
        {
            starts[key(i) + 1]++;
        }

        for (int k = 0; k < keys; k++)
        {
            starts[k + 1] += starts[k];
        }

        int[] next = starts[..^1];
        int[] sorted = new int[order.Length];
        foreach (int i in order)
        {
            sorted[next[key(i)]++] = i;
        }

        return sorted;
    }

    private static long CommonUnit(ReadOnlySpan<long> units)
    {
        long common = 0;
        foreach (long unit in units)
        {
            for (long rest = unit; rest != 0;)
            {
                (common, rest) = (rest, common % rest);
            }

            if (common == 1)
            {
                break;
            }
        }

        return common;
    }
}
