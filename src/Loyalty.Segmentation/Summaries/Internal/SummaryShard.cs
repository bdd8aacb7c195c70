using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>The summaries of a range of customers, with nothing shared with other ranges.</summary>
internal sealed class SummaryShard
{
    public const int Bits = ReceiptPartitions.RangeBits;
    public const int Size = 1 << Bits;
    public const int LastDay = ushort.MaxValue - 1;
    private const int HourSlot = 8;
    private const int Ahead = 24;

    private readonly WordPool pool = new();
    private readonly int weekday;
    private Dictionary<int, (long Visits, long Spend)>? carried;
    private readonly AlignedRows<SummaryRow> rows;
    private ushort[] merged = [];

    /// <summary>Makes an empty range.</summary>
    /// <param name="weekday">The weekday of day 0, Monday being 0.</param>
    /// <param name="capacity">How many customers to make room for at once.</param>
    public SummaryShard(int weekday, int capacity)
    {
        this.weekday = weekday;
        rows = new AlignedRows<SummaryRow>(Math.Clamp(capacity, 1, Size));
    }

    /// <summary>Rows that there is room for.</summary>
    public int Capacity => rows.Length;

    /// <summary>The memory held, in bytes.</summary>
    public long Bytes => rows.Bytes + pool.Bytes + ((carried?.Count ?? 0) * 40L);

    /// <summary>A row; the caller stays within <see cref="Capacity"/>.</summary>
    public ref readonly SummaryRow this[int row] => ref rows[row];

    /// <summary>Makes room.</summary>
    public void Reserve(int needed)
    {
        if (needed > rows.Length)
        {
            rows.Resize(Math.Min(Size, Math.Max(needed, rows.Length * 2)));
        }
    }

    /// <summary>Adds packed receipts: the amount in the upper half, then the day, then the row.</summary>
    public unsafe void Add(ReadOnlySpan<ulong> receipts)
    {
        fixed (SummaryRow* first = rows.All)
        fixed (ulong* cards = receipts)
        {
            for (int i = 0; Sse.IsSupported && i < Math.Min(Ahead, receipts.Length); i++)
            {
                Fetch(first + (ushort)cards[i]);
            }

            for (int i = AddToRows(first, cards, 0, receipts.Length, weekday); i < receipts.Length; i = AddToRows(first, cards, i + 1, receipts.Length, weekday))
            {
                Add((ushort)cards[i], (ushort)(cards[i] >> 16), (int)(cards[i] >> 32));
            }
        }
    }

    /// <summary>Adds one receipt's day and amount.</summary>
    public void Add(int row, int day, long amount)
    {
        ref SummaryRow own = ref rows[row];
        own.Receipts = checked(own.Receipts + 1);
        own.Net += amount;
        if (amount > 0)
        {
            int slot = WeekdayOf(day);
            Count(ref own.Spent[slot], row, slot, 1, amount);
            Mark(ref own, (ushort)day);
        }
    }

    /// <summary>Adds what else is known of a visit.</summary>
    public void AddDetails(int row, int hour, long spend, long lines, long onOffer)
    {
        ref SummaryRow own = ref rows[row];
        own.Lines += lines;
        own.OnOffer += onOffer;
        if (hour >= 0)
        {
            CountHour(ref own, row, hour, 1, spend);
        }
    }

    /// <summary>Adds the sums of other receipts of a customer.</summary>
    public void AddSums(int row, int receipts, long net, long lines, long onOffer)
    {
        ref SummaryRow own = ref rows[row];
        own.Receipts = checked(own.Receipts + receipts);
        own.Net += net;
        own.Lines += lines;
        own.OnOffer += onOffer;
    }

    /// <summary>Adds visits of a weekday, or of an hour.</summary>
    public void AddWeekday(int row, int slot, long visits, long spend) => Count(ref rows[row].Spent[slot], row, slot, visits, spend);

    /// <summary>Adds visits of an hour.</summary>
    public void AddHour(int row, int hour, long visits, long spend) => CountHour(ref rows[row], row, hour, visits, spend);

    /// <summary>Adds a purchase day.</summary>
    public void AddDay(int row, int day) => Mark(ref rows[row], (ushort)day);

    /// <summary>Adds another range's receipts of the same customers.</summary>
    public void MergeWith(SummaryShard other)
    {
        Reserve(other.rows.Length);
        for (int row = 0; row < other.rows.Length; row++)
        {
            ref readonly SummaryRow more = ref other[row];
            if (more.Receipts == 0)
            {
                continue;
            }

            AddSums(row, more.Receipts, more.Net, more.Lines, more.OnOffer);
            for (int slot = 0; slot < 7; slot++)
            {
                (long visits, long spend) = other.WeekdayOf(row, slot);
                AddWeekday(row, slot, visits, spend);
            }

            for (int i = 0; i < more.HourCount; i++)
            {
                (int hour, long visits, long spend) = other.HourOf(row, i);
                AddHour(row, hour, visits, spend);
            }

            // Its own days are there already, and would move under the reader's hands.
            foreach (ushort day in ReferenceEquals(this, other) ? default : other.DaysOf(row))
            {
                AddDay(row, day);
            }
        }
    }

