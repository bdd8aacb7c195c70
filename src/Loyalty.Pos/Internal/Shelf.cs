namespace Loyalty.Pos.Internal;

/// <summary>The automatic offers that are filed under one selector, sorted by how they are settled.</summary>
internal sealed class Shelf
{
    public static readonly Shelf Empty = new([], [], [], []);

    private Shelf(int[] offers, int[] laddered, Ladder[] lines, Ladder[] baskets)
    {
        Offers = offers;
        Laddered = laddered;
        Lines = lines;
        Baskets = baskets;
    }

    /// <summary>Offers that stand on no ladder.</summary>
    public int[] Offers { get; }

    /// <summary>Offers that stand on ladders.</summary>
    public int[] Laddered { get; }

    /// <summary>The ladders of line rewards.</summary>
    public Ladder[] Lines { get; }

    /// <summary>The ladders of basket rewards.</summary>
    public Ladder[] Baskets { get; }

    public static Shelf Of(CatalogueImage image, int selector)
    {
        ReadOnlySpan<int> filed = image.FiledUnder(selector);
        if (filed.IsEmpty)
        {
            return Empty;
        }

        List<int> offers = [];
        List<int> laddered = [];
        List<Ladder.Rung> rungs = [];
        foreach (int offer in filed)
        {
            ref readonly OfferRow row = ref image.Rows[offer];
            if (row.Is(OfferTraits.OnLadder))
            {
                laddered.Add(offer);
                rungs.Add(new Ladder.Rung(offer, row));
            }
            else
            {
                offers.Add(offer);
            }
        }

        return new Shelf(
            [.. offers], [.. laddered], Ladder.Build(rungs.Where(r => !r.IsBasket)), Ladder.Build(rungs.Where(r => r.IsBasket)));
    }
}
