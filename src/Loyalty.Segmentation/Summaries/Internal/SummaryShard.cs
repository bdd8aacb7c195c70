using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>The summaries of a range of customers, small enough for a second-level cache, with nothing shared with other ranges.</summary>
internal sealed class SummaryShard
{
    public const int Bits = 14;
    public const int Size = 1 << Bits;
    public const int LastDay = ushort.MaxValue - 1;
    private const int HourSlot = 8;
    private const int Ahead = 8;

    private readonly WordPool pool = new();
    private readonly int weekday;
    private Dictionary<int, (long Visits, long Spend)>? carried;
    private SummaryRow[] rows;

    /// <summary>Makes an empty range.</summary>
    /// <param name="weekday">The weekday of day 0, Monday being 0.</param>
    /// <param name="capacity">How many customers to make room for at once.</param>
    public SummaryShard(int weekday, int capacity)
    {
        this.weekday = weekday;
        rows = new SummaryRow[Math.Clamp(capacity, 1, Size)];
    }

    /// <summary>Rows that there is room for.</summary>
    public int Capacity => rows.Length;

    /// <summary>The memory held, in bytes.</summary>
    public long Bytes => ((long)rows.Length * Unsafe.SizeOf<SummaryRow>()) + pool.Bytes + ((carried?.Count ?? 0) * 40L);

    /// <summary>A row; the caller stays within <see cref="Capacity"/>.</summary>
    public ref readonly SummaryRow this[int row] => ref rows[row];

    /// <summary>Makes room.</summary>
    public void Reserve(int needed)
    {
        if (needed > rows.Length)
        {
            Array.Resize(ref rows, Math.Min(Size, Math.Max(needed, rows.Length * 2)));
        }
    }

    /// <summary>Adds packed receipts: the amount in the upper half, then the day, then the row.</summary>
    public unsafe void Add(ReadOnlySpan<ulong> receipts)
    {
        fixed (SummaryRow* first = rows)
        {
            for (int i = 0; i < receipts.Length; i++)
            {
                if (Sse.IsSupported && i + (2 * Ahead) < receipts.Length)
                {
                    byte* row = (byte*)(first + (ushort)receipts[i + (2 * Ahead)]);
                    Sse.Prefetch0(row);
                    Sse.Prefetch0(row + (sizeof(SummaryRow) - 1));
                    int days = first[(ushort)receipts[i + Ahead]].Days;
                    Sse.Prefetch0(Unsafe.AsPointer(ref pool[days]));
                }

                ulong receipt = receipts[i];
                Add((ushort)receipt, (ushort)(receipt >> 16), (int)(receipt >> 32));
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
            Mark(ref own, day);
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
    public void AddDay(int row, int day) => Mark(ref rows[row], day);

    /// <summary>Adds another range's receipts of the same customers.</summary>
    public void MergeWith(SummaryShard other)
    {
        Reserve(other.rows.Length);
        for (int row = 0; row < other.rows.Length; row++)
        {
            ref readonly SummaryRow more = ref other.rows[row];
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

            foreach (ushort day in other.DaysOf(row))
            {
                AddDay(row, day);
            }
        }
    }

    /// <summary>A customer's purchase days, ascending, each once.</summary>
    public ReadOnlySpan<ushort> DaysOf(int row) => Days(in rows[row]);

    /// <summary>A customer's last purchase day; 0 without one.</summary>
    public int LastDayOf(int row)
    {
        ReadOnlySpan<ushort> days = DaysOf(row);
        return days.IsEmpty ? 0 : days[^1];
    }

    /// <summary>All of a customer's visits.</summary>
    public long VisitsOf(int row)
    {
        long visits = 0;
        for (int slot = 0; slot < 7; slot++)
        {
            visits += VisitTally.Visits(rows[row].Spent[slot]);
            visits += carried is null ? 0 : Carried(row, slot).Visits;
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
        rows.AsSpan().Clear();
        pool.Clear();
        carried?.Clear();
    }

    private int WeekdayOf(int day) => (int)((uint)(weekday + day) % 7);

    private Span<ushort> Days(ref readonly SummaryRow own) =>
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

    private void Mark(ref SummaryRow own, int day)
    {
        int count = own.DayCount;
        if (Vector256.IsHardwareAccelerated && count < Vector256<ushort>.Count)
        {
            MarkAmongFew(ref own, count, (ushort)day);
            return;
        }

        Span<ushort> days = Days(ref own);
        int place = count;
        if (count > 0 && days[^1] >= day)
        {
            place = Place(days, day);
            if (days[place] == day)
            {
                return;
            }
        }

        MakeRoom(ref own, count);
        own.DayCount++;
        days = Days(ref own);
        days[place..^1].CopyTo(days[(place + 1)..]);
        days[place] = (ushort)day;
    }

    /// <summary>Fifteen days or fewer: one vector holds them, and nothing needs to be guessed.</summary>
    /// <remarks>The vector may reach beyond the block; what lies there is written back as it was.</remarks>
    private void MarkAmongFew(ref SummaryRow own, int count, ushort day)
    {
        Vector256<ushort> lanes = Vector256<ushort>.Indices;
        Vector256<ushort> taken = Vector256.LessThan(lanes, Vector256.Create((ushort)count));
        Vector256<ushort> days = Vector256.LoadUnsafe(ref First(own.Days));
        Vector256<ushort> given = Vector256.Create(day);
        if ((Vector256.Equals(days, given) & taken) != Vector256<ushort>.Zero)
        {
            return;
        }

        if ((count & 3) == 0)
        {
            MakeRoom(ref own, count);
            days = Vector256.LoadUnsafe(ref First(own.Days));
        }

        own.DayCount++;
        ref ushort first = ref First(own.Days);
        Vector256<ushort> before = Vector256.LessThan(days, given) & taken;
        Vector256<ushort> moved = Vector256.LoadUnsafe(ref Unsafe.Subtract(ref first, 1));
        int place = BitOperations.PopCount(before.ExtractMostSignificantBits());
        Vector256<ushort> made = Vector256.ConditionalSelect(Vector256.Equals(lanes, Vector256.Create((ushort)place)), given, moved);
        Vector256<ushort> changed = Vector256.AndNot(Vector256.LessThanOrEqual(lanes, Vector256.Create((ushort)count)), before);
        Vector256.ConditionalSelect(changed, made, days).StoreUnsafe(ref first);
    }

    private void MakeRoom(ref SummaryRow own, int count)
    {
        int words = own.DayWords;
        if (count == words * 4)
        {
            own.Days = pool.Grow(own.Days, words, words + 1);
        }
    }

    private ref ushort First(int handle) => ref Unsafe.As<ulong, ushort>(ref pool[handle]);

    /// <summary>Where a day stands or would stand; there is one that is not earlier.</summary>
    private static int Place(ReadOnlySpan<ushort> days, int day)
    {
        int low = 0;
        int count = days.Length;
        while (count > 16)
        {
            int half = count / 2;
            low = days[low + half - 1] < day ? low + half : low;
            count -= half;
        }

        int place = low;
        foreach (ushort other in days.Slice(low, count))
        {
            place += other < day ? 1 : 0;
        }

        return place;
    }
}
