using System.Buffers;
using System.Numerics;
using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <content>Many questions at once: what a campaign asks.</content>
public sealed partial class ContactLedger
{
    private const int BatchSize = 1 << 14;
    private const int OnStack = 512;
    private const int PartBits = 4;
    private const int Ahead = 16;

    /// <summary>Asks many questions at once: as <see cref="TryTake(CustomerId, Matrix.MatrixCell, DateTimeOffset, GuestZone, GuestFacts?)"/> for each, but several times as fast.</summary>
    /// <param name="asks">The questions. Those about one guest are decided in their order; between guests the order changes nothing.</param>
    /// <param name="taken">Takes for each question whether it was allowed and is now counted; at least as long as <paramref name="asks"/>.</param>
    /// <returns>How many were allowed.</returns>
    /// <exception cref="ArgumentException">
    /// A question has no customer, another matrix's cell or an impossible instant, or <paramref name="taken"/> is too short. Then nothing was counted.
    /// </exception>
    /// <remarks>
    /// Each question is one step for its guest; the batch as a whole is not: other threads may come between. Give some hundred at a time: guests are then
    /// fetched from memory while others are decided, and a group of guests is locked once for all its questions. Does not allocate, but for the memory of further contacts.
    /// </remarks>
    public int TryTake(ReadOnlySpan<ContactAsk> asks, Span<bool> taken)
    {
        if (taken.Length < asks.Length)
        {
            throw new ArgumentException($"The answers need {asks.Length} places, one for each question, but there are {taken.Length}; pass a longer span.", nameof(taken));
        }

        foreach (ref readonly ContactAsk ask in asks)
        {
            Require(ask);
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
        ushort[]? rented = asks.Length > OnStack ? ArrayPool<ushort>.Shared.Rent(asks.Length) : null;
        Span<ushort> order = rented is null ? stackalloc ushort[OnStack] : rented;
        order = order[..asks.Length];
        Span<int> ends = stackalloc int[1 << ShardBits];
        Sort(asks, order, ends);
        int allowed = TakeInOrder(asks, taken, order, ends);
        if (rented is not null)
        {
            ArrayPool<ushort>.Shared.Return(rented);
        }

        return allowed;
    }

    /// <summary>Sorts questions by shard and, within it, roughly by row, so that neighbours in memory follow each other. Those about one guest stay in their order.</summary>
    private void Sort(ReadOnlySpan<ContactAsk> asks, Span<ushort> order, Span<int> ends)
    {
        const int Parts = 1 << PartBits;
        int rows = 1;
        foreach (LedgerShard shard in shards)
        {
            rows = Math.Max(rows, shard.Histories.Rows);
        }

        int shift = Math.Max(0, BitOperations.Log2((uint)rows) + 1 - PartBits);
        Span<int> places = stackalloc int[Parts << ShardBits];
        places.Clear();
        foreach (ref readonly ContactAsk ask in asks)
        {
            places[Part(ask.Customer.Index, shift)]++;
        }

        int sum = 0;
        for (int part = 0; part < places.Length; part++)
        {
            (places[part], sum) = (sum, sum + places[part]);
            ends[part >> PartBits] = sum;
        }

        for (int i = 0; i < asks.Length; i++)
        {
            order[places[Part(asks[i].Customer.Index, shift)]++] = (ushort)i;
        }
    }

    private static int Part(int customer, int shift) =>
        ((customer & ShardMask) << PartBits) | Math.Min(customer >> ShardBits >> shift, (1 << PartBits) - 1);

    /// <summary>Decides shard by shard; sixteen guests are fetched while the sixteen before them are decided.</summary>
    private int TakeInOrder(ReadOnlySpan<ContactAsk> asks, Span<bool> taken, ReadOnlySpan<ushort> order, ReadOnlySpan<int> ends)
    {
        int allowed = 0;
        for (int next = 0, fetchAt = 0; next < order.Length;)
        {
            int number = asks[order[next]].Customer.Index & ShardMask;
            LedgerShard shard = shards[number];
            lock (shard.Gate)
            {
                shard.Expire(time);
                for (; next < ends[number]; next++)
                {
                    if (next == fetchAt)
                    {
                        Fetch(asks, order, next);
                        fetchAt += Ahead;
                    }

                    ref readonly ContactAsk ask = ref asks[order[next]];
                    bool took = Counted(shard, ask.Customer.Index >> ShardBits, ask);
                    taken[order[next]] = took;
                    allowed += took ? 1 : 0;
                }
            }
        }

        return allowed;
    }

    /// <summary>Asks for the rows of the sixteen guests after next, and for the contacts of the next, whose rows were asked for before.</summary>
    private void Fetch(ReadOnlySpan<ContactAsk> asks, ReadOnlySpan<ushort> order, int from)
    {
        for (int i = from + (2 * Ahead); i < Math.Min(from + (3 * Ahead), order.Length); i++)
        {
            int customer = asks[order[i]].Customer.Index;
            shards[customer & ShardMask].Histories.PrefetchRow(customer >> ShardBits);
        }

        for (int i = from == 0 ? 0 : from + Ahead; i < Math.Min(from + (2 * Ahead), order.Length); i++)
        {
            int customer = asks[order[i]].Customer.Index;
            shards[customer & ShardMask].Histories.PrefetchContacts(customer >> ShardBits);
        }
    }

    private bool Counted(LedgerShard shard, int row, in ContactAsk ask)
    {
        long ticks = ask.At.UtcTicks;
        bool allowed = Gate.Allows(ask.Cell, shard.Histories.Of(row), ticks, ask.Zone, ask.Guest);
        if (allowed)
        {
            shard.Add(row, new PackedContact(ticks, ask.Cell.Index));
        }

        return allowed;
    }

    private void Require(in ContactAsk ask)
    {
        if (ask.Customer.IsNone)
        {
            _ = ShardOf(ask.Customer, out _);
        }

        RequireOwn(ask.Cell);
        RequireMemory(ask.Guest);
        _ = Ticks(ask.At);
    }
}
