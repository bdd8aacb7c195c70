namespace Loyalty.ContactPolicy.Internal;

/// <content>The basis: rows that come and go, and columns that take each other's places.</content>
internal sealed partial class PriceSimplex
{
    /// <summary>Adds a row; what it lacks is mended by <see cref="Mend"/>.</summary>
    public void Add(PlaceRow row)
    {
        int count = rows.Count;
        if (count == prices.Length)
        {
            Grow();
        }

        double[] line = new double[prices.Length];
        double share = row.Room;
        for (int set = 0; set < keys.Length; set++)
        {
            share -= Count(row, set, keys[set]);
        }

        for (int i = 0; i < count; i++)
        {
            int set = basics[i].Set;
            if (set >= 0 && Count(row, set, basics[i].Index) - Count(row, set, keys[set]) is not 0 and var counts)
            {
                share -= counts * shares[i];
                Lanes.Add(line.AsSpan(0, count), inverse[i], -counts);
            }
        }

        line[count] = 1;
        (prices[count], shares[count]) = (0, share);
        rows.Add(row);
        inverse.Add(line);
        basics.Add(new Basic(None, count));
        isSlackBasic.Add(true);
    }

    /// <summary>Drops the rows that have places left.</summary>
    public void Purge()
    {
        for (int i = rows.Count - 1; i >= 0; i--)
        {
            if (basics[i].Set < 0 && shares[i] > -Short)
            {
                Drop(i, basics[i].Index);
            }
        }
    }

    private void Grow()
    {
        int length = prices.Length * 2;
        Array.Resize(ref prices, length);
        Array.Resize(ref shares, length);
        Array.Resize(ref entering, length);
        Array.Resize(ref combined, length);
        for (int i = 0; i < rows.Count; i++)
        {
            double[] longer = new double[length];
            inverse[i].CopyTo(longer, 0);
            inverse[i] = longer;
        }
    }

    private void Drop(int at, int row)
    {
        rows.RemoveAt(row);
        isSlackBasic.RemoveAt(row);
        inverse.RemoveAt(at);
        basics.RemoveAt(at);
        prices.AsSpan(row + 1).CopyTo(prices.AsSpan(row));
        shares.AsSpan(at + 1).CopyTo(shares.AsSpan(at));
        for (int i = 0; i < rows.Count; i++)
        {
            inverse[i].AsSpan(row + 1).CopyTo(inverse[i].AsSpan(row));
            inverse[i][rows.Count] = 0;
            basics[i] = basics[i].Set < 0 && basics[i].Index > row ? new Basic(None, basics[i].Index - 1) : basics[i];
        }
    }

    /// <summary>The sum of the rows of the inverse in which a candidate's columns are.</summary>
    private void Combine(int set)
    {
        Span<double> sum = combined.AsSpan(0, rows.Count);
        sum.Clear();
        for (int i = 0; i < rows.Count; i++)
        {
            if (basics[i].Set == set)
            {
                Lanes.Add(sum, inverse[i], 1);
            }
        }
    }

    /// <summary>Makes the candidate's largest column in the basis its key, and its key a column of the basis.</summary>
    private int Swap(int set)
    {
        int largest = -1;
        for (int i = 0; i < rows.Count; i++)
        {
            largest = basics[i].Set == set && (largest < 0 || shares[i] > shares[largest]) ? i : largest;
        }

        Combine(set);
        for (int row = 0; row < rows.Count; row++)
        {
            inverse[largest][row] = -combined[row];
        }

        (int key, keys[set]) = (keys[set], basics[largest].Index);
        (basics[largest], shares[largest]) = (new Basic(set, key), rests[set]);
        return largest;
    }

    private void Turn(int leaving, Span<double> line)
    {
        double pivot = entering[leaving];
        double share = shares[leaving] / pivot;
        foreach (ref double value in line)
        {
            value = Math.Abs(value) < Tiny ? 0 : value / pivot;
        }

        for (int i = 0; i < line.Length; i++)
        {
            if (i != leaving && Math.Abs(entering[i]) > Tiny)
            {
                Lanes.Add(inverse[i].AsSpan(0, line.Length), line, -entering[i]);
                shares[i] -= entering[i] * share;
            }
        }

        shares[leaving] = share;
    }

    /// <summary>The entering column in terms of the basis.</summary>
    private void Column(Basic basic)
    {
        Span<double> column = entering.AsSpan(0, rows.Count);
        column.Clear();
        for (int row = 0; row < column.Length; row++)
        {
            int counts = basic.Set < 0 ? (basic.Index == row ? 1 : 0) : Count(rows[row], basic.Set, basic.Index) - Count(rows[row], basic.Set, keys[basic.Set]);
            for (int i = 0; i < column.Length && counts != 0; i++)
            {
                column[i] += counts * inverse[i][row];
            }
        }
    }
}
