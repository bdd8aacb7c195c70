using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>A compiled catalogue as it lies in memory or in a mapped file: everything that pricing looks up, in flat tables.</summary>
/// <remarks>Opening checks that every table fits and that every number points inside; afterwards the tables are read without further checks.</remarks>
internal sealed class CatalogueImage
{
    private const int MostCounted = 16;

    private readonly CatalogueBytes bytes;
    private readonly CatalogueHeader header;
    private readonly CatalogueBytes.Place ladders;
    private readonly Selector?[] excepts;
    private readonly int[] priorities;

    private CatalogueImage(CatalogueBytes bytes, CatalogueHeader header)
    {
        this.bytes = bytes;
        this.header = header;
        ladders = bytes.At(header.LaddersAt);
        excepts = new Selector?[header.Selectors];
        Skus = new NameIndex(bytes, header.Skus, header.Selectors, "skus");
        Categories = new NameIndex(bytes, header.Categories, header.Selectors, "categories");
        Guests = new NameIndex(bytes, header.Guests, Math.Max(header.Offers, header.Selectors), "guests");
        Codes = new NameIndex(bytes, header.Codes, header.Offers, "codes");
        priorities = Check();
        HasLadderOnAllLines = HasLineLadder(Everything.Ladder);
    }

    public NameIndex Skus { get; }

    public NameIndex Categories { get; }

    /// <summary>For each guest pairs of numbers: the selector under which an offer is found, and the offer.</summary>
    public NameIndex Guests { get; }

    public NameIndex Codes { get; }

    public int OfferCount => header.Offers;

    public int SelectorCount => header.Selectors;

    public bool HasOnePriority => header.OnePriority != 0;

    public string Version => header.Content.ToString("x16", CultureInfo.InvariantCulture);

    public ReadOnlySpan<OfferRow> Rows => bytes.Trusted<OfferRow>(header.Rows, header.Offers);

    /// <summary>The selectors of bundles' items, of floors and of what earns no points, as the rows and the definition say.</summary>
    public ReadOnlySpan<int> Numbers => bytes.Trusted<int>(header.NumbersAt, header.Numbers);

    /// <summary>Currency, points and floors, as a record.</summary>
    public ReadOnlySpan<byte> Head => bytes.Trusted<byte>(header.Records, (int)((header.Offers == 0 ? header.Length : Rows[0].Record) - header.Records));

    /// <summary>The file's bytes.</summary>
    public ReadOnlySpan<byte> All => bytes.Trusted<byte>(0, (int)bytes.Length);

    /// <exception cref="InvalidDataException">The bytes are no catalogue, a newer one, or a damaged one.</exception>
    public static CatalogueImage Open(CatalogueBytes bytes) => new(bytes, CatalogueHeader.Read(bytes));

    /// <summary>
    /// Which priority an offer has by its place when offers are applied: those of equal numbers have the same, of line rewards or of basket rewards; smaller
    /// numbers are settled first.
    /// </summary>
    public int PriorityAt(int order)
    {
        if (priorities.Length > MostCounted)
        {
            int found = Array.BinarySearch(priorities, order);
            return found < 0 ? ~found : found + 1;
        }

        int number = 0;
        while (number < priorities.Length && priorities[number] <= order)
        {
            number++;
        }

        return number;
    }

    /// <summary>For each selector what is filed under it.</summary>
    public ReadOnlySpan<Shelf> Shelves => bytes.Trusted<Shelf>(header.Shelves, header.Selectors);

    /// <summary>What is filed under the selector of everything.</summary>
    public ref readonly Shelf Everything => ref Shelves[0];

    /// <summary>Whether a ladder of 'everything' is climbed by each line, and not by the basket.</summary>
    public bool HasLadderOnAllLines { get; }

    /// <summary>The automatic offers under a selector that stand on no ladder, by id.</summary>
    public ReadOnlySpan<int> OffersUnder(int selector)
    {
        ref readonly Shelf shelf = ref Shelves[selector];
        return bytes.Trusted<int>(header.Filed + (sizeof(int) * (long)shelf.FirstOffer), shelf.Offers);
    }

