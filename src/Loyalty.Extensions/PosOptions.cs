using Loyalty.Pos;
using Loyalty.Pos.Catalog;

namespace Loyalty.Extensions;

/// <summary>The options of Loyalty.Pos.</summary>
public sealed record PosOptions
{
    /// <summary>The catalogue with which the host starts.</summary>
    /// <value>None by default: the host then brings its own to each <see cref="PricingSession.Price(Catalogue, Basket)"/>.</value>
    public Catalogue? Catalogue { get; init; }

    /// <summary>How a session prices.</summary>
    public PricingOptions Pricing { get; init; } = new();
}
