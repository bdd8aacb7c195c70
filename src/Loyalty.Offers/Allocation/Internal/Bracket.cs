namespace Loyalty.Offers.Allocation.Internal;

/// <summary>
/// Two prices between which the price of the budget lies, and the steps between them. Most customers choose the same at both, so only the few
/// others need their ladder climbed and sorted. Guessed from a sample, then checked on everybody: a wrong guess costs a pass, never correctness.
/// </summary>
internal sealed class Bracket
{
    private const int Small = 1 << 15;
    private const int SampleSize = 1 << 14;
    private const double Width = 0.03;

    private Bracket(Price low, Price high, int[] slots, Int128 value, Int128 cost, List<Step> steps)
    {
        Low = low;
        High = high;
        Slots = slots;
        Value = value;
        Cost = cost;
        Steps = steps;
    }

    public Price Low { get; }

    public Price High { get; }

    /// <summary>Each customer's choice at the high price.</summary>
    public int[] Slots { get; }

    public Int128 Value { get; }

    public Int128 Cost { get; }

    /// <summary>The steps from the high price to the low one, steepest first.</summary>
    public List<Step> Steps { get; }

    public static Bracket Of(Columns columns, int perCustomer, long budget)
    {
        Price low = Price.Zero;
        Price high = Price.Infinite;
        if (columns.Customers > Small)
        {
            (low, high) = Guess(columns, perCustomer, budget);
        }

        while (true)
        {
            Bracket bracket = Between(columns, perCustomer, low, high, out Int128 rich);
            bool wrong = false;
            if (bracket.Cost > budget && !high.IsInfinite)
            {
                (high, wrong) = (Price.Infinite, true);
            }

            if (rich <= budget && low.Value > 0)
            {
                (low, wrong) = (Price.Zero, true);
            }

            if (!wrong)
            {
                bracket.Steps.Sort();
                return bracket;
            }
        }
    }

    /// <summary>All prices, so that every step of every customer is listed.</summary>
    public static Bracket Whole(Columns columns, int perCustomer)
    {
        Bracket bracket = Between(columns, perCustomer, Price.Zero, Price.Infinite, out _);
        bracket.Steps.Sort();
        return bracket;
    }

    private static Bracket Between(Columns columns, int perCustomer, Price low, Price high, out Int128 rich)
    {
        int[] slots = new int[columns.Customers * perCustomer];
        List<Step> steps = [];
        Int128 value = 0;
        Int128 cost = 0;
        Span<int> at = stackalloc int[perCustomer];
        for (int customer = 0; customer < columns.Customers; customer++)
        {
            Span<int> own = slots.AsSpan(customer * perCustomer, perCustomer);
            bool settled;
            if (perCustomer == 1)
            {
                settled = ChooseOne(columns, customer, low, high, out own[0]);
            }
            else
            {
                Ladder.Choose(columns, customer, high, own);
                Ladder.Choose(columns, customer, low, at);
                settled = SameSet(own, at);
            }

            foreach (int chosen in own)
            {
                if (chosen >= 0)
                {
                    value += columns.Values[chosen];
                    cost += columns.Costs[chosen];
                }
            }

            if (!settled)
            {
                own.CopyTo(at);
                Ladder.Climb(columns, customer, at, low, steps);
            }
        }

        rich = cost;
        foreach (Step step in steps)
        {
            rich += step.Cost;
        }

        return new Bracket(low, high, slots, value, cost, steps);
    }

    /// <summary>The one best candidate at the high price, and whether it is the best at the low price too.</summary>
    private static bool ChooseOne(Columns columns, int customer, Price low, Price high, out int chosen)
    {
        int start = columns.Starts[customer];
        ReadOnlySpan<long> values = columns.Values.AsSpan(start, columns.Starts[customer + 1] - start);
        ReadOnlySpan<long> costs = columns.Costs.AsSpan(start, values.Length);
        int cheap = -1;
        int rich = -1;
        long cheapBest = 0;
        long richBest = 0;
        for (int j = 0; j < values.Length; j++)
        {
            long surplus = high.IsInfinite ? (costs[j] == 0 ? values[j] : 0) : (values[j] * high.Cost) - (costs[j] * high.Value);
            if (surplus >= cheapBest && (surplus > cheapBest || (cheap >= 0 && costs[j] < costs[cheap])))
            {
                (cheapBest, cheap) = (surplus, j);
            }

            surplus = (values[j] * low.Cost) - (costs[j] * low.Value);
            if (surplus >= richBest && (surplus > richBest || (rich >= 0 && costs[j] < costs[rich])))
            {
                (richBest, rich) = (surplus, j);
            }
        }

        chosen = cheap < 0 ? -1 : start + cheap;
        return cheap == rich;
    }

    private static bool SameSet(ReadOnlySpan<int> one, ReadOnlySpan<int> other)
    {
        foreach (int chosen in one)
        {
            if (!other.Contains(chosen))
            {
                return false;
            }
        }

        return one.IndexOf(-1) == other.IndexOf(-1);
    }

    private static (Price Low, Price High) Guess(Columns columns, int perCustomer, long budget)
    {
        List<Step> steps = [];
        int stride = columns.Customers / SampleSize;
        int sampled = 0;
        double spent = 0;
        Span<int> slots = stackalloc int[perCustomer];
        for (int customer = stride / 2; customer < columns.Customers; customer += stride, sampled++)
        {
            Ladder.Choose(columns, customer, Price.Infinite, slots);
            Ladder.Climb(columns, customer, slots, Price.Zero, steps);
        }

        steps.Sort();
        double share = (double)budget * sampled / columns.Customers;
        Price low = Price.Zero;
        Price high = Price.Infinite;
        foreach (Step step in steps)
        {
            spent += step.Cost;
            if (spent <= share * (1 - Width))
            {
                high = Price.Near(step.Price.ToDouble(), columns) ?? Price.Infinite;
            }

            if (spent >= share * (1 + Width))
            {
                low = Price.Near(step.Price.ToDouble(), columns) ?? Price.Zero;
                break;
            }
        }

        return (low, high);
    }
}
