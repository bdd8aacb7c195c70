using Loyalty.Core;

namespace Loyalty.Pos.Receipts;

/// <summary>What a slip shows beside the receipt.</summary>
public sealed record SlipOptions
{
    /// <summary>The printer's columns.</summary>
    /// <value>24 to 120 (inclusive); default 42, as an 80 mm printer has.</value>
    public int Width { get; init; } = 42;

    /// <summary>Lines at the top, centred: the shop's name and address.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>How articles are named.</summary>
    /// <value>Default null, or a null name: by their sku.</value>
    public Func<Sku, string?>? ArticleName { get; init; }

    /// <summary>How offers are named.</summary>
    /// <value>Default null, or a null name: by their id; a near miss by what it gives, such as '20 % off dairy'.</value>
    public Func<OfferId, string?>? OfferName { get; init; }

    /// <summary>What did not apply, from <see cref="PricedBasket.Rejected"/>: those that lack a spend or a quantity are shown as near misses.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<RejectedOffer> Rejected { get; init; } = [];

    /// <summary>How many near misses are shown: those that lack least, units before spends.</summary>
    /// <value>0 to 10 (inclusive); default 2.</value>
    public int NearMisses { get; init; } = 2;

    /// <summary>The next personal offer, in the host's words.</summary>
    /// <value>Default null: none.</value>
    public string? NextOffer { get; init; }

    /// <summary>The slip's own words.</summary>
    /// <value>Default English.</value>
    public SlipWords Words { get; init; } = new();

    internal void Check()
    {
        if (Width is < 24 or > 120)
        {
            throw new ArgumentOutOfRangeException(nameof(Width), Width, "Width must be from 24 to 120 columns (inclusive).");
        }

        if (NearMisses is < 0 or > 10)
        {
            throw new ArgumentOutOfRangeException(nameof(NearMisses), NearMisses, "NearMisses must be from 0 to 10 (inclusive).");
        }
    }
}
