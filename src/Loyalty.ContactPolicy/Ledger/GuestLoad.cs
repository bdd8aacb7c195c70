using Loyalty.Core;

namespace Loyalty.ContactPolicy.Ledger;

/// <summary>The load card of a guest: what was sent to them since an instant, by channel and partner, and what they opened.</summary>
/// <param name="Customer">The guest.</param>
/// <param name="Since">The first instant told of (inclusive), in UTC.</param>
/// <param name="Lines">A line for each channel and partner with any message, ordered by both (ordinal).</param>
public sealed record GuestLoad(CustomerId Customer, DateTimeOffset Since, IReadOnlyList<GuestLoadLine> Lines)
{
    /// <summary>How many messages went, exempt ones included.</summary>
    public int Sent => Lines.Sum(l => l.Sent);

    /// <summary>How many of those sent the guest opened.</summary>
    public int Opened => Lines.Sum(l => l.Opened);
}