    /// <summary>A customer's purchase days.</summary>
    public PurchaseDays DaysOf(int row) => DaysOf(ref rows[row]);

    /// <summary>All of a customer's visits.</summary>
    public long VisitsOf(int row)
    {
        ref readonly SummaryRow own = ref rows[row];
        long visits = 0;
        foreach (ulong tally in own.Spent)
        {
            visits += VisitTally.Visits(tally);
        }

        for (int slot = 0; slot < 7 && carried is not null; slot++)
        {
            visits += Carried(row, slot).Visits;
        }

        return visits;
    }

    /// <summary>Visits and spend of a weekday, Monday being 0.</summary>
    public (long Visits, long Spend) WeekdayOf(int row, int slot)
    {
        ulong tally = rows[row].Spent[slot];
        (long visits, long spend) = Carried(row, slot);
        return (visits + VisitTally.Visits(tally), spend + VisitTally.Spend(tally));
    }

    /// <summary>Visits and spend of one of a customer's hours, which stand in ascending order.</summary>
    public (int Hour, long Visits, long Spend) HourOf(int row, int place)
    {
        ref readonly SummaryRow own = ref rows[row];
        ulong tally = pool[own.Hours, own.HourCount][place];
        int hour = VisitTally.Tag(tally);
        (long visits, long spend) = Carried(row, HourSlot + hour);
        return (hour, visits + VisitTally.Visits(tally), spend + VisitTally.Spend(tally));
    }

    /// <summary>Forgets a customer.</summary>
    public void Erase(int row)
    {
        ref SummaryRow own = ref rows[row];
        if (own.DayCount > 0)
        {
            pool[own.Days, own.DayWords].Clear();
            pool.Return(own.Days, own.DayWords);
        }

        if (own.HourCount > 0)
        {
            pool[own.Hours, own.HourWords].Clear();
            pool.Return(own.Hours, own.HourWords);
        }

        own = default;
        for (int slot = 0; carried is { } some && slot < HourSlot + 24; slot++)
        {
            _ = some.Remove((row << 5) | slot);
        }
    }

    /// <summary>Forgets everybody and keeps the room.</summary>
    public void Clear()
    {
        rows.All.Clear();
        pool.Clear();
        carried?.Clear();
    }

    private int WeekdayOf(int day) => (int)((uint)(weekday + day) % 7);

    private PurchaseDays DaysOf(ref SummaryRow own) => new(Block(in own), Recent(ref own)[..own.RecentCount]);

    private static Span<ushort> Recent(ref SummaryRow own) => own.Recent;

    private Span<ushort> Block(ref readonly SummaryRow own) =>
        own.DayCount == 0 ? [] : MemoryMarshal.Cast<ulong, ushort>(pool[own.Days, own.DayWords])[..own.DayCount];

    private (long Visits, long Spend) Carried(int row, int slot) =>
        carried is { } some && some.TryGetValue((row << 5) | slot, out (long Visits, long Spend) sums) ? sums : default;

