using Loyalty.Core;

namespace Loyalty.Offers.Scoring;

/// <summary>An offer of the promo list: on what, and how deep.</summary>
/// <remarks>It covers the goods named and those of the categories named. Immutable once made.</remarks>
public sealed record PromotedOffer
{
    /// <summary>Describes an offer.</summary>
    /// <param name="id">The offer.</param>
    /// <param name="depth">The discount as a share of the price, above 0 and at most 1.</param>
    /// <param name="skus">The goods it covers.</param>
    /// <param name="categories">The categories it covers, none by default.</param>
    /// <param name="contactCost">What it costs to tell one guest, ≥ 0; absent, nothing.</param>
    /// <exception cref="ArgumentException">The offer is nameless or covers nothing.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PromotedOffer(OfferId id, decimal depth, IEnumerable<Sku> skus, IEnumerable<Category>? categories = null, Money? contactCost = null)
    {
        Skus = [.. skus];
        Categories = [.. categories ?? []];
        if (id.IsNone || Skus.Count + Categories.Count == 0)
        {
            throw new ArgumentException($"An offer needs a name and at least one good or category, but '{id}' covers {Skus.Count + Categories.Count}.", nameof(id));
        }

        if (depth is <= 0 or > 1)
        {
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "A discount's depth must be above 0 and at most 1; twenty percent are 0.2.");
        }

        if (contactCost is { MinorUnits: < 0 })
        {
            throw new ArgumentOutOfRangeException(nameof(contactCost), contactCost, "The cost of telling a guest must be at least 0.");
        }

        Id = id;
        Depth = depth;
        ContactCost = contactCost;
    }

    /// <summary>The offer.</summary>
    public OfferId Id { get; }

    /// <summary>The discount as a share of the price.</summary>
    /// <value>Above 0, at most 1.</value>
    public decimal Depth { get; }

    /// <summary>The goods it covers.</summary>
    public IReadOnlyList<Sku> Skus { get; }

    /// <summary>The categories it covers.</summary>
    public IReadOnlyList<Category> Categories { get; }

    /// <summary>What it costs to tell one guest.</summary>
    /// <value>Null for nothing.</value>
    public Money? ContactCost { get; }
}
