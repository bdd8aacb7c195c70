namespace Loyalty.ContactPolicy.Internal;

/// <summary>What the places that candidates contend for are worth: prices at which no choice is worth more than what its messages are worth beyond the prices they pay, and all places together.</summary>
/// <remarks>
/// <para>The Lagrangian bound: with prices λ ≥ 0 on rows of offers of which only so many can be taken, an admissible choice is worth at most Σ λ × room + Σ over candidates of the most that (worth − prices of the
/// rows that hold the offer) comes to at one of their offers, or 0. The best prices are those of the linear programme, whose rows are met one by one (<see cref="PriceSimplex"/>, <see cref="PlaceCuts"/>).</para>
/// <para>Where candidates are taken by shares, one of them is split: it goes or not, or before an instant or from then on; each half has prices of its own. Every half that is closed is closed by prices in whole
/// numbers (<see cref="ExactPrices"/>).</para>
/// </remarks>
internal sealed class ArbitrationPrices
{
    // How many offers are looked at, at the most, for all and then in halves: each change of prices looks at every one.
    private const double MostWork = 1e8;
    private const int MostPivots = 1_000;
    private const int MostDepth = 40;
    private const int MostColumns = 1 << 17;
    private const int MostRows = 400;
    private const int Patience = 6;
    private const double Whole = 1e-6;

    // A bound so far above a whole number of millionths is closed by it all the same.
    private const double Above = 0.9;

    private readonly OfferColumns columns;
    private readonly PlaceCuts cuts;
    private readonly PriceSimplex root;
    private readonly Func<List<(int Set, int Column, double Share)>, long> offer;
    private readonly List<(int Set, int Column, double Share)> taken = [];
    private readonly int mostPivots;
    private bool isSettled;
    private long mostSteps;
    private long found;

    /// <summary>Begins.</summary>
    /// <param name="limits">What is to be priced.</param>
    /// <param name="columns">The offers.</param>
    /// <param name="instants">How many instants the period has.</param>
    /// <param name="found">What is worth being beaten.</param>
    /// <param name="offer">Is told what is taken, and says what is worth being beaten from then on.</param>
    public ArbitrationPrices(ArbitrationLimits limits, OfferColumns columns, int instants, long found, Func<List<(int Set, int Column, double Share)>, long> offer)
    {
        (this.columns, this.found, this.offer) = (columns, found, offer);
        (cuts, root) = (new PlaceCuts(limits, columns, instants), new PriceSimplex(columns));
        mostPivots = (int)Math.Min(MostPivots, MostWork / (columns.Count + 1));
    }

    /// <summary>How many changes of prices were made in halves.</summary>
    public long Steps { get; private set; }

    /// <summary>Seeks prices for all.</summary>
    public ExactPrices Seek()
    {
        isSettled = Settle(root, mostPivots);
        return new ExactPrices(columns, root);
    }

    /// <summary>Splits until nothing is left that may be worth more than what was found; returns whether that came to its end.</summary>
    public bool Split(long most)
    {
        (Steps, mostSteps) = (0, (long)Math.Min(most, MostWork / (columns.Count + 1)));
        return isSettled && columns.Count <= MostColumns && Split(root, 0);
    }

    /// <summary>Seeks prices at which no row is asked for too often; returns whether it is known what is taken then.</summary>
    private bool Settle(PriceSimplex simplex, int most)
    {
        (double least, int waited) = (double.MaxValue, 0);
        while (simplex.Mend(found + Above, most))
        {
            simplex.Taken(taken);
            found = offer(taken);
            (least, waited) = simplex.Bound < least - Whole * Math.Abs(least) ? (simplex.Bound, 0) : (least, waited + 1);
            if (waited > Patience || simplex.Rows.Count > MostRows || cuts.Add(simplex, taken) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool Split(PriceSimplex simplex, int depth)
    {
        if (new ExactPrices(columns, simplex).Bound <= found)
        {
            return true;
        }

        simplex.Taken(taken);
        return depth < MostDepth && Parting() is { } parting && Half(simplex, parting.One, depth) && Half(simplex, parting.Other, depth);
    }

    private bool Half(PriceSimplex simplex, PlaceRow row, int depth)
    {
        PriceSimplex half = simplex.Copy();
        half.Add(row);
        bool isKnown = Settle(half, (int)Math.Min(mostSteps - Steps, mostPivots));
        Steps += half.Pivots;
        return (isKnown || half.Bound < found + Above) && Split(half, depth + 1);
    }

    /// <summary>The two halves of what is the least decided: that a candidate goes or not, or that it goes before an instant or from then on. The one that is taken the more comes first.</summary>
    private (PlaceRow One, PlaceRow Other)? Parting()
    {
        (double most, (PlaceRow, PlaceRow)? best) = (0, null);
        for (int i = 0; i < taken.Count;)
        {
            int set = taken[i].Set;
            int first = i;
            double all = 0;
            double worth = 0;
            for (; i < taken.Count && taken[i].Set == set; i++)
            {
                all += taken[i].Share;
                worth = Math.Max(worth, columns.Worths[taken[i].Column]);
            }

            if (Math.Min(all, 1 - all) is > Whole and var undecided && undecided * worth > most)
            {
                PlaceRow goes = new(columns, -1, PlacePart.Of(set, 0, int.MaxValue), null, -1);
                PlaceRow stays = new(columns, 0, PlacePart.Of(set, 0, int.MaxValue));
                (most, best) = (undecided * worth, all > 0.5 ? (goes, stays) : (stays, goes));
            }

            double before = 0;
            for (int later = first + 1; later < i; later++)
            {
                before += taken[later - 1].Share;
                if (Math.Min(before, all - before) is > Whole and var split && split * worth > most)
                {
                    int instant = columns.Instants[taken[later].Column];
                    PlaceRow early = new(columns, 0, PlacePart.Of(set, instant, int.MaxValue));
                    PlaceRow late = new(columns, 0, PlacePart.Of(set, 0, instant));
                    (most, best) = (split * worth, before > all / 2 ? (early, late) : (late, early));
                }
            }
        }

        return best;
    }
}
