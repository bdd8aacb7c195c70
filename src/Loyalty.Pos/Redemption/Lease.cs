namespace Loyalty.Pos.Redemption;

/// <summary>A till's request for a slice of a limit that it may spend without a network.</summary>
/// <remarks>Equal when all members are. The <c>default</c> asks for nothing and is refused. Immutable.</remarks>
public readonly record struct Lease
{
    /// <summary>Asks for a slice.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="till">The till.</param>
    /// <param name="key">The limit: an offer's, a code's or a budget's.</param>
    /// <param name="amount">How much is wanted, 1 to <see cref="LimitAmount.Most"/> (inclusive); less is granted where less is left.</param>
    /// <param name="limit">How much there is in all, 0 to <see cref="LimitClaim.MostLimit"/> (inclusive).</param>
    /// <param name="expiresAt">The first instant at which the unspent part is free again.</param>
    /// <exception cref="ArgumentException">An id is missing, or the limit is a guest's: nobody knows where the guest will shop next.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Lease(LeaseId id, TillId till, LimitKey key, long amount, long limit, DateTimeOffset expiresAt)
    {
        if (id.IsNone || till.IsNone || key.IsNone)
        {
            throw new ArgumentException("A lease needs an id, a till and a limit's key, but one of them is the default.", nameof(id));
        }

        if (key.Kind == LimitKind.Guest)
        {
            throw new ArgumentException($"The limit '{key}' is a guest's and cannot be leased; lease an offer's, a code's or a budget's.", nameof(key));
        }

        LimitClaim claim = new(key, amount, limit, id);
        (Id, Till, Key, Amount, Limit, ExpiresAt) = (id, till, key, claim.Amount, claim.Limit, expiresAt.ToUniversalTime());
    }

    /// <summary>Its id.</summary>
    public LeaseId Id { get; }

    /// <summary>The till.</summary>
    public TillId Till { get; }

    /// <summary>The limit.</summary>
    public LimitKey Key { get; }

    /// <summary>How much is wanted.</summary>
    /// <value>Uses, or minor units of a budget; 1 to <see cref="LimitAmount.Most"/> (inclusive).</value>
    public long Amount { get; }

    /// <summary>How much there is in all.</summary>
    /// <value>0 to <see cref="LimitClaim.MostLimit"/> (inclusive).</value>
    public long Limit { get; }

    /// <summary>The first instant at which the unspent part is free again, in UTC.</summary>
    public DateTimeOffset ExpiresAt { get; }
}
