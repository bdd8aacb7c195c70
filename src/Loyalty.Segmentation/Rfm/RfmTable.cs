using System.Runtime.Intrinsics.X86;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <summary>Recency, frequency and money of many customers in 16 bytes each, filled from columns: RFM alone, at the speed of memory.</summary>
/// <remarks>
/// A mergeable state: two tables of different receipts merged equal one. For lifecycle, habits and lifetime value take
/// <see cref="PurchaseHistory"/> instead. One writer at a time; readers may run together while nobody writes.
/// </remarks>
public sealed partial class RfmTable : IReceiptSink
{
    private const int Ahead = 32;
    private const int LargestHand = 1 << 12;

    /// <summary>Up to here the table lies in a second-level cache, and dealing receipts out costs more than it saves.</summary>
    private const int SmallTable = 1 << 16;

    private readonly AlignedRows<Row> rows;

    /// <summary>Makes an empty table.</summary>
    /// <param name="epoch">The day that columns call 0.</param>
    /// <param name="capacity">How many customers to make room for at once, ≥ 0; it grows as needed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public RfmTable(DateOnly epoch, int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Epoch = epoch;
        rows = new AlignedRows<Row>(capacity);
    }

    /// <summary>The day that columns call 0.</summary>
    public DateOnly Epoch { get; }

    /// <summary>How many customers there is room for.</summary>
    public int Capacity => rows.Length;

    /// <summary>Adds receipts by column. A receipt whose amount is not positive lowers the money and is no visit.</summary>
    /// <param name="customers">Rows of <see cref="CustomerId"/>, ≥ 0.</param>
    /// <param name="days">Days since <see cref="Epoch"/>, ≥ 0, one a receipt.</param>
    /// <param name="amounts">Net amounts in minor units, one a receipt.</param>
    /// <param name="workers">How many threads may work at once, ≥ 1; the result does not depend on it.</param>
    /// <remarks>
    /// Receipts are dealt out by ranges of customers first where that is faster, in rented memory of at most two bytes a customer and 32 bytes a receipt for
    /// each of the first two workers; further ones share it. One worker allocates nothing else, unless a row lies beyond <see cref="Capacity"/>. Bad columns
    /// are refused before anything is added.
    /// </remarks>
    /// <exception cref="ArgumentException">The columns differ in length, or hold a negative row or day.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    public void Add(ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int workers = 1)
    {
        _ = Workers.Checked(workers);
        int needed = ReceiptColumns.Checked(customers, days, amounts, workers);
        Reserve(needed);
        if (workers == 1 && (needed <= SmallTable || customers.Length < needed))
        {
            AddInOrder(customers, days, amounts);
            return;
        }

        ReceiptPartitions.Deal(this, customers, days, amounts, needed, LargestHand, workers);
    }

    unsafe void IReceiptSink.Take(int partition, ReadOnlySpan<ulong> receipts)
    {
        // Rows were checked before they were dealt out.
        fixed (Row* first = rows.All[(partition << ReceiptPartitions.RangeBits)..])
        {
            for (int i = 0; Sse.IsSupported && i < Math.Min(Ahead, receipts.Length); i++)
            {
                Sse.Prefetch0(first + (ushort)receipts[i]);
            }

            for (int i = 0; i < receipts.Length; i++)
            {
                if (Sse.IsSupported && i + Ahead < receipts.Length)
                {
                    Sse.Prefetch0(first + (ushort)receipts[i + Ahead]);
                }

                ulong receipt = receipts[i];
                first[(ushort)receipt].Add((ushort)(receipt >> 16), (int)(receipt >> 32));
            }
        }
    }

    /// <summary>Adds one receipt.</summary>
    /// <param name="customer">Whose it is; one of no customer is ignored.</param>
    /// <param name="day">When; not before <see cref="Epoch"/>.</param>
    /// <param name="net">What was paid less what came back, in minor units.</param>
    /// <exception cref="ArgumentOutOfRangeException">The day is before <see cref="Epoch"/>.</exception>
    /// <exception cref="OverflowException">The customer's money no longer fits 64 bits.</exception>
    public void Add(CustomerId customer, DateOnly day, long net)
    {
        if (day < Epoch)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day, $"The day must not be before the table's epoch, day number {Epoch.DayNumber}.");
        }

        if (!customer.IsNone)
        {
            Reserve(customer.Index + 1);
            ref Row row = ref rows[customer.Index];
            row.Money = checked(row.Money + net);
            if (net > 0)
            {
                row.Visits++;
                row.LastDay = Math.Max(row.LastDay, day.DayNumber - Epoch.DayNumber);
            }
        }
    }

    /// <summary>Adds another table's receipts to this one.</summary>
    /// <param name="other">A table of other receipts over the same customers and epoch; it stays as it is.</param>
    /// <exception cref="ArgumentException">The epochs differ.</exception>
    public void MergeWith(RfmTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Epoch != Epoch)
        {
            throw new ArgumentException($"The tables must share an epoch, but their day numbers are {other.Epoch.DayNumber} and {Epoch.DayNumber}.", nameof(other));
        }

        Reserve(other.rows.Length);
        ReadOnlySpan<Row> theirs = other.rows.All;
        Span<Row> own = rows.All;
        for (int i = 0; i < theirs.Length; i++)
        {
            ref Row row = ref own[i];
            ref readonly Row more = ref theirs[i];
            row.Money = checked(row.Money + more.Money);
            row.Visits += more.Visits;
            row.LastDay = Math.Max(row.LastDay, more.LastDay);
        }
    }

    /// <summary>Forgets all receipts and keeps the room.</summary>
    public void Clear() => rows.All.Clear();

    /// <summary>Forgets a customer's receipts.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        if ((uint)customer.Index < (uint)rows.Length)
        {
            rows[customer.Index] = default;
        }
    }

    /// <summary>Makes room for so many customers.</summary>
    internal void Reserve(int needed)
    {
        if (needed > rows.Length)
        {
            rows.Resize((int)Math.Min(Array.MaxLength, Math.Max(needed, rows.Length * 2L)));
        }
    }

    /// <summary>Puts a customer's figures in place of what is there; there is room.</summary>
    internal void Set(int row, int lastDay, int visits, long money) => rows[row] = new Row { LastDay = lastDay, Visits = visits, Money = money };

    private unsafe void AddInOrder(ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts)
    {
        // Rows lie all over the table. Asked for some receipts ahead, they are in the first cache when their turn comes.
        Span<Row> table = rows.All;
        fixed (Row* first = table)
        {
            for (int i = 0; i < customers.Length; i++)
            {
                if (Sse.IsSupported && i + Ahead < customers.Length)
                {
                    Sse.Prefetch0(first + customers[i + Ahead]);
                }

                table[customers[i]].Add(days[i], amounts[i]);
            }
        }
    }

    private struct Row
    {
        public int LastDay;
        public int Visits;
        public long Money;

        public void Add(int day, int amount)
        {
            Money += amount;
            if (amount > 0)
            {
                Visits++;

                // The later of two days without a branch, because nobody can guess it: neither is negative.
                int lead = LastDay - day;
                LastDay -= lead & (lead >> 31);
            }
        }
    }
}
