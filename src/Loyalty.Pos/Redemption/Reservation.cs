namespace Loyalty.Pos.Redemption;

/// <summary>Claims on several limits at once, all or none, until an instant.</summary>
/// <remarks>Its content, by which a repetition is recognised, is the guest and what it claims; not the instant, nor the limits. Immutable.</remarks>
public sealed class Reservation
{
    private readonly LimitClaim[] claims;

    /// <summary>Makes a reservation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="claims">What it claims: 1 to 1,000 claims (inclusive), each limit once, none with a lease.</param>
    /// <param name="expiresAt">The first instant at which it no longer holds.</param>
    /// <param name="guest">The guest, or null; 1 to 512 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <param name="till">The till, if one is to be named in reports.</param>
    /// <exception cref="ArgumentException">There is no id or no claim, a limit is claimed twice or with a lease, a guest's limit is another guest's, or the guest is outside its range.</exception>
    public Reservation(ReservationId id, IEnumerable<LimitClaim> claims, DateTimeOffset expiresAt, string? guest = null, TillId till = default)
    {
        Id = id.IsNone ? throw new ArgumentException("A reservation needs an id, but it is the default; a receipt's number will do.", nameof(id)) : id;
        this.claims = ClaimList.Sort(claims, guest);
        if (Array.Exists(this.claims, static c => !c.Lease.IsNone))
        {
            throw new ArgumentException("A reservation claims of the shared counters, so no claim may name a lease; what a lease paid for comes with the journal.", nameof(claims));
        }

        ExpiresAt = expiresAt.ToUniversalTime();
        Guest = guest is null ? null : RedemptionText.Check(guest, "guest", 512);
        Till = till;
    }

    /// <summary>Its id.</summary>
    public ReservationId Id { get; }

    /// <summary>What it claims, in order of the keys: stores that lock counters one by one do so in this order, and never wait in a circle.</summary>
    public IReadOnlyList<LimitClaim> Claims => claims;

    /// <summary>The first instant at which it no longer holds, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The guest, or null.</summary>
    public string? Guest { get; }

    /// <summary>The till, or none.</summary>
    public TillId Till { get; }
}
