namespace Loyalty.Offers.Allocation.Internal;

/// <summary>
/// A customer's best choices as the price of budget falls: the vertices of the convex hull of cost and value. Between two neighbours one candidate
/// joins and at most one leaves, for the sets of at most k candidates are a uniform matroid; so the hull is exact for every k.
/// </summary>
internal static class Ladder
{
    /// <summary>Fills a customer's slots with the best choice at a price; of equal choices that of smaller cost, then of earlier candidates.</summary>
    public static void Choose(Columns columns, int customer, Price price, Span<int> slots)
    {
        slots.Fill(-1);
        Span<long> best = stackalloc long[slots.Length];
        int filled = 0;
        for (int j = columns.Starts[customer]; j < columns.Starts[customer + 1]; j++)
        {
            long surplus = Surplus(columns, j, price);
            if (surplus <= 0)
            {
                continue;
            }

            int place = filled;
            while (place > 0 && (surplus > best[place - 1] || (surplus == best[place - 1] && columns.Costs[j] < columns.Costs[slots[place - 1]])))
            {
                place--;
            }

            if (place == slots.Length)
            {
                continue;
            }

            filled = Math.Min(filled + 1, slots.Length);
            for (int i = filled - 1; i > place; i--)
            {
                (best[i], slots[i]) = (best[i - 1], slots[i - 1]);
            }

            (best[place], slots[place]) = (surplus, j);
        }
    }

    /// <summary>Climbs from the choice in the slots to that at a lower price, noting each step.</summary>
    public static void Climb(Columns columns, int customer, Span<int> slots, Price floor, List<Step> steps)
    {
        int filled = slots.IndexOf(-1);
        filled = filled < 0 ? slots.Length : filled;
        for (int number = 0; ; number++)
        {
            int joins = -1;
            int place = -1;
            long value = 0;
            long cost = 1;
            for (int j = columns.Starts[customer]; j < columns.Starts[customer + 1]; j++)
            {
                if (columns.Values[j] <= 0 || slots.Contains(j))
                {
                    continue;
                }

                for (int i = filled < slots.Length ? filled : 0; i <= (filled < slots.Length ? filled : filled - 1); i++)
                {
                    long more = columns.Values[j] - (i == filled ? 0 : columns.Values[slots[i]]);
                    long dearer = columns.Costs[j] - (i == filled ? 0 : columns.Costs[slots[i]]);
                    if (more <= 0 || dearer <= 0)
                    {
                        continue;
                    }

                    int order = Price.Compare(more, dearer, value, cost);
                    if (order > 0 || (order == 0 && joins >= 0 && dearer < cost))
                    {
                        (joins, place, value, cost) = (j, i, more, dearer);
                    }
                }
            }

            if (joins < 0 || Price.Compare(value, cost, floor.Value, floor.Cost) <= 0)
            {
                return;
            }

            steps.Add(new Step(customer, number, place == filled ? -1 : slots[place], joins, value, cost));
            slots[place] = joins;
            filled = Math.Max(filled, place + 1);
        }
    }

    private static long Surplus(Columns columns, int candidate, Price price) => price.IsInfinite
        ? (columns.Costs[candidate] == 0 ? columns.Values[candidate] : 0)
        : (columns.Values[candidate] * price.Cost) - (columns.Costs[candidate] * price.Value);
}
