using System.Numerics;
using System.Runtime.InteropServices;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>The least bound at prices on rows that are met one by one: a dual simplex in which each candidate takes one of its offers, or none, by shares.</summary>
/// <remarks>
/// <para>Each candidate has a key column, which it takes as far as it takes no other; the basis is of the rows alone (generalised upper bounds: Dantzig and Van Slyke, Journal of Computer and System
/// Sciences 1, 1967). It begins where each candidate takes its best offer, and a row that this breaks is added when it is met, so prices are never wrong, only not yet the best.</para>
/// <para>Reckoned in floating numbers: what comes of it are prices, of which any are right. One thread at a time.</para>
/// </remarks>
internal sealed class PriceSimplex
{
    private const int None = -1;
    private const double Tiny = 1e-9;
    private const double Short = -1e-7;

    private readonly OfferColumns columns;
    private readonly double[] margins;
    private readonly double[] slopes;
    private readonly int[] keys;
    private readonly List<PlaceRow> rows = [];
    private readonly List<double> prices = [];
    private readonly List<double[]> inverse = [];
    private readonly List<Basic> basics = [];
    private readonly List<double> shares = [];
    private readonly List<bool> isSlackBasic = [];
    private double[] entering = new double[16];
    private double[] combined = new double[16];

    public PriceSimplex(OfferColumns columns)
    {
        this.columns = columns;
        margins = [.. columns.Worths];
        slopes = new double[columns.Count];
        keys = new int[columns.Sets];
        for (int set = 0; set < keys.Length; set++)
        {
            (int begin, int end) = columns.Of(set);
            int best = columns.Required[set] || begin == end ? begin : None;
            for (int column = begin; column < end; column++)
            {
                best = margins[column] > (best == None ? 0 : margins[best]) ? column : best;
            }

            keys[set] = best;
        }
    }

    public List<PlaceRow> Rows => rows;

    public List<double> Prices => prices;

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

            for (int set = 0; set < keys.Length; set++)
            {
                bound += Worth(set);
            }

