namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>Groups of guests as columns, in order of x, t_x, T. Times are places in a table of the days that occur, so that what depends on a day alone is computed once.</summary>
internal sealed class PurchaseColumns
{
    public PurchaseColumns(int[] purchases, int[] last, int[] watched, long[] customers, int resolutionDays)
    {
        Purchases = purchases;
        Customers = customers;
        int most = 0;
        foreach (int day in watched)
        {
            most = Math.Max(most, day);
        }

        int[] place = new int[most + 1];
        foreach (int day in last)
        {
            place[day] = 1;
        }

        foreach (int day in watched)
        {
            place[day] = 1;
        }

        List<double> days = [];
        for (int day = 0; day <= most; day++)
        {
            if (place[day] == 1)
            {
                place[day] = days.Count;
                days.Add((double)day * resolutionDays);
            }
        }

        Days = [.. days];
        for (int i = 0; i < last.Length; i++)
        {
            last[i] = place[last[i]];
            watched[i] = place[watched[i]];
        }

        Last = last;
        Watched = watched;
    }

    /// <summary>x of each group.</summary>
    public int[] Purchases { get; }

    /// <summary>The place of t_x in <see cref="Days"/>.</summary>
    public int[] Last { get; }

    /// <summary>The place of T in <see cref="Days"/>.</summary>
    public int[] Watched { get; }

    /// <summary>Guests in each group.</summary>
    public long[] Customers { get; }

    /// <summary>The days that occur, ascending.</summary>
    public double[] Days { get; }

    public int Count => Purchases.Length;

    /// <summary>The mean time watched, and that time for each repeat purchase, in units of time.</summary>
    public (double Watched, double PerRepeat) Pace(double unitDays)
    {
        double repeats = 0;
        double watched = 0;
        double customers = 0;
        for (int i = 0; i < Count; i++)
        {
            repeats += (double)Purchases[i] * Customers[i];
            watched += Days[Watched[i]] / unitDays * Customers[i];
            customers += Customers[i];
        }

        return (watched / customers, watched / repeats);
    }
}
