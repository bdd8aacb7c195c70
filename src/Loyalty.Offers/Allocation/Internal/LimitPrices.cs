namespace Loyalty.Offers.Allocation.Internal;

/// <summary>
/// Prices of the offers' limits. Charging each pick its offer's price takes the limits out of the problem; the relaxation that is left plus
/// the prices of all places bounds every allocation, whatever the prices are. Each price in turn is set to its exact best, given the others.
/// </summary>
internal sealed class LimitPrices
{
    private const int MostSweeps = 60;
    private const long Work = 400_000_000;

    private readonly Columns columns;
    private readonly int[][] byOffer;
    private long work;

    public LimitPrices(Columns columns)
    {
        this.columns = columns;
        Prices = new long[columns.Limits.Length];
        List<int>[] places = [.. columns.Limits.Select(_ => new List<int>())];
        if (columns.Limits.AsSpan().ContainsAnyExcept(int.MaxValue))
        {
            for (int customer = 0; customer < columns.Customers; customer++)
            {
                for (int j = columns.Starts[customer]; j < columns.Starts[customer + 1]; j++)
                {
                    if (columns.Values[j] > 0 && columns.Limits[columns.Offers[j]] != int.MaxValue)
                    {
                        places[columns.Offers[j]].Add(customer);
                    }
                }
            }
        }

        // A limit that no crowd can reach is none.
        byOffer = [.. places.Select((customers, offer) => customers.Count > columns.Limits[offer] ? customers.ToArray() : [])];
    }

    /// <summary>For each offer, in units of value.</summary>
    public long[] Prices { get; private set; }

    /// <summary>No allocation within budget and limits is worth more.</summary>
    public Int128 Bound { get; private set; }

    public bool AreViolatedBy(int[] slots)
    {
        int[] left = (int[])columns.Limits.Clone();
        foreach (int j in slots)
        {
            if (j >= 0 && --left[columns.Offers[j]] < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Lowers the bound while it falls; leaves the relaxation at the best prices.</summary>
    public void Settle(ref Relaxation relaxation)
    {
        Bound = relaxation.Bound;
        long[] prices = (long[])Prices.Clone();
        Relaxation current = relaxation;
        int idle = 0;
        for (int sweep = 0; sweep < MostSweeps && idle < 3 && work < Work; sweep++)
        {
            long[] before = (long[])Prices.Clone();
            double price = current.Price.ToDouble();
            for (int offer = 0; offer < prices.Length; offer++)
            {
                if (byOffer[offer].Length > 0)
                {
                    prices[offer] = BestPrice(offer, prices, price, current.PerCustomer);
                    work += (long)byOffer[offer].Length * columns.Values.Length / Math.Max(1, columns.Customers);
                }
            }

            idle = Try(prices, ref relaxation, out current) ? 0 : idle + 1;

            // The price of the budget follows the limits' prices only step by step: go on in the same direction while it pays.
            for (int times = 1; idle == 0 && work < Work && Try(Further(before, prices, times), ref relaxation, out Relaxation further); times *= 2)
            {
                current = further;
            }

            Prices.CopyTo(prices, 0);
            current = idle == 0 ? relaxation : current;
        }
    }

    /// <summary>Solves the relaxation at these prices; keeps them if the bound falls.</summary>
    private bool Try(long[] prices, ref Relaxation best, out Relaxation tried)
    {
        tried = Relaxation.Of(Charged(prices), best.PerCustomer, best.Budget);
        work += columns.Values.Length * 10L;
        Int128 bound = tried.Bound + WorthOfPlaces(prices);
        if (bound >= Bound)
        {
            return false;
        }

        Bound = bound;
        Prices = (long[])prices.Clone();
        best = tried;
        return true;
    }

    private long[] Further(long[] before, long[] now, int times)
    {
        long[] prices = new long[now.Length];
        for (int offer = 0; offer < prices.Length; offer++)
        {
            prices[offer] = (long)Int128.Clamp(now[offer] + ((Int128)times * (now[offer] - before[offer])), 0, columns.LargestValue);
        }

        return prices;
    }

    /// <summary>What all limited places together cost at these prices.</summary>
    public Int128 WorthOfPlaces(long[] prices)
    {
        Int128 worth = 0;
        for (int offer = 0; offer < prices.Length; offer++)
        {
            worth += (Int128)prices[offer] * (prices[offer] == 0 ? 0 : columns.Limits[offer]);
        }

        return worth;
    }

    /// <summary>The price at which as many want the offer as may have it: each customer's advantage over going without, the limit-th largest but one.</summary>
    private long BestPrice(int offer, long[] prices, double price, int perCustomer)
    {
        int[] customers = byOffer[offer];
        double[] advantages = new double[customers.Length];
        double[] others = new double[perCustomer];
        for (int i = 0; i < customers.Length; i++)
        {
            double own = 0;
            Array.Clear(others);
            for (int j = columns.Starts[customers[i]]; j < columns.Starts[customers[i] + 1]; j++)
            {
                double surplus = columns.Values[j] - (price * columns.Costs[j]);
                if (columns.Offers[j] == offer)
                {
                    own = surplus;
                    continue;
                }

                surplus -= prices[columns.Offers[j]];
                for (int place = perCustomer - 1; place >= 0 && surplus > others[place]; place--)
                {
                    if (place + 1 < perCustomer)
                    {
                        others[place + 1] = others[place];
                    }

                    others[place] = surplus;
                }
            }

            advantages[i] = own - others[perCustomer - 1];
        }

        Array.Sort(advantages);
        double best = advantages[customers.Length - 1 - columns.Limits[offer]];
        return best <= 0 ? 0 : (long)Math.Min(Math.Ceiling(best), columns.LargestValue);
    }

    private Columns Charged(long[] prices)
    {
        long[] values = (long[])columns.Values.Clone();
        for (int j = 0; j < values.Length; j++)
        {
            values[j] = Math.Max(0, values[j] - prices[columns.Offers[j]]);
        }

        return columns with { Values = values };
    }
}