    private void Count(ref ulong tally, int row, int slot, long visits, long spend)
    {
        if (!VisitTally.TryAdd(ref tally, visits, spend))
        {
            Carry(ref tally, row, slot, visits, spend);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Carry(ref ulong tally, int row, int slot, long visits, long spend)
    {
        carried ??= [];
        (long Visits, long Spend) before = Carried(row, slot);
        carried[(row << 5) | slot] = (before.Visits + VisitTally.Visits(tally) + visits, before.Spend + VisitTally.Spend(tally) + spend);
        tally = VisitTally.Of(VisitTally.Tag(tally));
    }

    private void CountHour(ref SummaryRow own, int row, int hour, long visits, long spend)
    {
        Span<ulong> hours = own.HourCount == 0 ? [] : pool[own.Hours, own.HourCount];
        int place = 0;
        while (place < hours.Length && VisitTally.Tag(hours[place]) < hour)
        {
            place++;
        }

        if (place == hours.Length || VisitTally.Tag(hours[place]) != hour)
        {
            int size = own.HourWords;
            if (own.HourCount == size)
            {
                own.Hours = pool.Grow(own.Hours, size, size + 1);
            }

            own.HourCount++;
            hours = pool[own.Hours, own.HourCount];
            hours[place..^1].CopyTo(hours[(place + 1)..]);
            hours[place] = VisitTally.Of(hour);
        }

        Count(ref hours[place], row, HourSlot + hour, visits, spend);
    }

    private static unsafe void Fetch(SummaryRow* row)
    {
        Sse.Prefetch0(row);
        Sse.Prefetch0((byte*)row + (sizeof(SummaryRow) / 2));
    }

    /// <summary>Adds receipts for which their rows have room; nothing is called in the loop, so that all of it is in registers.</summary>
    /// <returns>The first receipt that needs more than its row, not added; the count where there is none.</returns>
    private static unsafe int AddToRows(SummaryRow* first, ulong* receipts, int from, int count, int weekday)
    {
        for (int i = from; i < count; i++)
        {
            if (Sse.IsSupported && i + Ahead < count)
            {
                Fetch(first + (ushort)receipts[i + Ahead]);
            }

            SummaryRow* own = first + (ushort)receipts[i];
            int day = (ushort)(receipts[i] >> 16);
            int amount = (int)(receipts[i] >> 32);
            ref ulong tally = ref Unsafe.Add(ref Unsafe.As<SummaryRow.Weekdays, ulong>(ref own->Spent), (uint)(weekday + day) % 7);
            if (amount <= 0 || own->RecentCount == SummaryRow.MostRecent || own->Receipts == int.MaxValue || !VisitTally.TryAdd(ref tally, 1, amount))
            {
                return i;
            }

            own->Receipts++;
            own->Net += amount;
            own->RecentCount += Insert(ref Unsafe.As<SummaryRow.RecentDays, ushort>(ref own->Recent), own->RecentCount, (ushort)day);
        }

        return count;
    }

    /// <summary>Puts a day among at most fifteen ascending ones, in a vector without a branch.</summary>
    /// <remarks>What stands before the first day in the row is read along, and never kept.</remarks>
    /// <returns>1; 0 where it was there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Insert(ref ushort first, int count, ushort day)
    {
        Vector256<ushort> lanes = Vector256<ushort>.Indices;
        Vector256<ushort> taken = Vector256.LessThan(lanes, Vector256.Create((ushort)count));
        Vector256<ushort> days = Vector256.LoadUnsafe(ref first);
        Vector256<ushort> given = Vector256.Create(day);
        if ((Vector256.Equals(days, given) & taken) != Vector256<ushort>.Zero)
        {
            return 0;
        }

        // Earlier days stay, the new one follows, later ones move on by one; what lies behind them means nothing.
        Vector256<ushort> before = Vector256.LessThan(days, given) & taken;
        Vector256<ushort> place = Vector256.Create((ushort)BitOperations.PopCount(before.ExtractMostSignificantBits()));
        Vector256<ushort> moved = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref first, 1));
        Vector256<ushort> others = Vector256.ConditionalSelect(before, days, moved);
        Vector256.ConditionalSelect(Vector256.Equals(lanes, place), given, others).StoreUnsafe(ref first);
        return 1;
    }

    private void Mark(ref SummaryRow own, ushort day)
    {
        if (own.RecentCount == SummaryRow.MostRecent)
        {
            Settle(ref own);
        }

        own.RecentCount += Insert(ref Unsafe.As<SummaryRow.RecentDays, ushort>(ref own.Recent), own.RecentCount, day);
    }

    /// <summary>Moves the recent days into the block.</summary>
    private void Settle(ref SummaryRow own)
    {
        ReadOnlySpan<ushort> recent = Recent(ref own)[..own.RecentCount];
        ReadOnlySpan<ushort> block = Block(in own);
        if (merged.Length < block.Length + recent.Length)
        {
            merged = new ushort[2 * (block.Length + recent.Length)];
        }

        // Which list goes on cannot be guessed, so nothing branches on it.
        int total = 0;
        int i = 0;
        int j = 0;
        while (i < block.Length && j < recent.Length)
        {
            (int left, int right) = (block[i], recent[j]);
            merged[total++] = (ushort)(right + ((left - right) & ((left - right) >> 31)));
            i += 1 + ((right - left) >> 31);
            j += 1 + ((left - right) >> 31);
        }

        block[i..].CopyTo(merged.AsSpan(total));
        total += block.Length - i;
        recent[j..].CopyTo(merged.AsSpan(total));
        total += recent.Length - j;
        int words = own.DayWords;
        if (WordPool.SizeOf((total + 3) / 4) > words)
        {
            own.Days = pool.Grow(own.Days, words, (total + 3) / 4);
        }

        own.DayCount = checked((ushort)total);
        own.RecentCount = 0;
        merged.AsSpan(0, total).CopyTo(Block(in own));
    }
}
