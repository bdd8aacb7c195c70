namespace Loyalty.ContactPolicy.Internal;

/// <summary>Prices in whole parts of a millionth, in which sums are exact, and what no choice is worth more than at them.</summary>
internal sealed class ExactPrices
{
    private const int MostBits = 10;

    // Floating numbers that are no larger stay whole.
    private const double MostSum = 1L << 52;

    public ExactPrices(OfferColumns columns, PriceSimplex simplex)
    {
        ReadOnlySpan<double> prices = simplex.Prices;
        double sum = columns.Largest * (columns.Sets + 1);
        for (int row = 0; row < prices.Length; row++)
        {
            sum += prices[row] * (Math.Abs(simplex.Rows[row].Room) + columns.Sets);
        }

        while (Bits < MostBits && sum * (2 << Bits) < MostSum)
        {
            Bits++;
        }

        Paid = new long[columns.Count];
        for (int row = 0; row < prices.Length && sum < long.MaxValue / 4; row++)
        {
            if ((long)Math.Round(prices[row] * (1 << Bits)) is > 0 and var price)
            {
                PlaceRow of = simplex.Rows[row];
                Rows.Add((of, price));
                Places += price * of.Room;
                foreach ((int begin, int end) in of.Ranges)
                {
                    foreach (ref long paid in Paid.AsSpan(begin, end - begin))
                    {
                        paid += price * of.Sign;
                    }
                }
            }
        }

        Bound = Places;
        for (int set = 0; set < columns.Sets; set++)
        {
            (int begin, int end) = columns.Of(set);
            long most = columns.Required[set] ? long.MinValue : 0;
            for (int column = begin; column < end; column++)
            {
                most = Math.Max(most, ((long)columns.Worths[column] << Bits) - Paid[column]);
            }

            Bound += most;
        }

        Bound >>= Bits;
    }

    /// <summary>How many bits a price has below a millionth.</summary>
    public int Bits { get; }

    /// <summary>The rows that cost something, and what a place in each costs.</summary>
    public List<(PlaceRow Row, long Price)> Rows { get; } = [];

    /// <summary>For each offer what it pays.</summary>
    public long[] Paid { get; }

    /// <summary>What all places together are worth.</summary>
    public long Places { get; }

    /// <summary>What no choice is worth more than, less what it costs, in millionths.</summary>
    public long Bound { get; }
}
