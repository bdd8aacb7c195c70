using System.Globalization;
using Loyalty.ContactPolicy.Internal;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Records;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>Remembers in memory what was sent to each guest, so that many partners share one set of limits.</summary>
/// <remarks>
/// <para>Caps hold on what was confirmed together with what is reserved: of two partners that ask for one slot at once, one gets it. Any
/// number of threads may use a ledger; each call is one step for the guest that it names.</para>
/// <para>Contacts are decided at the instants that requests carry; the clock only ends reservations. Contacts that no rule and no
/// load card can see any more are forgotten as guests are written to, and all at once by <see cref="Forget"/>.</para>
/// <para>A contact takes ten bytes and a guest eight, whatever the matrix; a message with an id takes about 100 bytes more while it is remembered.</para>
/// </remarks>
public sealed partial class ContactLedger
{
    private const int ShardBits = 6;
    private const int ShardMask = (1 << ShardBits) - 1;

    private readonly LedgerShard[] shards = new LedgerShard[1 << ShardBits];
    private readonly ContactLedgerOptions options;
    private readonly TimeProvider time;
    private readonly Memory memory;

    /// <summary>Makes an empty ledger.</summary>
    /// <param name="gate">Decides.</param>
    /// <param name="time">Ends reservations.</param>
    /// <param name="options">How long to hold and remember; the defaults if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public ContactLedger(ContactGate gate, TimeProvider time, ContactLedgerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(time);
        Gate = gate;
        this.time = time;
        this.options = (options ?? new()).Checked();
        memory = new Memory(time, this.options.MemoryFor(gate.Matrix));
        int expected = (int)(((long)this.options.ExpectedCustomers + shards.Length - 1) >> ShardBits);
        for (int i = 0; i < shards.Length; i++)
        {
            shards[i] = new LedgerShard(expected, this.options.MostContacts, memory);
        }
    }

    /// <summary>What decides.</summary>
    public ContactGate Gate { get; }

    /// <summary>Decides a request against what the ledger holds, and counts nothing.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">The request names no customer, channel, kind or partner, or no possible instant.</exception>
    public ContactDecision Decide(in ContactRequest request)
    {
        MatrixCell cell = CellOf(request);
        LedgerShard shard = ShardOf(request.Customer, out int row);
        lock (shard.Gate)
        {
            shard.Expire(time);
            return Gate.Decide(cell, shard.Histories.Of(row), Ticks(request.At), request.Zone, request.Guest);
        }
    }

    /// <summary>Decides a request and tells what every rule that concerns it says.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">The request names no customer, channel, kind or partner, or no possible instant.</exception>
    public ContactExplanation Explain(in ContactRequest request)
    {
        MatrixCell cell = CellOf(request);
        LedgerShard shard = ShardOf(request.Customer, out int row);
        lock (shard.Gate)
        {
            shard.Expire(time);
            return Gate.Explain(cell, shard.Histories.Of(row), Ticks(request.At), request.Zone, request.Guest);
        }
    }

    /// <summary>Decides a request against what the ledger holds, counts nothing, and writes down the decision with all that went into it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="reference">How the host finds the message again, such as its id.</param>
    /// <exception cref="ArgumentException">The request names no customer, channel, kind or partner, or no possible instant.</exception>
    public ContactRecord Record(in ContactRequest request, string? reference = null)
    {
        _ = CellOf(request);
        return Gate.Record(request, History(request.Customer), reference);
    }

    /// <summary>Decides a request and, if it is allowed, counts it as sent in the same step.</summary>
    /// <param name="request">The request.</param>
    /// <exception cref="ArgumentException">The request names no customer, channel, kind or partner, or no possible instant.</exception>
    public ContactDecision Take(in ContactRequest request)
    {
        MatrixCell cell = CellOf(request);
        LedgerShard shard = ShardOf(request.Customer, out int row);
        lock (shard.Gate)
        {
            shard.Expire(time);
            long at = Ticks(request.At);
            ContactDecision decision = Gate.Decide(cell, shard.Histories.Of(row), at, request.Zone, request.Guest);
            if (decision.IsAllowed)
            {
                shard.Add(row, new PackedContact(at, cell.Index));
            }

            return decision;
        }
    }

    /// <summary>The quick form of <see cref="Take"/>: counts the contact if it is allowed, and does not look for the next instant if it is not.</summary>
    /// <param name="customer">To whom.</param>
    /// <param name="cell">Channel, kind and partner, from <see cref="ContactMatrix.Cell"/> of this ledger's matrix.</param>
    /// <param name="at">When.</param>
    /// <param name="zone">The guest's clock; the matrix's by default.</param>
    /// <param name="guest">What is known about the guest beside their contacts; nothing by default.</param>
    /// <returns>Whether it was allowed, and is now counted.</returns>
    /// <exception cref="ArgumentException">There is no customer, the cell is another matrix's, the instant is not possible, or the guest's limits look back further than the ledger remembers.</exception>
    /// <remarks>Does not allocate, but for the memory of a contact more.</remarks>
    public bool TryTake(CustomerId customer, MatrixCell cell, DateTimeOffset at, GuestZone zone = default, GuestFacts? guest = null)
    {
        LedgerShard shard = ShardOf(customer, out int row);
        long ticks = Ticks(at);
        RequireOwn(cell);
        RequireMemory(guest);
        lock (shard.Gate)
        {
            shard.Expire(time);
            if (!Gate.Allows(cell, shard.Histories.Of(row), ticks, zone, guest))
            {
                return false;
            }

            shard.Add(row, new PackedContact(ticks, cell.Index));
            return true;
        }
    }

    /// <summary>Counts a contact that went, whatever the rules say: from another system, or from a store.</summary>
    /// <param name="contact">The contact.</param>
    /// <exception cref="ArgumentException">It names no customer, channel, kind or partner, or no possible instant.</exception>
    public void Record(in Contact contact) =>
        Record(contact.Customer, Gate.Matrix.CellOf(contact), contact.At);

    /// <summary>Counts a contact that went, whatever the rules say.</summary>
    /// <param name="customer">To whom.</param>
    /// <param name="cell">Channel, kind and partner, from <see cref="ContactMatrix.Cell"/> of this ledger's matrix.</param>
    /// <param name="at">When.</param>
    /// <exception cref="ArgumentException">There is no customer, the cell is another matrix's, or the instant is not possible.</exception>
    public void Record(CustomerId customer, MatrixCell cell, DateTimeOffset at)
    {
        LedgerShard shard = ShardOf(customer, out int row);
        long ticks = Ticks(at);
        RequireOwn(cell);
        lock (shard.Gate)
        {
            shard.Add(row, new PackedContact(ticks, cell.Index));
        }
    }

    /// <summary>Counts a message that went, whatever the rules say, once for its id.</summary>
    /// <param name="messageId">The message's id, unique for the guest.</param>
    /// <param name="contact">The contact; where the message has a slot, or had one, that slot is what counts.</param>
    /// <returns>What changed; a message that is confirmed already stays so and is not counted twice.</returns>
    /// <exception cref="ArgumentException">The id is empty, or the contact names no customer, channel, kind or partner, or no possible instant.</exception>
    public MessageChange Record(string messageId, in Contact contact)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        MatrixCell cell = Gate.Matrix.CellOf(contact);
        LedgerShard shard = ShardOf(contact.Customer, out int row);
        long ticks = Ticks(contact.At);
        lock (shard.Gate)
        {
            shard.Expire(time);
            return shard.Record(row, messageId, new PackedContact(ticks, cell.Index));
        }
    }

    /// <summary>Tells a guest's contacts that count, confirmed and reserved, oldest first; exempt ones are among them.</summary>
    /// <param name="customer">The guest.</param>
    /// <returns>The contacts, in UTC, without the guest's id: what <see cref="ContactGate.Explain(in ContactRequest, ReadOnlySpan{Contact})"/> and <see cref="ContactGate.Record"/> take.</returns>
    /// <exception cref="ArgumentException">There is no customer.</exception>
    public Contact[] History(CustomerId customer)
    {
        LedgerShard shard = ShardOf(customer, out int row);
        PackedContact[] packed;
        lock (shard.Gate)
        {
            shard.Expire(time);
            packed = shard.Histories.Of(row).ToArray();
        }

        return Array.ConvertAll(packed, p => Gate.Matrix.CellAt(p.Cell) is var cell ? new Contact(CustomerId.None, cell.Partner, cell.Channel, cell.Kind, Instant.OfTicks(p.Ticks)) { Carried = cell.Carried } : default);
    }

    /// <summary>Asks for a slot and holds it until the message is confirmed, released or expired.</summary>
    /// <param name="messageId">The message's id, unique for the guest.</param>
    /// <param name="request">The request.</param>
    /// <returns>
    /// The decision. A message that has its slot gets the same answer again and is not counted twice; one that was refused, released or
    /// expired is decided anew.
    /// </returns>
    /// <exception cref="ArgumentException">The id is empty, or the request names no customer, channel, kind or partner, or no possible instant.</exception>
    public Reservation Reserve(string messageId, in ContactRequest request)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        MatrixCell cell = CellOf(request);
        LedgerShard shard = ShardOf(request.Customer, out int row);
        lock (shard.Gate)
        {
            shard.Expire(time);
            HeldMessage held = shard.Find(row, messageId);
            if (held.State is MessageState.Reserved or MessageState.Confirmed)
            {
                return new(ContactDecision.Allow, held.State, held.State == MessageState.Reserved ? Instant.OfTicks(held.Expires) : null, IsRepeated: true);
            }

            long at = Ticks(request.At);
            ContactDecision decision = Gate.Decide(cell, shard.Histories.Of(row), at, request.Zone, request.Guest);
            if (!decision.IsAllowed)
            {
                return new(decision, MessageState.Unknown, null, IsRepeated: false);
            }

            long expires = time.GetUtcNow().UtcTicks + options.Hold.Ticks;
            shard.Hold(row, messageId, new HeldMessage(at, (ushort)cell.Index, MessageState.Reserved, expires));
            return new(decision, MessageState.Reserved, Instant.OfTicks(expires), IsRepeated: false);
        }
    }

    /// <summary>Says that a message went.</summary>
    /// <param name="customer">To whom.</param>
    /// <param name="messageId">The id under which it was reserved.</param>
    /// <returns>
    /// What changed. A confirmation that comes after the slot was given up counts as well, and says so: <see cref="MessageChange.IsLate"/>.
    /// </returns>
    /// <exception cref="ArgumentException">There is no customer or no id.</exception>
    public MessageChange Confirm(CustomerId customer, string messageId)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        LedgerShard shard = ShardOf(customer, out int row);
        lock (shard.Gate)
        {
            shard.Expire(time);
            return shard.Confirm(row, messageId);
        }
    }

    /// <summary>Says that a message will not go: its slot is free again.</summary>
    /// <param name="customer">To whom.</param>
    /// <param name="messageId">The id under which it was reserved.</param>
    /// <returns>What changed; a confirmed message stays confirmed.</returns>
    /// <exception cref="ArgumentException">There is no customer or no id.</exception>
    public MessageChange Release(CustomerId customer, string messageId)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        LedgerShard shard = ShardOf(customer, out int row);
        lock (shard.Gate)
        {
            shard.Expire(time);
            return shard.Release(row, messageId);
        }
    }

    /// <summary>Says that the guest opened a message.</summary>
    /// <param name="customer">Who.</param>
    /// <param name="messageId">The id under which it was confirmed.</param>
    /// <returns>Whether this is the first time for a confirmed message.</returns>
    /// <exception cref="ArgumentException">There is no customer or no id.</exception>
    public bool MarkOpened(CustomerId customer, string messageId)
    {
        ArgumentException.ThrowIfNullOrEmpty(messageId);
        LedgerShard shard = ShardOf(customer, out int row);
        lock (shard.Gate)
        {
            return shard.Open(row, messageId);
        }
    }

    /// <summary>Tells what was sent to a guest, exempt messages included.</summary>
    /// <param name="customer">The guest.</param>
    /// <param name="since">The first instant told of (inclusive). What is older than <see cref="ContactLedgerOptions.LoadPeriod"/> may be forgotten.</param>
    /// <exception cref="ArgumentException">There is no customer.</exception>
    public GuestLoad Load(CustomerId customer, DateTimeOffset since)
    {
        LedgerShard shard = ShardOf(customer, out int row);
        PackedContact[] contacts;
        lock (shard.Gate)
        {
            shard.Expire(time);
            contacts = shard.Histories.Of(row).ToArray();
        }

        var lines = contacts.Where(c => c.Ticks >= since.UtcTicks)
            .Select(c => (Contact: c, Cell: Gate.Matrix.CellAt(c.Cell)))
            .SelectMany(c => c.Cell.Carried.Partners.ToArray().Select(p => (Partner: p, IsCarried: true, c.Contact, c.Cell)).Prepend((Partner: c.Cell.Partner, IsCarried: false, c.Contact, c.Cell)))
            .GroupBy(c => (c.Cell.Channel, c.Partner))
            .OrderBy(g => g.Key.Channel).ThenBy(g => g.Key.Partner)
            .Select(g => (g.Key, Sent: g.Where(c => !c.IsCarried && !c.Contact.IsReserved), All: g))
            .Select(g => new GuestLoadLine(g.Key.Channel, g.Key.Partner, g.Sent.Count(), g.Sent.Count(c => c.Cell.IsExempt), g.All.Count(c => !c.IsCarried && c.Contact.IsReserved), g.Sent.Count(c => c.Contact.IsOpened))
            {
                Carried = g.All.Count(c => c.IsCarried && !c.Contact.IsReserved),
            });
        return new GuestLoad(customer, since.ToUniversalTime(), [.. lines]);
    }

    /// <summary>Forgets what no rule and no load card can see any more, and gives the memory to other guests.</summary>
    /// <param name="asOf">The instant from which requests will come; one later than the clock's means the clock's. Reserved messages stay.</param>
    public void Forget(DateTimeOffset asOf)
    {
        foreach (LedgerShard shard in shards)
        {
            lock (shard.Gate)
            {
                shard.Expire(time);
                shard.Forget(memory.Before(asOf.UtcTicks));
            }
        }
    }

    /// <summary>Forgets a guest: contacts, messages and their ids.</summary>
    /// <param name="customer">The guest; erasing twice is no error.</param>
    /// <exception cref="ArgumentException">There is no customer.</exception>
    public void Erase(CustomerId customer)
    {
        LedgerShard shard = ShardOf(customer, out int row);
        lock (shard.Gate)
        {
            shard.Erase(row);
        }
    }

    private static long Ticks(DateTimeOffset at) => Instant.Check(at).UtcTicks;

    private MatrixCell CellOf(in ContactRequest request)
    {
        RequireMemory(request.Guest);
        return Gate.Matrix.CellOf(request);
    }

    /// <summary>A limit that looks back further than the ledger remembers would let too much through.</summary>
    private void RequireMemory(GuestFacts? guest)
    {
        if (guest?.Limits is { } limits && limits.Sight > memory.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The guest's limits look back {limits.Sight.TotalDays} days, but the ledger remembers {memory.Length.TotalDays}; make LoadPeriod as long."), nameof(guest));
        }
    }

    private void RequireOwn(MatrixCell cell)
    {
        if (cell?.Matrix != Gate.Matrix)
        {
            throw new ArgumentException("The cell belongs to another matrix; take it from this ledger's Gate.Matrix.", nameof(cell));
        }
    }

    private LedgerShard ShardOf(CustomerId customer, out int row)
    {
        if (customer.IsNone)
        {
            throw new ArgumentException("A contact needs a customer, but it is None; take ids from a CustomerDirectory.", nameof(customer));
        }

        row = customer.Index >> ShardBits;
        return shards[customer.Index & ShardMask];
    }
}
