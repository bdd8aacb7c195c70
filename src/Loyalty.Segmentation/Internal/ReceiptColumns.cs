using System.Numerics;
using System.Runtime.InteropServices;
using Loyalty.Core;

namespace Loyalty.Segmentation.Internal;

/// <summary>What must hold of columns of receipts before any of them is added.</summary>
internal static class ReceiptColumns
{
    /// <summary>Checks the columns.</summary>
    /// <param name="customers">Rows.</param>
    /// <param name="days">Days.</param>
    /// <param name="amounts">Amounts.</param>
    /// <param name="workers">How many may work at once, ≥ 1.</param>
    /// <returns>One more than the highest row.</returns>
    /// <exception cref="ArgumentException">The columns differ in length, or hold a negative row or day.</exception>
    public static int Checked(ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int workers = 1)
    {
        if (days.Length != customers.Length || amounts.Length != customers.Length)
        {
            throw new ArgumentException($"The columns must be of one length, but they have {customers.Length}, {days.Length} and {amounts.Length} values.", nameof(days));
        }

        if (customers.IsEmpty)
        {
            return 0;
        }

        ReadOnlySpan<uint> rows = MemoryMarshal.Cast<int, uint>(customers);
        ReadOnlySpan<ushort> dates = MemoryMarshal.Cast<short, ushort>(days);
        (uint highest, uint latest) = workers == 1 ? (Highest(rows), Highest(dates)) : HighestTogether(rows, dates, workers);
        if (highest > CustomerId.MaxIndex)
        {
            int at = customers.IndexOfAnyInRange(int.MinValue, -1);
            at = at < 0 ? customers.IndexOf(int.MaxValue) : at;
            throw new ArgumentException(
                $"The row at position {at} is {customers[at]}; rows must be 0 to {CustomerId.MaxIndex} (inclusive). Leave out receipts without a customer.", nameof(customers));
        }

        if (latest > (uint)short.MaxValue)
        {
            int at = days.IndexOfAnyInRange(short.MinValue, (short)-1);
            throw new ArgumentException(
                $"The day at position {at} is {days[at]}; days must be 0 to {short.MaxValue} (inclusive), counted from the epoch. Take an earlier epoch, or leave such receipts out.", nameof(days));
        }

        return (int)highest + 1;
    }

    /// <summary>The sum of the amounts' magnitudes, which bounds every sum that is formed of them.</summary>
    public static long Magnitude(ReadOnlySpan<int> amounts)
    {
        Vector<ulong> lanes = default;
        int i = 0;
        for (; i <= amounts.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            // The magnitude of the lowest number does not fit a signed one, and reads rightly as an unsigned one.
            Vector.Widen(Vector.AsVectorUInt32(Vector.Abs(new Vector<int>(amounts[i..]))), out Vector<ulong> low, out Vector<ulong> high);
            lanes += low + high;
        }

        long sum = (long)Vector.Sum(lanes);
        for (; i < amounts.Length; i++)
        {
            sum += Math.Abs((long)amounts[i]);
        }

        return sum;
    }

    private static unsafe (uint Row, uint Day) HighestTogether(ReadOnlySpan<uint> rows, ReadOnlySpan<ushort> days, int workers)
    {
        (uint Row, uint Day)[] found = new (uint, uint)[workers];
        int length = rows.Length;
        fixed (uint* firstRow = rows)
        fixed (ushort* firstDay = days)
        {
            uint* row = firstRow;
            ushort* day = firstDay;
            Workers.Each(workers, workers, worker =>
            {
                int from = (int)((long)length * worker / workers);
                int count = (int)((long)length * (worker + 1) / workers) - from;
                found[worker] = (Highest(new ReadOnlySpan<uint>(row + from, count)), Highest(new ReadOnlySpan<ushort>(day + from, count)));
            });
        }

        return (found.Max(f => f.Row), found.Max(f => f.Day));
    }

    private static uint Highest(ReadOnlySpan<uint> values)
    {
        Vector<uint> most = default;
        int i = 0;
        for (; i <= values.Length - Vector<uint>.Count; i += Vector<uint>.Count)
        {
            most = Vector.Max(most, new Vector<uint>(values[i..]));
        }

        uint highest = 0;
        for (int lane = 0; lane < Vector<uint>.Count; lane++)
        {
            highest = Math.Max(highest, most[lane]);
        }

        for (; i < values.Length; i++)
        {
            highest = Math.Max(highest, values[i]);
        }

        return highest;
    }

    private static uint Highest(ReadOnlySpan<ushort> values)
    {
        Vector<ushort> most = default;
        int i = 0;
        for (; i <= values.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
        {
            most = Vector.Max(most, new Vector<ushort>(values[i..]));
        }

        uint highest = 0;
        for (int lane = 0; lane < Vector<ushort>.Count; lane++)
        {
            highest = Math.Max(highest, most[lane]);
        }

        for (; i < values.Length; i++)
        {
            highest = Math.Max(highest, values[i]);
        }

        return highest;
    }
}
