using System.Buffers;
using System.Numerics;

namespace Loyalty.Segmentation.Internal;

/// <summary>Who takes the receipts of one range of customers; ranges share nothing, so several may be taken at once.</summary>
internal interface IReceiptSink
{
    /// <summary>Takes receipts, packed: the amount in the upper half, then the day, then the row within the range. The order must not matter.</summary>
    void Take(int partition, ReadOnlySpan<ulong> receipts);
}

/// <summary>Deals receipts out by ranges of customers, so that a range is worked on some thousand receipts at a time.</summary>
/// <remarks>
/// Each worker has a hand of cards for each range, in rented memory, and plays it when it is full; nothing is counted beforehand. A range is
/// played on by one worker at a time. Workers draw the next few thousand receipts when they are done with the last, so that one who is held up holds
/// up nobody. What is added up does not depend on the order, so the result is the same for any number of workers.
/// </remarks>
internal readonly unsafe struct ReceiptPartitions
{
    /// <summary>A range has 2 to this power rows: 256 KiB of the rows of an <see cref="Rfm.RfmTable"/>.</summary>
    public const int RangeBits = 14;

    private const int Rest = (1 << RangeBits) - 1;
    private const int Draw = 1 << 13;
    private const int SmallestHand = 1 << 6;

    private readonly IReceiptSink sink;
    private readonly int* customers;
    private readonly short* days;
    private readonly int* amounts;
    private readonly int length;
    private readonly int partitions;
    private readonly int workers;
    private readonly int hand;
    private readonly int[] shared;

    private ReceiptPartitions(IReceiptSink sink, int* customers, short* days, int* amounts, int length, int partitions, int largestHand, int workers)
    {
        this.sink = sink;
        this.customers = customers;
        this.days = days;
        this.amounts = amounts;
        this.length = length;
        this.partitions = partitions;
        this.workers = workers;

        // Which ranges are being played on, and how often somebody has drawn; one worker keeps that to itself.
        shared = workers == 1 ? [] : new int[partitions + 1];

        // From three workers on they share the memory of two. A hand need not hold more than is likely to come.
        long fair = Math.Min(largestHand * 2 / Math.Max(2, workers), (2L * length / partitions) + 1);
        fair = Math.Min(fair, Array.MaxLength / partitions);
        hand = Math.Max(SmallestHand, 1 << BitOperations.Log2((ulong)fair));
    }

    /// <summary>Deals columns out. A worker rents the hands of all ranges; from three workers on they share the memory of two.</summary>
    /// <param name="sink">Who takes the receipts.</param>
    /// <param name="customers">Rows.</param>
    /// <param name="days">Days, ≥ 0.</param>
    /// <param name="amounts">Amounts.</param>
    /// <param name="rows">One more than the highest row.</param>
    /// <param name="largestHand">How many receipts of a range are worked on at once, at most: more for wider rows.</param>
    /// <param name="workers">How many may work at once, ≥ 1.</param>
    public static void Deal(
        IReceiptSink sink, ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int rows, int largestHand, int workers)
    {
        if (customers.IsEmpty)
        {
            return;
        }

        int partitions = ((rows - 1) >> RangeBits) + 1;
        workers = Math.Clamp(Math.Min(customers.Length / Draw, partitions), 1, workers);
        fixed (int* first = customers)
        fixed (short* dates = days)
        fixed (int* nets = amounts)
        {
            ReceiptPartitions work = new(sink, first, dates, nets, customers.Length, partitions, largestHand, workers);
            if (workers == 1)
            {
                work.Deal(0);
            }
            else
            {
                Together(work);
            }
        }
    }

    /// <summary>A method of its own, because what a lambda holds on to is allocated where the method begins.</summary>
    private static void Together(ReceiptPartitions work) => Workers.Each(work.workers, work.workers, worker => work.Deal(worker));

    private void Deal(int worker)
    {
        ulong[] cards = ArrayPool<ulong>.Shared.Rent(checked(partitions * hand));
        int[] places = ArrayPool<int>.Shared.Rent(partitions);
        try
        {
            for (int i = 0; i < partitions; i++)
            {
                places[i] = i * hand;
            }

            fixed (ulong* table = cards)
            fixed (int* next = places)
            {
                for (long draw = Next(-1); draw * Draw < length; draw = Next(draw))
                {
                    Deal((int)(draw * Draw), (int)Math.Min(length, (draw + 1) * Draw), table, next);
                }

                // Each begins elsewhere, so that nobody waits for the same range all the way.
                for (int i = 0, partition = (int)((long)partitions * worker / workers); i < partitions; i++)
                {
                    Play(partition, table + (partition * (long)hand), next[partition] - (partition * hand));
                    partition = partition + 1 == partitions ? 0 : partition + 1;
                }
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(cards);
            ArrayPool<int>.Shared.Return(places);
        }
    }

    private long Next(long before) => workers == 1 ? before + 1 : Interlocked.Increment(ref shared[partitions]) - 1;

    private void Deal(int from, int to, ulong* cards, int* next)
    {
        while (from < to)
        {
            from = DealUntilFull(customers, days, amounts, from, to, cards, next, hand - 1);
            int partition = customers[from - 1] >> RangeBits;
            if ((next[partition] & (hand - 1)) == 0)
            {
                next[partition] -= hand;
                Play(partition, cards + next[partition], hand);
            }
        }
    }

    /// <summary>Deals until a hand is full; nothing is called in the loop, so that all of it is in registers.</summary>
    /// <returns>The next receipt.</returns>
    private static int DealUntilFull(int* rows, short* days, int* amounts, int from, int to, ulong* cards, int* next, int full)
    {
        for (int i = from; i < to; i++)
        {
            int row = rows[i];
            int place = next[row >> RangeBits];
            cards[place] = ((ulong)(uint)amounts[i] << 32) | ((ulong)(ushort)days[i] << 16) | (uint)(row & Rest);
            next[row >> RangeBits] = ++place;
            if ((place & full) == 0)
            {
                return i + 1;
            }
        }

        return to;
    }

    /// <summary>Plays a hand.</summary>
    private void Play(int partition, ulong* cards, int count)
    {
        if (count == 0)
        {
            return;
        }

        if (workers == 1)
        {
            sink.Take(partition, new ReadOnlySpan<ulong>(cards, count));
            return;
        }

        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref shared[partition], 1, 0) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        try
        {
            sink.Take(partition, new ReadOnlySpan<ulong>(cards, count));
        }
        finally
        {
            Volatile.Write(ref shared[partition], 0);
        }
    }
}
