using Loyalty.ContactPolicy.Ledger;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Some of a ledger's guests with their histories and messages, under one lock.</summary>
internal sealed class LedgerShard(int expected, int most, Memory memory)
{
    private readonly Dictionary<(int Row, string Message), HeldMessage> messages = [];
    private readonly PriorityQueue<(int Row, string Message), long> expiries = new();
    private int sweepAt = 1024;

    public Lock Gate { get; } = new();

    public GuestHistories Histories { get; } = new(expected, most);

    public void Add(int row, PackedContact contact) => Histories.Add(row, contact, memory);

    /// <summary>Gives up the slots whose time has come.</summary>
    public void Expire(TimeProvider time)
    {
        if (expiries.Count == 0)
        {
            return;
        }

        long now = time.GetUtcNow().UtcTicks;
        while (expiries.TryPeek(out (int Row, string Message) key, out long expires) && expires <= now)
        {
            _ = expiries.Dequeue();
            if (messages.TryGetValue(key, out HeldMessage held) && held.State == MessageState.Reserved && held.Expires == expires)
            {
                GiveUp(key, held, MessageState.Expired);
            }
        }
    }

    public HeldMessage Find(int row, string message) => messages.GetValueOrDefault((row, message));

    public void Hold(int row, string message, HeldMessage held)
    {
        Sweep(held.Ticks);
        Add(row, new PackedContact(held.Ticks, held.Cell, reserved: true));
        messages[(row, message)] = held;
        expiries.Enqueue((row, message), held.Expires);
    }

    /// <summary>Counts a message that went, known or not.</summary>
    public MessageChange Record(int row, string message, PackedContact contact)
    {
        if (Find(row, message).State != MessageState.Unknown)
        {
            return Confirm(row, message);
        }

        Sweep(contact.Ticks);
        Add(row, contact);
        messages[(row, message)] = new HeldMessage(contact.Ticks, (ushort)contact.Cell, MessageState.Confirmed, 0);
        return new(MessageState.Unknown, MessageState.Confirmed);
    }

    public MessageChange Confirm(int row, string message)
    {
        HeldMessage held = Find(row, message);
        if (held.State is MessageState.Unknown or MessageState.Confirmed)
        {
            return new(held.State, held.State);
        }

        if (held.State == MessageState.Reserved)
        {
            _ = Histories.Replace(row, held.Ticks, held.Cell, static c => c.IsReserved, static c => c.Confirmed());
        }
        else
        {
            // Its slot was given up, but it went: what the guest received counts.
            Add(row, new PackedContact(held.Ticks, held.Cell));
        }

        messages[(row, message)] = held with { State = MessageState.Confirmed };
        return new(held.State, MessageState.Confirmed);
    }

    public MessageChange Release(int row, string message)
    {
        HeldMessage held = Find(row, message);
        if (held.State != MessageState.Reserved)
        {
            return new(held.State, held.State);
        }

        GiveUp((row, message), held, MessageState.Released);
        return new(held.State, MessageState.Released);
    }

    public bool Open(int row, string message)
    {
        HeldMessage held = Find(row, message);
        if (held.State != MessageState.Confirmed || held.IsOpened)
        {
            return false;
        }

        _ = Histories.Replace(row, held.Ticks, held.Cell, static c => !c.IsReserved && !c.IsOpened, static c => c.Opened());
        messages[(row, message)] = held with { IsOpened = true };
        return true;
    }

    public void Forget(long before)
    {
        for (int row = 0; row < Histories.Rows; row++)
        {
            Histories.Forget(row, before);
            Histories.Trim(row);
        }

        ForgetMessages(before);
    }

    public void Erase(int row)
    {
        Histories.Erase(row);
        if (messages.Count == 0)
        {
            return;
        }

        foreach ((int Row, string Message) key in messages.Keys)
        {
            if (key.Row == row)
            {
                _ = messages.Remove(key);
            }
        }

        // The queue holds ids as well; it is made anew without those of the guest.
        List<((int Row, string Message) Element, long Priority)> others = [.. expiries.UnorderedItems.Where(e => e.Element.Row != row)];
        expiries.Clear();
        expiries.EnqueueRange(others);
    }

    private void Sweep(long at)
    {
        if (messages.Count >= sweepAt)
        {
            ForgetMessages(memory.Before(at));
            sweepAt = Math.Max(1024, messages.Count * 2);
        }
    }

    private void ForgetMessages(long before)
    {
        foreach (KeyValuePair<(int Row, string Message), HeldMessage> message in messages)
        {
            if (message.Value.Ticks < before && message.Value.State != MessageState.Reserved)
            {
                _ = messages.Remove(message.Key);
            }
        }
    }

    private void GiveUp((int Row, string Message) key, HeldMessage held, MessageState state)
    {
        _ = Histories.Replace(key.Row, held.Ticks, held.Cell, static c => c.IsReserved, static _ => null);
        messages[key] = held with { State = state };
    }
}
