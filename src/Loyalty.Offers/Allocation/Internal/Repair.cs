namespace Loyalty.Offers.Allocation.Internal;

/// <summary>Makes an allocation that keeps budget and limits out of a relaxation that priced the limits: drops what is too much, then fills up.</summary>
internal sealed class Repair
{
    private const int MostRounds = 16;

    private readonly Columns columns;
    private readonly int perCustomer;
    private readonly double price;
    private readonly long[] prices;
    private readonly int[] left;
    private readonly Incumbent result;
    private long budget;

    private Repair(Columns columns, Relaxation relaxation, long[] prices)
    {
        this.columns = columns;
        this.prices = prices;
        perCustomer = relaxation.PerCustomer;
        price = relaxation.Price.ToDouble();
        budget = relaxation.Budget;
        left = (int[])columns.Limits.Clone();
        int[] slots = new int[relaxation.Slots.Length];
        Array.Fill(slots, -1);
        result = new Incumbent(slots, 0, 0);
    }

    private readonly record struct Move(int Slot, int Joins, double Gain) : IComparable<Move>
    {
        public int CompareTo(Move other) => Gain != other.Gain ? other.Gain.CompareTo(Gain) : Slot.CompareTo(other.Slot);
    }

    public static Incumbent Run(Columns columns, Relaxation relaxation, long[] prices)
    {
        Repair repair = new(columns, relaxation, prices);
        List<Move> moves = [];
        for (int slot = 0; slot < relaxation.Slots.Length; slot++)
        {
            if (relaxation.Slots[slot] >= 0)
            {
                moves.Add(new Move(slot, relaxation.Slots[slot], repair.Surplus(relaxation.Slots[slot])));
            }
        }

        for (int round = 0; repair.Apply(moves) | round == 0; round++)
        {
            if (round == MostRounds)
            {
                break;
            }

            moves.Clear();
            for (int customer = 0; customer < columns.Customers; customer++)
            {
                if (repair.BestMove(customer) is { } move)
                {
                    moves.Add(move);
                }
            }
        }

        return repair.result;
    }

    private double Surplus(int j) => j < 0 ? 0 : columns.Values[j] - (price * columns.Costs[j]) - prices[columns.Offers[j]];

    private bool Apply(List<Move> moves)
    {
        moves.Sort();
        bool any = false;
        foreach (Move move in moves)
        {
            int leaves = result.Slots[move.Slot];
            if (Fits(leaves, move.Joins))
            {
                any = true;
                result.Slots[move.Slot] = move.Joins;
                result.Value += Value(move.Joins) - Value(leaves);
                result.Cost += Cost(move.Joins) - Cost(leaves);
                budget -= Cost(move.Joins) - Cost(leaves);
                left[columns.Offers[move.Joins]]--;
                if (leaves >= 0)
                {
                    left[columns.Offers[leaves]]++;
                }
            }
        }

        return any;
    }

    private bool Fits(int leaves, int joins) => left[columns.Offers[joins]] > 0 && Cost(joins) - Cost(leaves) <= budget && Value(joins) > Value(leaves);

    private Move? BestMove(int customer)
    {
        Span<int> own = result.Slots.AsSpan(customer * perCustomer, perCustomer);
        Move? best = null;
        for (int j = columns.Starts[customer]; j < columns.Starts[customer + 1]; j++)
        {
            if (columns.Values[j] <= 0 || own.Contains(j))
            {
                continue;
            }

            for (int place = 0; place < own.Length; place++)
            {
                double gain = Surplus(j) - Surplus(own[place]);
                if (Fits(own[place], j) && (best is null || gain > best.Value.Gain))
                {
                    best = new Move((customer * perCustomer) + place, j, gain);
                }
            }
        }

        return best;
    }

    private long Value(int j) => j < 0 ? 0 : columns.Values[j];

    private long Cost(int j) => j < 0 ? 0 : columns.Costs[j];
}