    /// <summary>The ladders, shelf by shelf, each with its steps behind it.</summary>
    public ReadOnlySpan<LadderCell> Ladders => bytes.Trusted<LadderCell>(header.LaddersAt, header.Ladders);

    /// <summary>Where each of a selector's ladders begins.</summary>
    /// <param name="first">Where the first one does, or −1 where there is none.</param>
    public LadderWalk LaddersFrom(int first) => new(Ladders, first);

    /// <summary>Whether a ladder's offers are known to be of one priority.</summary>
    public bool IsOfOnePriority(in Ladder ladder) => ladder.IsOfOnePriority || HasOnePriority;

    /// <summary>Says that a ladder will soon be climbed.</summary>
    public void PrefetchLadder(int cell)
    {
        long head = cell * (long)LadderCell.Size;
        ladders.Prefetch(head);
        ladders.Prefetch(head + (2 * LadderCell.Size) - 1);
    }

    /// <summary>Says that an offer will soon be looked at.</summary>
    public void PrefetchRow(int offer) => bytes.Prefetch(header.Rows + (offer * (long)OfferRow.Size));

    /// <summary>Says that all rungs of a ladder will soon be looked at.</summary>
    public void PrefetchRungs(in Ladder ladder) => bytes.Prefetch(header.RungsAt + (ladder.FirstRung * (long)LadderCell.Size));

    public ReadOnlySpan<Rung> Rungs(in Ladder ladder) => bytes.Trusted<Rung>(header.RungsAt + (ladder.FirstRung * (long)LadderCell.Size), ladder.Rungs);

    /// <summary>The share of an offer on a ladder.</summary>
    public Ratio RatioOf(in Rung rung) => rung.Percent >= 0 ? Ratio.OfWholePercent(rung.Percent) : Rows[rung.Offer].Ratio;

    public Offer Define(in OfferRow row) => OfferRecord.Read(bytes.Trusted<byte>(row.Record, row.RecordLength));

    /// <summary>The numbers of the selectors that choose an article, ascending, without 0.</summary>
    public int[] SelectorsOf(Article article)
    {
        SortedSet<int> found = [.. Broad, .. Skus.Of(article.Sku.Value)];
        foreach (Category category in article.Categories)
        {
            foreach (int selector in Categories.Of(category.Value))
            {
                found.Add(selector);
            }
        }

        found.RemoveWhere(selector => ExceptOf(selector) is { } except && Chooses(except, article));
        return [.. found];
    }

    /// <summary>Selectors that name nothing but exceptions.</summary>
    private ReadOnlySpan<int> Broad => Skus.Of("");

    private ReadOnlySpan<int> ExceptRecords => bytes.Trusted<int>(header.Excepts, header.Selectors);

    private Selector? ExceptOf(int selector)
    {
        int place = ExceptRecords[selector];
        if (place == 0)
        {
            return null;
        }

        if (Volatile.Read(ref excepts[selector]) is not { } except)
        {
            RecordReader from = new(bytes.Trusted<byte>(header.Excepts + place, (int)(header.Records - header.Excepts - place)));
            Volatile.Write(ref excepts[selector], except = SelectorRecord.Read(ref from));
        }

        return except;
    }

    private static bool Chooses(Selector except, Article article) =>
        except.Skus.Contains(article.Sku) || article.Categories.Any(except.Categories.Contains);

