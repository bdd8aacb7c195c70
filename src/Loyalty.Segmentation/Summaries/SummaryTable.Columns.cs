using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Summaries.Internal;

namespace Loyalty.Segmentation.Summaries;

/// <content>Receipts by the column.</content>
public sealed partial class SummaryTable : IReceiptSink
{
    private const int LargestHand = 1 << 15;

    /// <summary>Adds receipts by column. A receipt whose amount is not positive lowers the money and is no visit.</summary>
    /// <param name="customers">Rows of <see cref="Core.CustomerId"/>, ≥ 0.</param>
    /// <param name="days">Days since <see cref="Epoch"/>, ≥ 0, one a receipt.</param>
    /// <param name="amounts">Net amounts in minor units, one a receipt.</param>
    /// <param name="workers">How many threads may work at once, ≥ 1; the result does not depend on it.</param>
    /// <remarks>
    /// Receipts are dealt out by ranges of customers first, in rented memory of at most 16 bytes a customer and 32 bytes a receipt for each of the first two
    /// workers; further ones share it. Bad columns are refused before anything is added.
    /// </remarks>
    /// <exception cref="ArgumentException">The columns differ in length, or hold a negative row or day.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void Add(ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int workers = 1)
    {
        _ = Workers.Checked(workers);
        int rows = ReceiptColumns.Checked(customers, days, amounts, workers);
        moved = checked(moved + ReceiptColumns.Magnitude(amounts));
        Reserve(rows);
        Receipts += customers.Length;
        ReceiptPartitions.Deal(this, customers, days, amounts, rows, LargestHand, workers);
    }

    void IReceiptSink.Take(int partition, ReadOnlySpan<ulong> receipts) => shards[partition].Add(receipts);
}
