namespace Loyalty.Pos.Redemption;

/// <summary>What a desk holds for a basket. The host keeps it with the receipt; any desk of the programme can settle it, with or without a network.</summary>
/// <remarks>Immutable.</remarks>
public sealed class RedemptionTicket
{
    /// <summary>Restores a ticket that the host kept.</summary>
    /// <param name="id">The redemption.</param>
    /// <param name="claims">What is held, each limit once; none where no offer on the receipt is limited.</param>
    /// <param name="expiresAt">Until when.</param>
    /// <param name="guest">The guest, or null.</param>
    /// <exception cref="ArgumentException">There is no id, a limit is claimed twice, or a guest's limit is another guest's.</exception>
    public RedemptionTicket(ReservationId id, IReadOnlyCollection<LimitClaim> claims, DateTimeOffset expiresAt, string? guest = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        Id = id.IsNone ? throw new ArgumentException("A ticket needs the redemption's id, but it is the default.", nameof(id)) : id;
        Claims = claims.Count == 0 ? [] : ClaimList.Sort(claims, guest);
        ExpiresAt = expiresAt.ToUniversalTime();
        Guest = guest;
    }

    /// <summary>The redemption.</summary>
    public ReservationId Id { get; }

    /// <summary>What is held, in order of the keys.</summary>
    public IReadOnlyList<LimitClaim> Claims { get; }

    /// <summary>Until when it is held, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>The guest.</summary>
    /// <value>Null where no claim is on a guest's limit: nobody is named without need.</value>
    public string? Guest { get; }
}
