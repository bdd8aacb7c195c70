using System.Globalization;

namespace Loyalty.Pos.Redemption;

/// <summary>What a redemption takes of one limit, and the limit by which it is judged.</summary>
/// <remarks>Equal when all members are. The <c>default</c> claims nothing and is refused everywhere. Immutable.</remarks>
public readonly record struct LimitClaim
{
    /// <summary>The largest limit, 10^15.</summary>
    public const long MostLimit = 1_000_000_000_000_000;

    private readonly long amount;
    private readonly long limit;

    /// <summary>Makes a claim.</summary>
    /// <param name="key">The counter.</param>
    /// <param name="amount">Uses, or minor units of a budget; 1 to <see cref="LimitAmount.Most"/> (inclusive).</param>
    /// <param name="limit">How much there is in all; 0 to <see cref="MostLimit"/> (inclusive).</param>
    /// <param name="lease">The lease that pays for it; none unless a till spent it without a network.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> names nothing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public LimitClaim(LimitKey key, long amount, long limit, LeaseId lease = default)
    {
        Key = key.IsNone ? throw new ArgumentException("A claim needs the limit's key, but it is the default; make one with LimitKey.OfOffer, OfGuest, OfCode or OfBudget.", nameof(key)) : key;
        Amount = amount;
        Limit = limit;
        Lease = lease;
    }

    /// <summary>The counter.</summary>
    public LimitKey Key { get; }

    /// <summary>Uses, or minor units of a budget.</summary>
    /// <value>1 to <see cref="LimitAmount.Most"/> (inclusive).</value>
    public long Amount
    {
        get => amount;
        init => amount = value is >= 1 and <= LimitAmount.Most
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Amount), value, string.Create(CultureInfo.InvariantCulture, $"A claim must be from 1 to {LimitAmount.Most} (inclusive)."));
    }

    /// <summary>How much there is in all, in the same unit.</summary>
    /// <value>0 to <see cref="MostLimit"/> (inclusive).</value>
    public long Limit
    {
        get => limit;
        init => limit = value is >= 0 and <= MostLimit
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Limit), value, string.Create(CultureInfo.InvariantCulture, $"A limit must be from 0 to {MostLimit} (inclusive)."));
    }

    /// <summary>The lease that pays for it.</summary>
    /// <value>None where it was claimed of the shared counter, or of nothing but the till's own knowledge.</value>
    public LeaseId Lease { get; init; }
}
