using Loyalty.Core;

namespace Loyalty.Pos.Catalog;

/// <summary>A catalogue as it is written, before <see cref="Catalogue.Compile"/> makes it fast.</summary>
public sealed record CatalogueDefinition
{
    /// <summary>The currency of every amount.</summary>
    /// <value>Default <see cref="Currency.None"/>.</value>
    public Currency Currency { get; init; }

    /// <summary>How receipts earn points.</summary>
    /// <value>Default null: they earn none.</value>
    public PointsRule? Points { get; init; }

    /// <summary>Prices below which no offer goes.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Floor> Floors { get; init; } = [];

    /// <summary>The offers, in any order; their ids are unique.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<Offer> Offers { get; init; } = [];
}
