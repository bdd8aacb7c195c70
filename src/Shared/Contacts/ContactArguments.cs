using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.Core;

namespace Loyalty.Storage.Internal;

/// <summary>What every ledger refuses before it looks at a guest.</summary>
internal static class ContactArguments
{
    public static void Check(string guest, string messageId)
    {
        Check(guest);
        Name(messageId, "message's id", nameof(messageId));
    }

    public static void Check(string guest) => Name(guest, "guest's key", nameof(guest));

    public static void Check(ContactGate gate, TimeSpan memory, in ContactRequest request)
    {
        Names(gate, request);
        if (request.At.UtcTicks == 0)
        {
            throw new ArgumentException("The request has no instant; set At.", nameof(request));
        }

        if (request.Guest?.Limits is { } limits && limits.Sight > memory)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The guest's limits look back {limits.Sight.TotalDays} days, but the ledger remembers {memory.TotalDays}; make LoadPeriod as long."), nameof(request));
        }
    }

    public static void Check(ContactGate gate, in Contact contact)
    {
        // A request refuses an instant that no contact can have.
        ContactRequest request = new(CustomerId.None, contact.Partner, contact.Channel, contact.Kind, contact.At) { Carried = contact.Carried };
        Names(gate, request);
    }

    public static void Check(ContactGate gate, TimeSpan memory, IReadOnlyList<SlotRequest> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        foreach (SlotRequest slot in slots)
        {
            Check(slot.Guest, slot.MessageId);
            Check(gate, memory, slot.Request);
        }
    }

    public static InvalidOperationException Full(int most) => new(string.Create(CultureInfo.InvariantCulture,
        $"A guest has {most} contacts that the ledger must remember, the most it takes; check what writes to this guest, or shorten LoadPeriod."));

    private static void Names(ContactGate gate, in ContactRequest request)
    {
        _ = gate.Matrix.Cell(request.Channel, request.Kind, request.Partner, request.Carried);
        Name(request.Channel.Value, "channel", nameof(request));
        Name(request.Kind.Value, "kind", nameof(request));
        Name(request.Partner.Value, "partner", nameof(request));
        foreach (PartnerId carried in request.Carried)
        {
            Name(carried.Value, "partner", nameof(request));
        }
    }

    private static void Name(string value, string what, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (!Channel.TryCreate(value, out _) || !IsText(value))
        {
            throw new ArgumentException($"A {what} must be 1 to 128 characters without control characters, without white space at either end and without half a character; this one has such a fault.", name);
        }
    }

    /// <summary>Whether it can be written as UTF-8, as databases keep it.</summary>
    private static bool IsText(string name)
    {
        Span<byte> bytes = stackalloc byte[3 * 128];
        return Utf8.FromUtf16(name, bytes, out _, out _, replaceInvalidSequences: false) == OperationStatus.Done;
    }
}
