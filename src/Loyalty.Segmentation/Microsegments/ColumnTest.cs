using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>A condition over a column, asked of 64 guests at a time.</summary>
internal abstract class ColumnTest
{
    /// <summary>A test that nobody passes.</summary>
    public static ColumnTest Never { get; } = new NeverTest();

    /// <summary>Takes out of the set bits those guests for whom the condition does not hold.</summary>
    /// <param name="first">The row of the first bit; a multiple of 64.</param>
    /// <param name="alive">A bit a guest; none set beyond the column's end.</param>
    /// <param name="negated">Whether the condition is turned round.</param>
    public abstract void Narrow(int first, Span<ulong> alive, bool negated);

    private sealed class NeverTest : ColumnTest
    {
        public override void Narrow(int first, Span<ulong> alive, bool negated)
        {
            if (!negated)
            {
                alive.Clear();
            }
        }
    }
}

/// <summary>A value lies in a range, or is one of a few.</summary>
/// <param name="column">The values, by row.</param>
/// <param name="least">The least value that passes; never the one that means unknown.</param>
/// <param name="most">The greatest value that passes.</param>
/// <param name="values">The only values that pass, ascending; none where all of the range do.</param>
internal sealed class ColumnTest<T>(ReadOnlyMemory<T> column, T least, T most, T[] values) : ColumnTest
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    // Up to so many values are compared one after the other, a vector of guests at once; more are looked up guest by guest.
    private const int FewValues = 8;
    private const int WidestTable = 1 << 16;

    private readonly byte[]? table = TableOf(values);

    public override void Narrow(int first, Span<ulong> alive, bool negated)
    {
        ReadOnlySpan<T> rows = column.Span[first..];
        rows = rows[..Math.Min(rows.Length, alive.Length * 64)];
        ulong turn = negated ? ulong.MaxValue : 0;
        int whole = rows.Length / 64;
        if (values.Length > FewValues)
        {
            whole = 0;
        }
        else if (values.Length > 0)
        {
            NarrowAmong(rows, alive[..whole], turn);
        }
        else
        {
            NarrowBetween(rows, alive[..whole], turn);
        }

        for (int i = whole; i < alive.Length; i++)
        {
            if (alive[i] != 0)
            {
                alive[i] &= OneByOne(rows[(i * 64)..Math.Min((i + 1) * 64, rows.Length)]) ^ turn;
            }
        }
    }

    private void NarrowBetween(ReadOnlySpan<T> rows, Span<ulong> alive, ulong turn)
    {
        ref T start = ref MemoryMarshal.GetReference(rows);
        Vector256<T> low = Vector256.Create(least);
        Vector256<T> high = Vector256.Create(most);
        for (int i = 0; i < alive.Length; i++)
        {
            if (alive[i] == 0)
            {
                continue;
            }

            ulong bits = 0;
            for (int at = 0; at < 64; at += Vector256<T>.Count)
            {
                Vector256<T> value = Vector256.LoadUnsafe(ref start, (nuint)((i * 64) + at));
                Vector256<T> holds = Vector256.GreaterThanOrEqual(value, low) & Vector256.LessThanOrEqual(value, high);
                bits |= (ulong)holds.ExtractMostSignificantBits() << at;
            }

            alive[i] &= bits ^ turn;
        }
    }

    private void NarrowAmong(ReadOnlySpan<T> rows, Span<ulong> alive, ulong turn)
    {
        ref T start = ref MemoryMarshal.GetReference(rows);
        for (int i = 0; i < alive.Length; i++)
        {
            if (alive[i] == 0)
            {
                continue;
            }

            ulong bits = 0;
            for (int at = 0; at < 64; at += Vector256<T>.Count)
            {
                Vector256<T> value = Vector256.LoadUnsafe(ref start, (nuint)((i * 64) + at));
                Vector256<T> holds = Vector256<T>.Zero;
                foreach (T wanted in values)
                {
                    holds |= Vector256.Equals(value, Vector256.Create(wanted));
                }

                bits |= (ulong)holds.ExtractMostSignificantBits() << at;
            }

            alive[i] &= bits ^ turn;
        }
    }

    private ulong OneByOne(ReadOnlySpan<T> rows)
    {
        ulong bits = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            bits |= Holds(rows[i]) << i;
        }

        return bits;
    }

    /// <summary>1 where a value passes, else 0.</summary>
    private ulong Holds(T value)
    {
        if (value < least || value > most)
        {
            return 0;
        }

        return values.Length == 0 ? 1
            : table is not null ? table[int.CreateTruncating(value - least)]
            : Array.BinarySearch(values, value) >= 0 ? 1UL : 0;
    }

    private static byte[]? TableOf(T[] values)
    {
        if (values.Length == 0 || decimal.CreateChecked(values[^1]) - decimal.CreateChecked(values[0]) >= WidestTable)
        {
            return null;
        }

        byte[] table = new byte[int.CreateChecked(values[^1] - values[0]) + 1];
        foreach (T value in values)
        {
            table[int.CreateChecked(value - values[0])] = 1;
        }

        return table;
    }
}
