using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy;

/// <summary>A partner asks: may this message go to this guest at this instant?</summary>
/// <remarks>Equal when all members are. The <c>default</c> names nothing and is refused wherever it is used. Immutable.</remarks>
public readonly record struct ContactRequest
{
    private readonly DateTimeOffset at;

    /// <summary>Makes a request.</summary>
    /// <param name="customer">To whom; <see cref="CustomerId.None"/> where a history is passed beside the request.</param>
    /// <param name="partner">Who asks.</param>
    /// <param name="channel">On which channel.</param>
    /// <param name="kind">Why.</param>
    /// <param name="at">When the message would go, at any offset; from 1900 (inclusive) to 3000 (exclusive).</param>
    /// <param name="zone">The guest's clock; the matrix's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="at"/> is outside that range.</exception>
    public ContactRequest(CustomerId customer, PartnerId partner, Channel channel, ContactKind kind, DateTimeOffset at, GuestZone zone = default)
    {
        Customer = customer;
        Partner = partner;
        Channel = channel;
        Kind = kind;
        At = at;
        Zone = zone;
    }

    /// <summary>To whom.</summary>
    public CustomerId Customer { get; init; }

    /// <summary>Who asks.</summary>
    public PartnerId Partner { get; init; }

    /// <summary>On which channel.</summary>
    public Channel Channel { get; init; }

    /// <summary>Why.</summary>
    public ContactKind Kind { get; init; }

    /// <summary>When the message would go.</summary>
    /// <value>At any offset; from 1900 (inclusive) to 3000 (exclusive).</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public DateTimeOffset At
    {
        get => at;
        init => at = Instant.Check(value);
    }

    /// <summary>The guest's clock.</summary>
    /// <value><see cref="GuestZone.OfMatrix"/> by default.</value>
    public GuestZone Zone { get; init; }

    /// <summary>Other partners whose blocks the message carries, such as the sponsor of a page in a message of a chain.</summary>
    /// <value>None by default. The message is one contact: whatever is counted for each partner counts it for the sender and for each of these, and what is counted for all together counts it once.</value>
    public PartnerSet Carried { get; init; }

    /// <summary>What is known about the guest beside their contacts.</summary>
    /// <value>Null, nothing, by default.</value>
    public GuestFacts? Guest { get; init; }
}
