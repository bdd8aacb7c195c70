using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Prices a basket once more as if a used-up offer had a redemption left: only so it is known whether floors and the offers before it leave it something.</summary>
/// <remarks>Only reasons ask for it. Its work space is made when it is first needed, and kept.</remarks>
internal sealed class Retrial(PricingOptions options)
{
    private readonly Basket basket = new();
    private PricingSession? session;

    /// <summary>Whether an offer would find nothing to give.</summary>
    public bool FindsNothing(Catalogue catalogue, Basket asked, CompiledOffer offer)
    {
        session ??= new PricingSession(options);
        basket.CopyFrom(asked, offer.Definition.Id);
        return session.FindsNothing(catalogue, basket, offer);
    }
}