    /// <summary>Checks every number; returns where, when offers are applied, each priority begins.</summary>
    private int[] Check()
    {
        _ = bytes.Section<OfferRow>(header.Rows, header.Offers, "offers");
        _ = bytes.Section<int>(header.NumbersAt, header.Numbers, "numbers");
        _ = bytes.Section<int>(header.Excepts, header.Selectors, "exceptions");
        Inside(header.Records, header.Excepts, header.Length, "records");
        bool[] isHead = CheckLadders(bytes.Section<LadderCell>(header.LaddersAt, header.Ladders, "ladders"));
        int filed = 0;
        foreach (ref readonly Shelf shelf in bytes.Section<Shelf>(header.Shelves, header.Selectors, "shelves"))
        {
            Inside(shelf.FirstOffer, filed, filed, "shelves");
            Inside(shelf.Offers, 0, int.MaxValue - filed, "shelves");
            filed += shelf.Offers;
            Inside(shelf.Ladder, -1, header.Ladders - 1L, "shelves");
            Inside(shelf.Ladder < 0 || isHead[shelf.Ladder] ? 1 : 0, 1, 1, "shelves");
        }

        CheckNumbers(bytes.Section<int>(header.Filed, filed, "filed offers"), 0, header.Offers, "filed offers");
        foreach (ref readonly Rung rung in bytes.Section<Rung>(header.RungsAt, header.Rungs, "ladders"))
        {
            Inside(rung.Offer, 0, header.Offers - 1L, "ladders");
        }

        Dictionary<long, int> begins = [];
        Span<(int Priority, int Begin)> known = [(0, int.MaxValue), (0, int.MaxValue), (0, int.MaxValue)];
        foreach (ref readonly OfferRow row in Rows)
        {
            // Neighbours are nearly always of one priority.
            int phase = row.Is(OfferTraits.Basket) ? 1 : row.Kind == RewardKind.Points ? 2 : 0;
            if (row.Priority != known[phase].Priority || row.Order < known[phase].Begin)
            {
                long priority = ((long)phase << 32) | (uint)row.Priority;
                int begin = begins.TryGetValue(priority, out int first) ? Math.Min(first, row.Order) : row.Order;
                begins[priority] = begin;
                known[phase] = (row.Priority, begin);
            }

            Inside(Math.Min(Math.Min(row.Key, row.Target), Math.Min(row.Counts, row.Items)), 0, header.Selectors - 1L, "selectors");
            Inside(Math.Max(Math.Max(row.Key, row.Target), Math.Max(row.Counts, row.Items)), 0, header.Selectors - 1L, "selectors");
            Inside(row.Record, header.Records, header.Length, "records");
            Inside(row.RecordLength, 0, header.Length - row.Record, "records");
            Inside(row.ItemCount, 0, header.Numbers - (long)Math.Max(0, row.FirstItem), "numbers");
            Inside(row.FirstItem, 0, header.Numbers, "numbers");
            Inside(row.Denominator, 1, long.MaxValue, "percents");
        }

        CheckNumbers(Numbers, -1, header.Selectors, "numbers");
        foreach (int place in ExceptRecords)
        {
            Inside(place, 0, header.Records - header.Excepts, "exceptions");
        }

        return [.. begins.Values.Order()];
    }

    /// <summary>Walks over the ladders; says where one begins.</summary>
    private bool[] CheckLadders(ReadOnlySpan<LadderCell> cells)
    {
        bool[] isHead = new bool[cells.Length];
        for (int cell = 0; cell < cells.Length;)
        {
            ref readonly Ladder ladder = ref cells[cell].Head;
            isHead[cell] = true;
            Inside(ladder.Steps, 1, cells.Length - cell - (ladder.IsLast ? 1L : 2L), "ladders");
            Inside(ladder.Rungs, 0, header.Rungs - (long)Math.Max(0, ladder.FirstRung), "ladders");
            Inside(ladder.FirstRung, 0, header.Rungs, "ladders");
            foreach (ref readonly LadderCell step in cells.Slice(cell + 1, ladder.Steps))
            {
                Inside(step.Step.Offer, 0, header.Offers - 1L, "ladders");
            }

            cell += 1 + ladder.Steps;
        }

        return isHead;
    }

    private bool HasLineLadder(int cell)
    {
        bool found = false;
        foreach (int ladder in LaddersFrom(cell))
        {
            found |= !Ladders[ladder].Head.IsBasket;
        }

        return found;
    }

    private static void CheckNumbers(ReadOnlySpan<int> numbers, int least, int count, string what)
    {
        foreach (int number in numbers)
        {
            Inside(number, least, count - 1L, what);
        }
    }

    private static void Inside(long value, long least, long most, string what)
    {
        if (value < least || value > most)
        {
            throw Altered(value, least, most, what);
        }
    }

    private static InvalidDataException Altered(long value, long least, long most, string what) => new(string.Create(
        CultureInfo.InvariantCulture, $"The catalogue's {what} hold {value}, which must be from {least} to {most} (inclusive): it was altered. Write it again."));
}
