namespace Loyalty.ContactPolicy.Internal;

/// <summary>What the places that candidates contend for are worth: prices at which no choice is worth more than what its messages are worth beyond the prices they pay, and all places together.</summary>
/// <remarks>
/// <para>The Lagrangian bound: with prices λ ≥ 0 on rows of offers of which only so many can be taken, an admissible choice is worth at most Σ λ × room + Σ over candidates of the most that (worth − prices of the
/// rows that hold the offer) comes to at one of their offers, or 0. The best prices are those of the linear programme, whose rows are met one by one (<see cref="PriceSimplex"/>, <see cref="PlaceCuts"/>). They are
/// rounded to whole parts of a millionth, so that the bound is exact.</para>
/// </remarks>
internal sealed class ArbitrationPrices
{
    private const int MostPivots = 3000;
    private const double MostWork = 3e8;

    // Sums of so many stay exact.
    private const double MostSum = 1L << 52;
    private const int MostBits = 10;

    private readonly OfferColumns columns;
    private readonly PriceSimplex simplex;
    private readonly PlaceCuts cuts;
    private readonly List<(int Set, int Column, double Share)> taken = [];
    private readonly int most;

    public ArbitrationPrices(ArbitrationProblem problem, ArbitrationLimits limits, int[] order, bool[] required)
    {
        columns = new OfferColumns(problem, order, required);
        simplex = new PriceSimplex(columns);
        cuts = new PlaceCuts(limits, columns, problem.Instants.Length);
        most = (int)Math.Min(MostPivots, MostWork / (columns.Count + 1));
    }

    /// <summary>How many bits a price has below a millionth.</summary>
    public int Bits { get; private set; }

    /// <summary>The rows that cost something, and what a place in each costs.</summary>
    public List<(PlaceRow Row, long Price)> Rows { get; } = [];

    /// <summary>For each offer, by candidate in their order and by time, what it pays.</summary>
    public long[] Paid { get; private set; } = [];

    public OfferColumns Columns => columns;

    /// <summary>The offers that are taken, with their shares, at the best prices.</summary>
    public List<(int Set, int Column, double Share)> Taken => taken;

    public int Pivots => simplex.Pivots;

    public double Residual() => simplex.Residual();

    public int AllRows => simplex.Rows.Count;

    public double LpBound => simplex.Bound;

    /// <summary>Seeks prices at which no row that was met is asked for too often, until they say that nothing is worth as much as some sum.</summary>
    /// <returns>Whether they were found: then it is known what is taken.</returns>
    public bool Mend(double enough)
    {
        bool ends = simplex.Mend(enough, most);
        if (ends)
        {
            simplex.Taken(taken);
        }

        return ends;
    }

    /// <summary>Adds rows that are broken by what is taken; returns whether there are any.</summary>
    public bool Tighten() => cuts.Add(simplex, taken) > 0;

    /// <summary>What all places together are worth.</summary>
    public long Places { get; private set; }

    /// <summary>Takes the prices in whole parts of a millionth.</summary>
    public void Round()
    {
        double sum = 0;
        foreach (double worth in columns.Worths)
        {
            sum = Math.Max(sum, Math.Abs(worth));
        }

        sum *= columns.Sets + 1;
        for (int row = 0; row < simplex.Rows.Count; row++)
        {
            sum += simplex.Prices[row] * (simplex.Rows[row].Room + columns.Sets);
        }

        for (Bits = 0; Bits < MostBits && sum * (2 << Bits) < MostSum; Bits++)
        {
        }

        Paid = new long[columns.Count];
        for (int i = 0; i < simplex.Rows.Count; i++)
        {
            PlaceRow row = simplex.Rows[i];
            long price = (long)Math.Round(simplex.Prices[i] * (1 << Bits));
            if (price > 0 && sum < 1e18)
            {
                Rows.Add((row, price));
                Places += price * row.Room;
                foreach ((_, int begin, int end) in row.Ranges)
                {
                    foreach (ref long paid in Paid.AsSpan(begin, end - begin))
                    {
                        paid += price;
                    }
                }
            }
        }
    }
}
