using System.Collections.Immutable;
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
    private const int RangeBits = 16;
    private const int Ahead = 32;
    private const int Batch = 1 << 18;
    private Row[] rows;

    /// <summary>Makes an empty table.</summary>
    /// <param name="epoch">The day that columns call 0.</param>
    /// <param name="capacity">How many customers to make room for at once, ≥ 0; it grows as needed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public RfmTable(DateOnly epoch, int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Epoch = epoch;
        rows = new Row[capacity];
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
    /// One worker does not allocate unless a row lies beyond <see cref="Capacity"/>; several share rented memory of at most two MiB. Bad
    /// columns are refused before anything is added.
    /// </remarks>
    /// <exception cref="ArgumentException">The columns differ in length, or hold a negative row or day.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    public void Add(ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts, int workers = 1)
    {
        _ = Workers.Checked(workers);
        int highest = ReceiptColumns.Checked(customers, days, amounts);
        Reserve(highest);
        if (workers > 1)
        {
            ReceiptPartitions.Deal(this, customers, days, amounts, RangeBits, (highest + (1 << RangeBits) - 1) >> RangeBits, Batch, workers);
            return;
        }

        AddInOrder(customers, days, amounts);
    }

    unsafe void IReceiptSink.Take(int partition, ReadOnlySpan<ulong> receipts)
    {
        int start = partition << RangeBits;
        Span<Row> range = rows.AsSpan(start, Math.Min(1 << RangeBits, rows.Length - start));
        fixed (Row* first = range)
        {
            for (int i = 0; i < receipts.Length; i++)
            {
                if (Sse.IsSupported && i + Ahead < receipts.Length)
                {
                    Sse.Prefetch0(first + (ushort)receipts[i + Ahead]);
                }

                ulong receipt = receipts[i];
                range[(ushort)receipt].Add((ushort)(receipt >> 16), (int)(receipt >> 32));
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
        for (int i = 0; i < other.rows.Length; i++)
        {
            ref Row row = ref rows[i];
            ref readonly Row more = ref other.rows[i];
            row.Money = checked(row.Money + more.Money);
            row.Visits += more.Visits;
            row.LastDay = Math.Max(row.LastDay, more.LastDay);
        }
    }

    /// <summary>Takes cut points from the customers with visits.</summary>
    /// <param name="asOf">The day from which recency counts back.</param>
    /// <param name="bins">2 to 100 (inclusive).</param>
    /// <returns>The cut points, named after the day; null where no customer has a visit.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is outside its range, or a visit is later than <paramref name="asOf"/>.</exception>
    public RfmCutPoints? Fit(DateOnly asOf, int bins = 5)
    {
        _ = new RfmOptions { Bins = bins };
        int today = asOf.DayNumber - Epoch.DayNumber;
        int count = 0;
        int last = 0;
        foreach (ref readonly Row row in rows.AsSpan())
        {
            count += row.Visits > 0 ? 1 : 0;
            last = Math.Max(last, row.LastDay);
        }

        if (last > today)
        {
            throw new ArgumentOutOfRangeException(nameof(asOf), asOf, $"A visit on day {last} of the table is later than the day {today} from which recency counts back; leave later receipts out.");
        }

        return count == 0 ? null : new RfmCutPoints(
            RfmCutPoints.Quantiles(new Recencies(rows, today), count, bins),
            RfmCutPoints.Quantiles(new Frequencies(rows), count, bins),
            RfmCutPoints.Quantiles(new Monetaries(rows), count, bins),
            asOf.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Scores every customer.</summary>
    /// <param name="cutPoints">Where one score ends and the next begins.</param>
    /// <param name="asOf">The day from which recency counts back.</param>
    /// <param name="scores">Receives a score a row; that of a customer without visits is none. At least <see cref="Capacity"/> long.</param>
    /// <returns>How many customers have a score.</returns>
    /// <remarks>Does not allocate.</remarks>
    /// <exception cref="ArgumentException"><paramref name="scores"/> is too short.</exception>
    public int Score(RfmCutPoints cutPoints, DateOnly asOf, Span<RfmScore> scores)
    {
        ArgumentNullException.ThrowIfNull(cutPoints);
        if (scores.Length < rows.Length)
        {
            throw new ArgumentException($"There is room for {scores.Length} scores, but the table has {rows.Length} rows.", nameof(scores));
        }

        int today = asOf.DayNumber - Epoch.DayNumber;
        int scored = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            ref readonly Row row = ref rows[i];
            scores[i] = row.Visits == 0 ? default : cutPoints.Score(new RfmValues(today - row.LastDay, row.Visits, row.Money));
            scored += row.Visits == 0 ? 0 : 1;
        }

        return scored;
    }

    /// <summary>Forgets all receipts and keeps the room.</summary>
    public void Clear() => rows.AsSpan().Clear();

    /// <summary>Forgets a customer's receipts.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        if ((uint)customer.Index < (uint)rows.Length)
        {
            rows[customer.Index] = default;
        }
    }

    /// <summary>Puts a customer's figures in place of what is there.</summary>
    internal void Set(int row, int lastDay, int visits, long money)
    {
        Reserve(row + 1);
        rows[row] = new Row { LastDay = lastDay, Visits = visits, Money = money };
    }

    private unsafe void AddInOrder(ReadOnlySpan<int> customers, ReadOnlySpan<short> days, ReadOnlySpan<int> amounts)
    {
        // Rows lie all over the table. Asked for some receipts ahead, they are in the first cache when their turn comes.
        Span<Row> table = rows;
        fixed (Row* first = rows)
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

    private void Reserve(int needed)
    {
        if (needed > rows.Length)
        {
            Array.Resize(ref rows, (int)Math.Min(Array.MaxLength, Math.Max(needed, rows.Length * 2L)));
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
                LastDay = Math.Max(LastDay, day);
            }
        }
    }

    private readonly struct Recencies(Row[] rows, int today) : IValues
    {
        public int Length => rows.Length;

        public bool TryGet(int position, out long value)
        {
            value = today - rows[position].LastDay;
            return rows[position].Visits > 0;
        }
    }

    private readonly struct Frequencies(Row[] rows) : IValues
    {
        public int Length => rows.Length;

        public bool TryGet(int position, out long value)
        {
            value = rows[position].Visits;
            return value > 0;
        }
    }

    private readonly struct Monetaries(Row[] rows) : IValues
    {
        public int Length => rows.Length;

        public bool TryGet(int position, out long value)
        {
            value = rows[position].Money;
            return rows[position].Visits > 0;
        }
    }
}
