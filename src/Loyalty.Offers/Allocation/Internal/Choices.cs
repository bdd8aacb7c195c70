namespace Loyalty.Offers.Allocation.Internal;

/// <summary>All that one customer could get: sets of at most k candidates with their value and cost, undominated, cheapest first.</summary>
internal sealed class Choices
{
    /// <summary>Beyond so many sets only the vertices of the hull are listed.</summary>
    private const int Most = 4096;

    private readonly List<(int[] Slots, Int128 Value, Int128 Cost)> all = [];

    private Choices()
    {
    }

    public IReadOnlyList<(int[] Slots, Int128 Value, Int128 Cost)> All => all;

    /// <summary>Whether every undominated set is listed.</summary>
    public bool Complete { get; private set; } = true;

    public static Choices Of(Columns columns, int customer, int perCustomer, bool dominated = false)
    {
        Choices choices = new();
        int[] slots = new int[perCustomer];
        Array.Fill(slots, -1);
        choices.Enumerate(columns, columns.Starts[customer], columns.Starts[customer + 1], slots, 0, 0, 0);
        if (!choices.Complete)
        {
            choices.Climb(columns, customer, perCustomer);
        }

        if (!dominated)
        {
            choices.KeepUndominated();
        }

        return choices;
    }

    private void Enumerate(Columns columns, int from, int end, int[] slots, int filled, Int128 value, Int128 cost)
    {
        all.Add(((int[])slots.Clone(), value, cost));
        if (all.Count > Most)
        {
            Complete = false;
        }

        for (int j = from; j < end && filled < slots.Length && Complete; j++)
        {
            if (columns.Values[j] > 0)
            {
                slots[filled] = j;
                Enumerate(columns, j + 1, end, slots, filled + 1, value + columns.Values[j], cost + columns.Costs[j]);
                slots[filled] = -1;
            }
        }
    }

    private void Climb(Columns columns, int customer, int perCustomer)
    {
        all.Clear();
        int[] slots = new int[perCustomer];
        Ladder.Choose(columns, customer, Price.Infinite, slots);
        List<Step> steps = [];
        Ladder.Climb(columns, customer, (int[])slots.Clone(), Price.Zero, steps);
        Add(columns, slots);
        foreach (Step step in steps)
        {
            slots[Array.IndexOf(slots, step.Leaves)] = step.Joins;
            Add(columns, slots);
        }
    }

    private void Add(Columns columns, int[] slots)
    {
        Int128 value = 0;
        Int128 cost = 0;
        foreach (int j in slots)
        {
            value += j < 0 ? 0 : columns.Values[j];
            cost += j < 0 ? 0 : columns.Costs[j];
        }

        all.Add(((int[])slots.Clone(), value, cost));
    }

    private void KeepUndominated()
    {
        int[] order = [.. Enumerable.Range(0, all.Count)];
        Array.Sort(order, (a, b) => all[a].Cost != all[b].Cost ? all[a].Cost.CompareTo(all[b].Cost)
            : all[a].Value != all[b].Value ? all[b].Value.CompareTo(all[a].Value) : a.CompareTo(b));
        List<(int[], Int128, Int128)> kept = [];
        Int128 best = -1;
        foreach (int i in order)
        {
            if (all[i].Value > best)
            {
                best = all[i].Value;
                kept.Add(all[i]);
            }
        }

        all.Clear();
        all.AddRange(kept);
    }
}
