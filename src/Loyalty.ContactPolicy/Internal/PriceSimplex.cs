namespace Loyalty.ContactPolicy.Internal;

/// <summary>The least bound at prices on rows that are met one by one: a dual simplex in which each candidate takes one of its offers, or none, by shares.</summary>
/// <remarks>
/// <para>Each candidate has a key column, which it takes as far as it takes no other; the basis is of the rows alone (generalised upper bounds: Dantzig and Van Slyke, Journal of Computer and System
/// Sciences 1, 1967). It begins where each candidate takes its best offer, and a row that this breaks is added when it is met, so prices are never wrong, only not yet the best.</para>
/// <para>Reckoned in floating numbers: what comes of it are prices, of which any are right. One thread at a time.</para>
/// </remarks>
internal sealed partial class PriceSimplex
{
    private const int None = -1;
    private const int Nothing = -2;
    private const int FirstRows = 32;
    private const double Tiny = 1e-9;
    private const double Short = -1e-7;

    // Steps in millionths that differ by less are taken as the same.
    private const double Alike = 1e-4;

    private readonly OfferColumns columns;
    private readonly double[] margins;
    private readonly double[] slopes;
    private readonly int[] keys;
    private readonly double[] rests;
    private readonly List<PlaceRow> rows;
    private readonly List<bool> isSlackBasic;
    private readonly List<double[]> inverse;
    private readonly List<Basic> basics;
    private double[] prices = new double[FirstRows];
    private double[] shares = new double[FirstRows];
    private double[] entering = new double[FirstRows];
    private double[] combined = new double[FirstRows];

    public PriceSimplex(OfferColumns columns)
    {
        this.columns = columns;
        (margins, slopes) = ([.. columns.Worths], new double[columns.Count]);
        (keys, rests) = (new int[columns.Sets], new double[columns.Sets]);
        (rows, isSlackBasic, inverse, basics) = ([], [], [], []);
        for (int set = 0; set < keys.Length; set++)
        {
            (int begin, int end) = columns.Of(set);
            int best = columns.Required[set] ? begin : None;
            for (int column = begin; column < end; column++)
            {
                best = margins[column] > (best == None ? 0 : margins[best]) ? column : best;
            }

            keys[set] = best;
        }
    }

    private PriceSimplex(PriceSimplex other)
    {
        columns = other.columns;
        (margins, slopes) = ([.. other.margins], new double[other.slopes.Length]);
        (keys, rests) = ([.. other.keys], new double[other.rests.Length]);
        (rows, isSlackBasic, inverse, basics) = ([.. other.rows], [.. other.isSlackBasic], [.. other.inverse.Select(l => (double[])l.Clone())], [.. other.basics]);
        (prices, shares, entering, combined) = ([.. other.prices], [.. other.shares], new double[other.entering.Length], new double[other.combined.Length]);
    }

    public IReadOnlyList<PlaceRow> Rows => rows;

    public ReadOnlySpan<double> Prices => prices.AsSpan(0, rows.Count);

    /// <summary>How often the basis was changed.</summary>
    public int Pivots { get; private set; }

    /// <summary>What no choice is worth more than, at these prices.</summary>
    public double Bound
    {
        get
        {
            double bound = 0;
            for (int row = 0; row < rows.Count; row++)
            {
                bound += prices[row] * rows[row].Room;
            }

            foreach (int key in keys)
            {
                bound += key == None ? 0 : margins[key];
            }

            return bound;
        }
    }

    public PriceSimplex Copy() => new(this);

    /// <summary>The offers that are taken, with their shares, candidate after candidate.</summary>
    public void Taken(List<(int Set, int Column, double Share)> taken)
    {
        taken.Clear();
        Rests();
        for (int set = 0; set < keys.Length; set++)
        {
            if (keys[set] != None && rests[set] > Tiny)
            {
                taken.Add((set, keys[set], rests[set]));
            }
        }

        for (int i = 0; i < rows.Count; i++)
        {
            if (basics[i] is { Set: >= 0, Index: not None } basic && shares[i] > Tiny)
            {
                taken.Add((basic.Set, basic.Index, shares[i]));
            }
        }

        taken.Sort(static (a, b) => a.Column.CompareTo(b.Column));
    }

    /// <summary>Raises prices until no row is asked for too often.</summary>
    /// <param name="enough">Below which bound to end.</param>
    /// <param name="most">After how many changes of the basis to end.</param>
    /// <returns>Whether none is.</returns>
    public bool Mend(double enough, int most)
    {
        while (Bound >= enough)
        {
            int leaving = Leaving();
            if (leaving < 0)
            {
                return true;
            }

            if (Pivots == most || !Enter(leaving, enough))
            {
                return false;
            }

            Pivots++;
        }

        return false;
    }

