using System.Numerics;

namespace Loyalty.Pos.Internal;

/// <summary>Sorts by insertion what is nearly always short; more is left to the framework.</summary>
internal static class SmallSort
{
    private const int Short = 24;
    private const int MostRanked = 128;

    /// <summary>Sorts; no two of the items may be equal.</summary>
    public static void Sort<T>(Span<T> items)
        where T : struct, IComparable<T>
    {
        if (items.Length > Short)
        {
            items.Sort();
            return;
        }

        for (int i = 1; i < items.Length; i++)
        {
            T item = items[i];
            int place = i;
            while (place > 0 && item.CompareTo(items[place - 1]) < 0)
            {
                items[place] = items[place - 1];
                place--;
            }

            items[place] = item;
        }
    }

    /// <summary>Sorts numbers of which no two are equal: each goes where as many are smaller, which is counted and nothing that a processor could foresee.</summary>
    /// <param name="keys">The numbers; they may be sorted in place.</param>
    /// <param name="room">Room for the result.</param>
    public static ReadOnlySpan<long> Ranked(Buffer<long> keys, Buffer<long> room)
    {
        int count = keys.Count;
        if (count > MostRanked)
        {
            keys.Span.Sort();
            return keys.Span;
        }

        room.Resize(count);
        int padded = (count + Vector<long>.Count - 1) / Vector<long>.Count * Vector<long>.Count;
        keys.Resize(padded);
        Span<long> items = keys.Span;
        Span<long> sorted = room.Span;
        items[..count].CopyTo(sorted);
        items[count..].Fill(long.MaxValue);
        for (int i = 0; i < count; i++)
        {
            Vector<long> own = new(items[i]);
            Vector<long> smaller = Vector<long>.Zero;
            for (int j = 0; j < padded; j += Vector<long>.Count)
            {
                smaller -= Vector.LessThan(new Vector<long>(items[j..]), own);
            }

            sorted[(int)Vector.Sum(smaller)] = items[i];
        }

        keys.Truncate(count);
        return sorted;
    }
}
