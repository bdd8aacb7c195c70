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
internal sealed unsafe class ReceiptPartitions
{
    /// <summary>A range has 2 to this power rows: 256 KiB of the rows of an <see cref="Rfm.RfmTable"/>.</summary>
    public const int RangeBits = 14;

    private const int Rest = (1 << RangeBits) - 1;
    private const int Draw = 1 << 13;
    private const int LargestHand = 1 << 12;
    private const int SmallestHand = 1 << 6;

    private readonly IReceiptSink sink;
    private readonly int* customers;
    private readonly short* days;
    private readonly int* amounts;
    private readonly int length;
    private readonly int partitions;
    private readonly int workers;
    private readonly int hand;
    private readonly int[] taken;
    private long drawn;

    private ReceiptPartitions(IReceiptSink sink, int* customers, short* days, int* amounts, int length, int partitions, int workers)
    {
        this.sink = sink;
        this.customers = customers;
        this.days = days;
        this.amounts = amounts;
        this.length = length;
        this.partitions = partitions;
        this.workers = workers;
        taken = workers == 1 ? [] : new int[partitions];

        // From three workers on they share the memory of two.
        uint fair = Math.Min((uint)LargestHand * 2 / (uint)Math.Max(2, workers), BitOperations.RoundUpToPowerOf2((uint)length));
        hand = Math.Max(SmallestHand, 1 << BitOperations.Log2(fair));
    }

    /// <summary>Deals columns out, in rented memory of two bytes a row and worker; from three workers on they share that of two.</summary>
    /// <param name="sink">Who takes the receipts.</param>
    /// <param name="customers">Rows.</param>
    /// <param name="days">Days, ≥ 0.</param>
    /// <param name="amounts">Amounts.</param>
    /// <param name="rows">One more than the highest row.</param>
    /// <param name="workers">How many may work at once, ≥ 1.</param>
    public static void Deal(IReceiptSink sink, ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int rows, int workers)
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
            ReceiptPartitions work = new(sink, first, dates, nets, customers.Length, partitions, workers);
            Workers.Each(workers, workers, work.Deal);
        }
    }

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
                for (long from = Interlocked.Add(ref drawn, Draw) - Draw; from < length; from = Interlocked.Add(ref drawn, Draw) - Draw)
                {
                    Deal((int)from, (int)Math.Min(length, from + Draw), table, next);
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
        while (Interlocked.CompareExchange(ref taken[partition], 1, 0) != 0)
        {
            wait.SpinOnce(sleep1Threshold: -1);
        }

        try
        {
            sink.Take(partition, new ReadOnlySpan<ulong>(cards, count));
        }
        finally
        {
            Volatile.Write(ref taken[partition], 0);
        }
    }
}