    private static int Count(PlaceRow row, int set, int column) => column == None ? 0 : row.Count(set, column);

    /// <summary>What each candidate takes of its key.</summary>
    private void Rests()
    {
        Array.Fill(rests, 1);
        for (int i = 0; i < rows.Count; i++)
        {
            if (basics[i].Set >= 0)
            {
                rests[basics[i].Set] -= shares[i];
            }
        }
    }

    /// <summary>The place in the basis that lacks the most, measured along its row; −1 where none does. A key that lacks is first put into the basis.</summary>
    private int Leaving()
    {
        Rests();
        int leaving = -1;
        double most = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            if (shares[i] < Short && shares[i] * shares[i] / Lanes.Norm(inverse[i].AsSpan(0, rows.Count)) is var lack && lack > most)
            {
                (leaving, most) = (i, lack);
            }
        }

        int key = -1;
        for (int set = 0; set < rests.Length; set++)
        {
            if (rests[set] < Short)
            {
                Combine(set);
                if (rests[set] * rests[set] / Lanes.Norm(combined.AsSpan(0, rows.Count)) is var lack && lack > most)
                {
                    (key, most) = (set, lack);
                }
            }
        }

        return key < 0 ? leaving : Swap(key);
    }

    private bool Enter(int leaving, double enough)
    {
        Span<double> line = inverse[leaving].AsSpan(0, rows.Count);
        Slope(line);
        (Basic best, double step) = Best(line);
        bool isEndless = best.Set == Nothing;
        step = isEndless ? (Bound - enough + 1) / -shares[leaving] : step;
        for (int row = 0; row < line.Length; row++)
        {
            prices[row] = Math.Max(0, prices[row] + (step * line[row]));
        }

        Lanes.Add(margins, slopes, -step);
        if (isEndless)
        {
            // Nothing can be taken that breaks no row: prices may rise as far as one likes.
            return false;
        }

        Column(best);
        Turn(leaving, line);
        if (basics[leaving].Set < 0)
        {
            isSlackBasic[basics[leaving].Index] = false;
        }

        if (best.Set < 0)
        {
            (isSlackBasic[best.Index], prices[best.Index]) = (true, 0);
        }

        basics[leaving] = best;
        return true;
    }

    /// <summary>By how much each offer becomes dearer where prices change along a row of the inverse.</summary>
    private void Slope(ReadOnlySpan<double> line)
    {
        Array.Clear(slopes);
        for (int row = 0; row < line.Length; row++)
        {
            if (Math.Abs(line[row]) > Tiny)
            {
                foreach ((int begin, int end) in rows[row].Ranges)
                {
                    Lanes.Add(slopes.AsSpan(begin, end - begin), line[row] * rows[row].Sign);
                }
            }
        }
    }

    /// <summary>What becomes as good as what is taken first when prices change along a row of the inverse, and after which step.</summary>
    private (Basic Best, double Step) Best(ReadOnlySpan<double> line)
    {
        Basic best = new(Nothing, None);
        (double step, double steepest) = (double.MaxValue, 0);
        for (int row = 0; row < line.Length; row++)
        {
            if (!isSlackBasic[row] && line[row] < Short)
            {
                Take(new Basic(None, row), prices[row], -line[row]);
            }
        }

        for (int set = 0; set < keys.Length; set++)
        {
            (double slope, double worth) = keys[set] == None ? (0, 0) : (slopes[keys[set]], margins[keys[set]]);
            if (slope > -Short && !columns.Required[set])
            {
                Take(new Basic(set, None), worth, slope);
            }

            (int column, int end) = columns.Of(set);
            while ((column = Lanes.Meets(margins, slopes, column, end, worth, slope, step + Alike)) < end)
            {
                if (slope - slopes[column] > -Short)
                {
                    Take(new Basic(set, column), worth - margins[column], slope - slopes[column]);
                }

                column++;
            }
        }

        return (best, step);

        void Take(Basic basic, double distance, double fall)
        {
            double after = Math.Max(0, distance) / fall;
            if (after < step - Alike || (after < step + Alike && fall > steepest))
            {
                (best, step, steepest) = (basic, after, fall);
            }
        }
    }

    /// <summary>A column of the basis: an offer of a candidate, or that it does not go (index −1); without a candidate what is left of a row.</summary>
    private readonly record struct Basic(int Set, int Index);
}