            return bound;
        }
    }

    /// <summary>The offers that are taken, with their shares.</summary>
    public void Taken(List<(int Set, int Column, double Share)> taken)
    {
        taken.Clear();
        for (int set = 0; set < keys.Length; set++)
        {
            double rest = KeyShare(set);
            if (keys[set] != None && rest > Tiny)
            {
                taken.Add((set, keys[set], rest));
            }
        }

        for (int i = 0; i < basics.Count; i++)
        {
            if (basics[i] is { Set: >= 0, Index: not None } basic && shares[i] > Tiny)
            {
                taken.Add((basic.Set, basic.Index, shares[i]));
            }
        }
    }

    /// <summary>Adds a row; what it lacks is mended by <see cref="Mend"/>.</summary>
    public void Add(PlaceRow row)
    {
        int count = rows.Count;
        Span<double> left = count == 0 ? [] : combined.AsSpan(0, count);
        left.Clear();
        double share = row.Room;
        for (int set = 0; set < keys.Length; set++)
        {
            share -= keys[set] != None && row.Has(keys[set]) ? 1 : 0;
        }

        for (int i = 0; i < count; i++)
        {
            if (basics[i].Set >= 0)
            {
                int has = Has(row, basics[i].Index) - Has(row, keys[basics[i].Set]);
                if (has != 0)
                {
                    share -= has * shares[i];
                    Add(left, inverse[i], -has);
                }
            }
        }

        if (combined.Length <= count + 1)
        {
            Array.Resize(ref combined, combined.Length * 2);
            Array.Resize(ref entering, combined.Length);
            for (int i = 0; i < count; i++)
            {
                double[] longer = new double[combined.Length];
                inverse[i].CopyTo(longer, 0);
                inverse[i] = longer;
            }
        }

        double[] line = new double[combined.Length];
        combined.AsSpan(0, count).CopyTo(line);
        line[count] = 1;
        inverse.Add(line);
        rows.Add(row);
        prices.Add(0);
        basics.Add(new Basic(None, count));
        shares.Add(share);
        isSlackBasic.Add(true);
    }

    /// <summary>Drops the rows that have places left.</summary>
    public void Purge()
    {
        for (int i = basics.Count - 1; i >= 0; i--)
        {
            if (basics[i].Set < 0 && shares[i] > -Short)
            {
                Drop(i, basics[i].Index);
            }
        }
    }

    public double Residual()
    {
        double worst = 0;
        for (int p = 0; p < basics.Count; p++)
        {
            for (int i = 0; i < basics.Count; i++)
            {
                double sum = 0;
                for (int row = 0; row < rows.Count; row++)
                {
                    int has = basics[p].Set < 0 ? (basics[p].Index == row ? 1 : 0) : Has(rows[row], basics[p].Index) - Has(rows[row], keys[basics[p].Set]);
                    sum += has * inverse[i][row];
                }

                worst = Math.Max(worst, Math.Abs(sum - (i == p ? 1 : 0)));
            }
        }

        return worst;
    }

    private void Drop(int at, int row)
    {
        inverse.RemoveAt(at);
        basics.RemoveAt(at);
        shares.RemoveAt(at);
        rows.RemoveAt(row);
        prices.RemoveAt(row);
        isSlackBasic.RemoveAt(row);
        for (int i = 0; i < inverse.Count; i++)
        {
            Array.Copy(inverse[i], row + 1, inverse[i], row, rows.Count - row);
            inverse[i][rows.Count] = 0;
            basics[i] = basics[i].Set < 0 && basics[i].Index > row ? new Basic(None, basics[i].Index - 1) : basics[i];
        }
    }

    /// <summary>Raises prices until no row is asked for too often.</summary>
    /// <param name="known">What the bound may end at.</param>
    /// <param name="most">After how many changes of the basis to end.</param>
    /// <returns>Whether it came to its end.</returns>
    public bool Mend(double known, int most)
    {
        while (Pivots < most && Bound >= known)
        {
            int leaving = Leaving();
            if (leaving < 0)
            {
                return true;
            }

            if (!Enter(leaving))
            {
                return false;
            }

            Pivots++;
        }

        return false;
    }

    private static int Has(PlaceRow row, int column) => column != None && row.Has(column) ? 1 : 0;

    private double Worth(int set) => keys[set] == None ? 0 : margins[keys[set]];

    private double KeyShare(int set)
    {
        double rest = 1;
        for (int i = 0; i < basics.Count; i++)
        {
            rest -= basics[i].Set == set ? shares[i] : 0;
        }

        return rest;
    }

    /// <summary>The place in the basis that lacks the most, measured along its row; −1 where none does. A key that lacks is first put into the basis.</summary>
    private int Leaving()
    {
        int leaving = -1;
        double most = 0;
        for (int i = 0; i < basics.Count; i++)
        {
            if (shares[i] < Short && shares[i] * shares[i] / Norm(inverse[i].AsSpan(0, rows.Count)) is var lack && lack > most)
            {
                (leaving, most) = (i, lack);
            }
        }

        int key = -1;
        for (int i = 0; i < basics.Count; i++)
        {
            int set = basics[i].Set;
            if (set >= 0 && KeyShare(set) is var rest && rest < Short)
            {
                Combine(set);
                if (rest * rest / Norm(combined.AsSpan(0, rows.Count)) is var lack && lack > most)
                {
                    (key, most) = (set, lack);
                }
            }
        }

        return key < 0 ? leaving : Swap(key);
    }

    /// <summary>The sum of the rows of the inverse in which a candidate's columns are.</summary>
    private void Combine(int set)
    {
        Span<double> sum = combined.AsSpan(0, rows.Count);
        sum.Clear();
        for (int i = 0; i < basics.Count; i++)
        {
            if (basics[i].Set == set)
            {
                Add(sum, inverse[i], 1);
            }
        }
    }

    /// <summary>Makes the candidate's largest column in the basis its key, and its key a column of the basis.</summary>
    private int Swap(int set)
    {
        int largest = -1;
        for (int i = 0; i < basics.Count; i++)
        {
            largest = basics[i].Set == set && (largest < 0 || shares[i] > shares[largest]) ? i : largest;
        }

        double rest = KeyShare(set);
        Combine(set);
        for (int row = 0; row < rows.Count; row++)
        {
            inverse[largest][row] = -combined[row];
        }

        int key = keys[set];
        keys[set] = basics[largest].Index;
        basics[largest] = new Basic(set, key);
        shares[largest] = rest;
        return largest;
    }

    private bool Enter(int leaving)
    {
        double[] line = inverse[leaving];
        Slope(line);
        (Basic best, double step) = Best(line);
        if (best.Index == int.MinValue)
        {
            return false;
        }

        Column(best);
        double pivot = entering[leaving];
        if (pivot > -Tiny)
        {
            return false;
        }

        int count = rows.Count;
        double share = shares[leaving] / pivot;
        for (int row = 0; row < count; row++)
        {
            prices[row] = Math.Max(0, prices[row] + (step * line[row]));
        }

        Span<double> all = margins;
        Add(all, slopes, -step);
        Span<double> scaled = line.AsSpan(0, count);
        for (int row = 0; row < count; row++)
        {
            scaled[row] /= pivot;
        }

        for (int i = 0; i < count; i++)
        {
            if (i != leaving && entering[i] != 0)
            {
                Add(inverse[i].AsSpan(0, count), line, -entering[i]);
                shares[i] -= entering[i] * share;
            }
        }

        shares[leaving] = share;
        if (basics[leaving].Set < 0)
        {
            isSlackBasic[basics[leaving].Index] = false;
        }

        if (best.Set < 0)
        {
            isSlackBasic[best.Index] = true;
            prices[best.Index] = 0;
        }

        basics[leaving] = best;
        return true;
    }

    /// <summary>By how much each offer becomes dearer where prices change along a row of the inverse.</summary>
    private void Slope(double[] line)
    {
        Array.Clear(slopes);
        for (int row = 0; row < rows.Count; row++)
        {
            double by = line[row];
            if (Math.Abs(by) > Tiny)
            {
                foreach ((_, int begin, int end) in CollectionsMarshal.AsSpan(rows[row].Ranges))
                {
                    foreach (ref double slope in slopes.AsSpan(begin, end - begin))
                    {
                        slope += by;
                    }
                }
            }
        }
    }

    /// <summary>What becomes as good as what is taken first when prices change along a row of the inverse, and after which step.</summary>
    private (Basic Best, double Step) Best(double[] line)
    {
        Basic best = new(None, int.MinValue);
        double step = double.MaxValue;
        double steepest = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            if (!isSlackBasic[row] && line[row] < -Tiny)
            {
                Take(new Basic(None, row), Math.Max(0, prices[row]), -line[row]);
            }
        }

        for (int set = 0; set < keys.Length; set++)
        {
            (double slope, double worth) = keys[set] == None ? (0, 0) : (slopes[keys[set]], margins[keys[set]]);
            if (slope > Tiny && !columns.Required[set] && keys[set] != None)
            {
                Take(new Basic(set, None), worth, slope);
            }

            (int begin, int end) = columns.Of(set);
            for (int column = begin; column < end; column++)
            {
                double fall = slope - slopes[column];
                if (fall > Tiny && worth - margins[column] <= step * fall)
                {
                    Take(new Basic(set, column), Math.Max(0, worth - margins[column]), fall);
                }
            }
        }

        return (best, step);

        void Take(Basic basic, double distance, double fall)
        {
            double after = distance / fall;
            if (after < step || (after == step && fall > steepest))
            {
                (best, step, steepest) = (basic, after, fall);
            }
        }
    }

    /// <summary>The entering column in terms of the basis.</summary>
    private void Column(Basic basic)
    {
        int count = rows.Count;
        Span<double> column = entering.AsSpan(0, count);
        column.Clear();
        for (int row = 0; row < count; row++)
        {
            int has = basic.Set < 0 ? (basic.Index == row ? 1 : 0) : Has(rows[row], basic.Index) - Has(rows[row], keys[basic.Set]);
            if (has != 0)
            {
                for (int i = 0; i < count; i++)
                {
                    column[i] += has * inverse[i][row];
                }
            }
        }
    }

    private static double Norm(ReadOnlySpan<double> line)
    {
        double norm = Tiny;
        foreach (double value in line)
        {
            norm += value * value;
        }

        return norm;
    }

    private static void Add(Span<double> to, ReadOnlySpan<double> what, double times)
    {
        int i = 0;
        Vector<double> wide = new(times);
        for (; i <= to.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(to[i..]) + (new Vector<double>(what[i..]) * wide)).CopyTo(to[i..]);
        }

        for (; i < to.Length; i++)
        {
            to[i] += what[i] * times;
        }
    }

    /// <summary>A column of the basis: an offer of a candidate, or that it does not go (index −1); without a candidate what is left of a row.</summary>
    private readonly record struct Basic(int Set, int Index);
}
