using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>What a till knows of a redemption of its own.</summary>
internal sealed class TillSale
{
    private readonly Dictionary<LimitKey, long> bounds = [];

    public RedemptionState State { get; set; }

    public string? Guest { get; set; }

    public LimitClaim[] Claims { get; set; } = [];

    public bool HasContent { get; set; }

    public long ExpiresAt { get; set; }

    public long Effective(in LimitClaim claim) => bounds.TryGetValue(claim.Key, out long most) ? Math.Min(most, claim.Amount) : claim.Amount;

    public void Bound(in LimitAmount remaining) =>
        bounds[remaining.Key] = bounds.TryGetValue(remaining.Key, out long most) ? Math.Min(most, remaining.Amount) : remaining.Amount;

    public bool IsSame(string? guest, IEnumerable<LimitClaim> claims) =>
        ClaimList.AreSame(Guest, Claims.Select(c => new LimitAmount(c.Key, c.Amount)), guest, claims);
}
