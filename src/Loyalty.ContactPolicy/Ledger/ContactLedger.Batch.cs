using System.Buffers;
using System.Runtime.CompilerServices;
using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <content>Many questions at once: what a campaign asks.</content>
public sealed partial class ContactLedger
{
    private const int BatchSize = 1 << 16;
    private const int OnStack = 64;
    private const int Ahead = 16;

    /// <summary>Asks many questions at once: as <see cref="TryTake(CustomerId, Matrix.MatrixCell, DateTimeOffset, GuestZone, GuestFacts?)"/> for each, but several times as fast.</summary>
    /// <param name="asks">The questions. Those about one guest are decided in their order; between guests the order changes nothing.</param>
    /// <param name="taken">Takes for each question whether it was allowed and is now counted; at least as long as <paramref name="asks"/>.</param>
    /// <returns>How many were allowed.</returns>
    /// <exception cref="ArgumentException">
    /// A question has no customer, another matrix's cell or an impossible instant, or <paramref name="taken"/> is too short. Then nothing was counted.
    /// </exception>
    /// <remarks>
    /// Each question is one step for its guest; the batch as a whole is not: other threads may come between. Give thousands at a time: guests are then
    /// fetched from memory while others are decided, and a group of guests is locked once for all its questions of 65,536. Quickest are questions that say nothing of the guest,
    /// of cells that at most eight caps and gaps over sliding windows concern and nothing else. Does not allocate, but for the memory of further contacts.
    /// </remarks>
    public int TryTake(ReadOnlySpan<ContactAsk> asks, Span<bool> taken)
    {
        if (taken.Length < asks.Length)
        {
            throw new ArgumentException($"The answers need {asks.Length} places, one for each question, but there are {taken.Length}; pass a longer span.", nameof(taken));
        }

        // One batch is checked as it is packed; of several, the last before the first is counted.
        for (int i = BatchSize; i < asks.Length; i++)
        {
            Require(asks[i]);
        }

        int allowed = 0;
        for (int from = 0; from < asks.Length; from += BatchSize)
        {
            int count = Math.Min(BatchSize, asks.Length - from);
            allowed += TakeSome(asks.Slice(from, count), taken.Slice(from, count));
        }

        return allowed;
    }

    private int TakeSome(ReadOnlySpan<ContactAsk> asks, Span<bool> taken)
    {
        PackedAsk[]? rented = asks.Length > OnStack ? ArrayPool<PackedAsk>.Shared.Rent(2 * asks.Length) : null;
        Span<PackedAsk> packed = rented is null ? stackalloc PackedAsk[2 * OnStack] : rented;
        Span<PackedAsk> sorted = packed.Slice(asks.Length, asks.Length);
        packed = packed[..asks.Length];
        Span<int> ends = stackalloc int[1 << ShardBits];
        Pack(asks, packed, ends);
        Sort(packed, sorted, ends);
        int allowed = TakeSorted(asks, taken, sorted, ends);
        if (rented is not null)
        {
            ArrayPool<PackedAsk>.Shared.Return(rented);
        }

        return allowed;
    }

    /// <summary>Checks and packs questions, and counts those of each shard.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Pack(ReadOnlySpan<ContactAsk> asks, Span<PackedAsk> packed, Span<int> counts)
    {
        counts.Clear();
        for (int i = 0; i < asks.Length; i++)
        {
            ref readonly ContactAsk ask = ref asks[i];
            Require(ask);
            int customer = ask.Customer.Index;
            PackedAsk.Put(out packed[i], ask.UtcTicks, customer, ask.Cell.Index, i, ask.IsPlain);
            counts[customer & ShardMask]++;
        }
    }

    /// <summary>Sorts questions by shard; those about one guest stay in their order. The counts become the places where the shards end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sort(ReadOnlySpan<PackedAsk> packed, Span<PackedAsk> sorted, Span<int> counts)
    {
        int sum = 0;
        foreach (ref int count in counts)
        {
            (count, sum) = (sum, sum + count);
        }

        foreach (ref readonly PackedAsk ask in packed)
        {
            sorted[counts[ask.Customer & ShardMask]++] = ask;
        }
    }

