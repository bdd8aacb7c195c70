using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Pos.Receipts;

/// <summary>An offer that stands on a stored receipt: what it gave, on which lines, and who pays for it.</summary>
/// <remarks>Immutable.</remarks>
public sealed class GivenOffer
{
    internal GivenOffer(OfferId offer)
    {
        Offer = offer;
    }

    /// <summary>The offer.</summary>
    public OfferId Offer { get; }

    /// <summary>Who pays for it.</summary>
    /// <value>Null where the catalogue names nobody: the retailer.</value>
    public string? FundedBy { get; internal init; }

    /// <summary>The coupon that it took.</summary>
    /// <value>Null where it needed none.</value>
    public string? Coupon { get; internal init; }

    /// <summary>Groups, sets, gifts, or units of an amount or a fixed price; 1 for the rest.</summary>
    public long Times { get; internal init; }

    /// <summary>What it took off, in minor units: the sum over <see cref="Shares"/>.</summary>
    public long Discount { get; internal init; }

    /// <summary>The points that it added.</summary>
    public long Points { get; internal init; }

    /// <summary>What was earned and was not in the basket.</summary>
    /// <value>The <c>default</c> sku where nothing was.</value>
    public Sku GiftSku { get; internal init; }

    /// <summary>How many of <see cref="GiftSku"/>.</summary>
    public long GiftQuantity { get; internal init; }

    /// <summary>What it gave on which line, by line.</summary>
    public ImmutableArray<GivenShare> Shares { get; internal init; } = [];
}
