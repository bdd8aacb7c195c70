using System.Buffers;

namespace Loyalty.Segmentation.Internal;

/// <summary>Who takes the receipts of one range of customers; ranges share nothing, so several may be taken at once.</summary>
internal interface IReceiptSink
{
    /// <summary>Takes receipts, packed: the amount in the upper half, then the day, then the row within the range.</summary>
    void Take(int partition, ReadOnlySpan<ulong> receipts);
}

/// <summary>Deals receipts out by ranges of customers, so that each range is worked on while it is in the cache, by one worker.</summary>
/// <remarks>
/// A batch at a time, in rented memory of eight bytes a receipt of the batch. Within a range receipts keep their order, and what
/// is done with a range does not depend on the others: the result is the same for any number of workers.
/// </remarks>
internal sealed unsafe class ReceiptPartitions
{
    private const int LeastSlice = 1 << 12;

    private readonly IReceiptSink sink;
    private readonly int shift;
    private readonly int partitions;
    private readonly int workers;
    private readonly ulong[] dealt;
    private readonly int[] ends;
    private readonly Action<int> deal;
    private readonly Action<int> take;
    private int* customers;
    private short* days;
    private int* amounts;
    private int length;

    private ReceiptPartitions(IReceiptSink sink, int shift, int partitions, int workers, ulong[] dealt, int[] ends)
    {
        this.sink = sink;
        this.shift = shift;
        this.partitions = partitions;
        this.workers = workers;
        this.dealt = dealt;
        this.ends = ends;
        deal = Deal;
        take = Take;
    }

    /// <summary>Deals columns out.</summary>
    /// <param name="sink">Who takes the receipts.</param>
    /// <param name="customers">Rows.</param>
    /// <param name="days">Days, ≥ 0.</param>
    /// <param name="amounts">Amounts.</param>
    /// <param name="shift">A range has 2 to this power rows; at most 16.</param>
    /// <param name="partitions">How many ranges there are.</param>
    /// <param name="batch">How many receipts are dealt at a time.</param>
    /// <param name="workers">How many may work at once, ≥ 1.</param>
    public static void Deal(
        IReceiptSink sink, ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int shift, int partitions, int batch, int workers)
    {
        workers = Math.Clamp(customers.Length / LeastSlice, 1, workers);
        ulong[] dealt = ArrayPool<ulong>.Shared.Rent(Math.Min(batch, customers.Length));
        int[] ends = ArrayPool<int>.Shared.Rent(workers * partitions);
        try
        {
            ReceiptPartitions work = new(sink, shift, partitions, workers, dealt, ends);
            fixed (int* rows = customers)
            fixed (short* dates = days)
            fixed (int* nets = amounts)
            {
                for (int from = 0; from < customers.Length; from += batch)
                {
                    work.customers = rows + from;
                    work.days = dates + from;
                    work.amounts = nets + from;
                    work.length = Math.Min(batch, customers.Length - from);
                    Workers.Each(workers, workers, work.deal);
                    Workers.Each(partitions, workers, work.take);
                }
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(dealt);
            ArrayPool<int>.Shared.Return(ends);
        }
    }

    /// <summary>Where a worker's part of the batch begins.</summary>
    private int StartOf(int worker) => (int)((long)length * worker / workers);

    private void Deal(int worker)
    {
        int from = StartOf(worker);
        int to = StartOf(worker + 1);
        Span<int> places = ends.AsSpan(worker * partitions, partitions);
        places.Clear();

        // Fields are read once: the loops write through pointers, and the compiler cannot know that these do not lead here.
        int* rows = customers;
        short* dates = days;
        int* nets = amounts;
        int bits = shift;
        int mask = (1 << bits) - 1;
        fixed (int* next = places)
        fixed (ulong* cards = dealt)
        {
            for (int i = from; i < to; i++)
            {
                next[rows[i] >> bits]++;
            }

            int place = from;
            foreach (ref int count in places)
            {
                (count, place) = (place, place + count);
            }

            for (int i = from; i < to; i++)
            {
                int row = rows[i];
                cards[next[row >> bits]++] = ((ulong)(uint)nets[i] << 32) | ((ulong)(ushort)dates[i] << 16) | (uint)(row & mask);
            }
        }
    }

    private void Take(int partition)
    {
        for (int worker = 0; worker < workers; worker++)
        {
            int from = partition == 0 ? StartOf(worker) : ends[(worker * partitions) + partition - 1];
            int to = ends[(worker * partitions) + partition];
            if (to > from)
            {
                sink.Take(partition, dealt.AsSpan(from..to));
            }
        }
    }
}
