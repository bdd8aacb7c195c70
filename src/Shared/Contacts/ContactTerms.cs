using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;

namespace Loyalty.Storage.Internal;

/// <summary>By which rules and clock a ledger in a database lives.</summary>
internal sealed class ContactTerms
{
    private readonly TimeProvider time;
    private readonly ContactLedgerOptions options;

    public ContactTerms(ContactGate gate, TimeProvider time, ContactLedgerOptions? options)
    {
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentNullException.ThrowIfNull(time);
        Zone.RequireData();
        Gate = gate;
        this.time = time;
        this.options = options ?? new();
        Memory = this.options.MemoryFor(gate.Matrix);
    }

    public ContactGate Gate { get; }

    /// <summary>How long contacts are remembered.</summary>
    public TimeSpan Memory { get; }

    public int MostContacts => options.MostContacts;

    public long Now => time.GetUtcNow().UtcTicks;

    public long Hold => options.Hold.Ticks;

    /// <summary>Before when contacts may be forgotten at an instant. An instant that lies in the future by mistake must not make a ledger forget the present.</summary>
    public long Before(long at, long now) => Math.Min(at, now) - Memory.Ticks;

    /// <summary>The first instant whose contacts can matter to a request.</summary>
    public long Since(in ContactRequest request)
    {
        TimeSpan sight = request.Guest?.Limits is { } limits && limits.Sight > Gate.Matrix.Sight ? limits.Sight : Gate.Matrix.Sight;
        return request.At.UtcTicks - sight.Ticks;
    }
}
