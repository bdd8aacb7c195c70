using System.Runtime.InteropServices;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Compiles a definition into the bytes of a <see cref="CatalogueImage"/>; equal definitions give equal bytes.</summary>
internal static class ImageBuilder
{
    /// <summary>Builds the image.</summary>
    /// <param name="definition">What the catalogue holds, checked.</param>
    /// <param name="offers">Its offers by id.</param>
    public static CatalogueImage Build(CatalogueDefinition definition, Offer[] offers)
    {
        SelectorNumbers selectors = new();
        List<int> numbers = [];
        OfferRow[] rows = new OfferRow[offers.Length];
        NameIndexBuilder guests = new();
        NameIndexBuilder codes = new();
        RecordWriter records = new();
        HeadRecord.Write(records, definition);
        numbers.Add(definition.Points?.Except is { } earnsNot ? selectors.Of(earnsNot) : -1);
        foreach (Floor floor in HeadRecord.InOrder(definition.Floors))
        {
            numbers.Add(selectors.Of(floor.Items));
        }

        for (int i = 0; i < offers.Length; i++)
        {
            rows[i] = OfferNumbering.Row(offers[i], selectors, numbers);
            rows[i].Record = records.Length;
            OfferRecord.Write(records, offers[i]);
            rows[i].RecordLength = (int)(records.Length - rows[i].Record);
            foreach (string guest in offers[i].Guests)
            {
                guests.Add(guest, rows[i].Key, i);
            }

            foreach (string code in offers[i].Codes)
            {
                codes.Add(code, i);
            }
        }

        SetOrder(rows);
        return Lay(rows, selectors.All, numbers, guests, codes, records);
    }

    /// <summary>Line rewards before basket rewards before points; higher priorities first; then kind and id.</summary>
    private static void SetOrder(OfferRow[] rows)
    {
        int[] places = [.. Enumerable.Range(0, rows.Length)];
        Array.Sort(places, (a, b) =>
        {
            ref readonly OfferRow left = ref rows[a];
            ref readonly OfferRow right = ref rows[b];
            int order = Phase(left).CompareTo(Phase(right));
            order = order != 0 || left.Kind == RewardKind.Points ? order : right.Priority.CompareTo(left.Priority);
            order = order != 0 ? order : left.Kind.CompareTo(right.Kind);
            return order != 0 ? order : a.CompareTo(b);
        });
        for (int i = 0; i < places.Length; i++)
        {
            rows[places[i]].Order = i;
        }
    }

    private static int Phase(in OfferRow row) => row.Kind == RewardKind.Points ? 2 : row.Is(OfferTraits.Basket) ? 1 : 0;

    private static CatalogueImage Lay(
        OfferRow[] rows, IReadOnlyList<Selector> selectors, List<int> numbers, NameIndexBuilder guests, NameIndexBuilder codes, RecordWriter records)
    {
        ImageWriter image = new(65536 + records.Length + (rows.Length * (OfferRow.Size + 64)));
        ShelfBuilder shelves = new(rows, selectors.Count);
        CatalogueHeader header = new()
        {
            Magic = CatalogueHeader.Mark,
            Version = CatalogueHeader.Format,
            LeastReader = shelves.HasExclusive ? CatalogueHeader.Format : CatalogueHeader.BestLadders,
            Content = StableHash.XxHash64(records.Written),
            Offers = rows.Length,
            Selectors = selectors.Count,
            Numbers = numbers.Count,
            Ladders = shelves.Ladders.Length,
            Rungs = shelves.Rungs.Length,
            OnePriority = rows.Where(r => r.Kind != RewardKind.Points).Select(r => r.Priority).Distinct().Count() <= 1 ? 1 : 0,
        };
        image.Add<byte>(new byte[CatalogueHeader.Size]);
        header.Rows = image.Align();
        image.Add<OfferRow>(rows);
        header.Shelves = image.Align();
        image.Add(shelves.Shelves);
        header.Filed = image.Align();
        image.Add(shelves.Offers);
        header.LaddersAt = image.Align();
        image.Add(shelves.Ladders);
        header.RungsAt = image.Align();
        image.Add(shelves.Rungs);
        header.NumbersAt = image.Align();
        image.Add<int>(CollectionsMarshal.AsSpan(numbers));
        (NameIndexBuilder skus, NameIndexBuilder categories) = NamesOf(selectors);
        header.Skus = Add(image, skus);
        header.Categories = Add(image, categories);
        header.Guests = Add(image, guests);
        header.Codes = Add(image, codes);
        header.Excepts = image.Align();
        AddExcepts(image, selectors);
        header.Records = image.Align();
        image.Add(records.Written);
        header.Length = image.Length;

        // Records are placed from the file's beginning.
        Span<OfferRow> placed = MemoryMarshal.Cast<byte, OfferRow>(image.Written.Slice((int)header.Rows, rows.Length * OfferRow.Size));
        foreach (ref OfferRow row in placed)
        {
            row.Record += header.Records;
        }

        MemoryMarshal.Write(image.Written, header);
        header.Checksum = CatalogueHeader.ChecksumOf(image.Written);
        MemoryMarshal.Write(image.Written, header);
        return CatalogueImage.Open(CatalogueBytes.Copy(image.Written));
    }

    private static (NameIndexBuilder Skus, NameIndexBuilder Categories) NamesOf(IReadOnlyList<Selector> selectors)
    {
        NameIndexBuilder skus = new();
        NameIndexBuilder categories = new();
        for (int i = 1; i < selectors.Count; i++)
        {
            foreach (Sku sku in selectors[i].Skus)
            {
                skus.Add(sku.Value, i);
            }

            foreach (Category category in selectors[i].Categories)
            {
                categories.Add(category.Value, i);
            }

            if (selectors[i].Skus.Count == 0 && selectors[i].Categories.Count == 0)
            {
                // No sku is empty: here stand those that choose everything but their exceptions.
                skus.Add("", i);
            }
        }

        return (skus, categories);
    }

    private static void AddExcepts(ImageWriter image, IReadOnlyList<Selector> selectors)
    {
        int[] places = new int[selectors.Count];
        RecordWriter records = new();
        for (int i = 1; i < places.Length; i++)
        {
            if (selectors[i].Except is { } except)
            {
                places[i] = (places.Length * sizeof(int)) + records.Length;
                SelectorRecord.Write(records, except);
            }
        }

        image.Add<int>(places);
        image.Add(records.Written);
    }

    private static long Add(ImageWriter image, NameIndexBuilder names)
    {
        long place = image.Align();
        names.Write(image);
        return place;
    }
}