    /// <summary>Decides shard by shard.</summary>
    private int TakeSorted(ReadOnlySpan<ContactAsk> asks, Span<bool> taken, ReadOnlySpan<PackedAsk> sorted, ReadOnlySpan<int> ends)
    {
        FetchFirst(sorted);
        int allowed = 0;
        int from = 0;
        for (int number = 0; number < shards.Length; number++)
        {
            if (from < ends[number])
            {
                LedgerShard shard = shards[number];
                lock (shard.Gate)
                {
                    shard.Expire(time);
                    allowed += TakeOf(shard, asks, taken, sorted, from, ends[number]);
                }
            }

            from = ends[number];
        }

        return allowed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TakeOf(LedgerShard shard, ReadOnlySpan<ContactAsk> asks, Span<bool> taken, ReadOnlySpan<PackedAsk> sorted, int from, int end)
    {
        CellTable table = Gate.Matrix.Table;
        GuestHistories histories = shard.Histories;
        int allowed = 0;
        for (int i = from; i < end; i++)
        {
            Fetch(sorted, i, end, histories);
            PackedAsk ask = sorted[i];
            int row = ask.Customer >> ShardBits;
            ReadOnlySpan<PackedContact> history = histories.Of(row);
            ref readonly SlidingLanes windows = ref table.First(ask.Cell);
            bool took = ask.IsPlain && !windows.IsNone
                ? windows.Allow(table, history, ask.Ticks) && (windows.IsAll || AllowsBeyondFirst(asks[ask.Place], history))
                : AllowsAll(asks[ask.Place], history);
            if (took)
            {
                shard.Add(row, new PackedContact(ask.Ticks, ask.Cell));
                allowed++;
            }

            taken[ask.Place] = took;
        }

        return allowed;
    }

    // Calls of their own, so that the loop over questions keeps its registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AllowsBeyondFirst(in ContactAsk ask, ReadOnlySpan<PackedContact> history) => Gate.AllowsBeyondFirst(ask.Cell, history, ask.UtcTicks, ask.Zone);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AllowsAll(in ContactAsk ask, ReadOnlySpan<PackedContact> history) => Gate.Allows(ask.Cell, history, ask.UtcTicks, ask.Zone, ask.Guest);

    private void FetchFirst(ReadOnlySpan<PackedAsk> sorted)
    {
        for (int i = 0; i < Math.Min(2 * Ahead, sorted.Length); i++)
        {
            FetchRow(sorted[i].Customer);
        }

        for (int i = 0; i < Math.Min(Ahead, sorted.Length); i++)
        {
            FetchContacts(sorted[i].Customer);
        }
    }

    /// <summary>Asks for the row of the guest who is 32 questions further, and for the contacts of the one who is 16 further, whose row was asked for before.</summary>
    private void Fetch(ReadOnlySpan<PackedAsk> sorted, int i, int end, GuestHistories histories)
    {
        if (i + (2 * Ahead) < end)
        {
            histories.PrefetchRow(sorted[i + (2 * Ahead)].Customer >> ShardBits);
            histories.PrefetchContacts(sorted[i + Ahead].Customer >> ShardBits);
            return;
        }

        // The last of a shard ask for the first of the next.
        if (i + (2 * Ahead) < sorted.Length)
        {
            FetchRow(sorted[i + (2 * Ahead)].Customer);
        }

        if (i + Ahead < sorted.Length)
        {
            FetchContacts(sorted[i + Ahead].Customer);
        }
    }

    private void FetchRow(int customer) => shards[customer & ShardMask].Histories.PrefetchRow(customer >> ShardBits);

    private void FetchContacts(int customer) => shards[customer & ShardMask].Histories.PrefetchContacts(customer >> ShardBits);

    private void Require(in ContactAsk ask)
    {
        if (ask.Customer.IsNone || ask.Cell?.Matrix != Gate.Matrix || !Instant.IsPossible(ask.UtcTicks) || ask.Guest is not null)
        {
            RequireEach(ask);
        }
    }

    /// <summary>Names what is wrong, if anything is.</summary>
    private void RequireEach(in ContactAsk ask)
    {
        _ = ShardOf(ask.Customer, out _);
        RequireOwn(ask.Cell);
        RequireMemory(ask.Guest);
        _ = Ticks(ask.At);
    }
}
