namespace Loyalty.Core;

/// <summary>One message to one guest: who wrote, on which channel, why and when.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Customer">To whom.</param>
/// <param name="Partner">Who wrote.</param>
/// <param name="Channel">On which channel.</param>
/// <param name="Kind">Why.</param>
/// <param name="At">When, at any offset.</param>
public readonly record struct Contact(CustomerId Customer, PartnerId Partner, Channel Channel, ContactKind Kind, DateTimeOffset At)
{
    /// <summary>Other partners whose blocks the message carries. It is one contact, and counts as such for each of them.</summary>
    /// <value>None by default.</value>
    public PartnerSet Carried { get; init; }
}
