using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Internal;

namespace Loyalty.Pos.Catalog;

/// <summary>A catalogue of offers, compiled once: what a till prices with until the next version comes.</summary>
/// <remarks>
/// Immutable, so any number of threads may share one. To change offers, compile another and price the next receipt with it; a receipt
/// names the <see cref="Version"/> that priced it.
/// </remarks>
public sealed class Catalogue
{
    private readonly Dictionary<string, int[]> byGuest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> byCode = new(StringComparer.Ordinal);
    private readonly int[]?[] bySelector;
    private readonly int[]?[] onLadders;
    private readonly Ladder[]?[] ladders;

    private Catalogue(CatalogueDefinition definition)
    {
        Definition = definition;
        Currency = definition.Currency;
        Selectors = new SelectorTable();
        Floors = [.. definition.Floors.Select(f => (Selectors.Id(f.Items), f))];
        PointsExcept = definition.Points?.Except is { } except ? Selectors.Id(except) : null;
        Compiled = new CompiledOffer[definition.Offers.Count];
        Dictionary<string, List<int>> guests = new(StringComparer.Ordinal);
        Dictionary<string, List<int>> codes = new(StringComparer.Ordinal);
        SortedDictionary<int, List<int>> keys = [];
        SortedDictionary<int, List<int>> rungs = [];
        foreach (Offer offer in definition.Offers.OrderBy(o => o.Id))
        {
            CompiledOffer compiled = new(OfferCount, offer, Selectors);
            Compiled[OfferCount] = compiled;
            foreach (string guest in offer.Guests)
            {
                Put(guests, guest, OfferCount);
            }

            foreach (string code in offer.Codes)
            {
                Put(codes, code, OfferCount);
            }

            if (offer.Activation == Activation.Automatic)
            {
                Put(Ladder.Holds(compiled) ? rungs : keys, compiled.Key, OfferCount);
            }

            OfferCount++;
        }

        bySelector = new int[Selectors.Count][];
        foreach ((int key, List<int> offers) in keys)
        {
            bySelector[key] = [.. offers];
        }

        onLadders = new int[Selectors.Count][];
        ladders = new Ladder[Selectors.Count][];
        foreach ((int key, List<int> offers) in rungs)
        {
            onLadders[key] = [.. offers];
            ladders[key] = Ladder.Build(offers.Select(o => Compiled[o]).Where(o => !o.IsBasket));
        }

        BasketLadders = Ladder.Build((onLadders[0] ?? []).Select(o => Compiled[o]).Where(o => o.IsBasket));
        HasOnePriority = Compiled.Where(o => !o.IsPoints).Select(o => o.Priority).Distinct().Count() <= 1;
        foreach ((string guest, List<int> offers) in guests)
        {
            byGuest[guest] = [.. offers];
        }

        foreach ((string code, List<int> offers) in codes)
        {
            byCode[code] = [.. offers];
        }

        Version = CatalogueVersion.Of(definition);
    }

    /// <summary>The currency of every amount.</summary>
    public Currency Currency { get; }

    /// <summary>A name for the content: equal for equal offers, floors and points, however and wherever they were written.</summary>
    /// <value>Sixteen hexadecimal digits, a stable hash of the content.</value>
    public string Version { get; }

    /// <summary>How many offers there are.</summary>
    public int OfferCount { get; }

    /// <summary>What was compiled.</summary>
    public CatalogueDefinition Definition { get; }

    internal SelectorTable Selectors { get; }

    internal (int Selector, Floor Floor)[] Floors { get; }

    internal int? PointsExcept { get; }

    /// <summary>Every offer, by id.</summary>
    internal CompiledOffer[] Compiled { get; }

    /// <summary>Compiles a catalogue.</summary>
    /// <param name="definition">What it holds.</param>
    /// <exception cref="ArgumentException">Two offers share an id, or a value is out of range or contradicts another; the message says which.</exception>
    public static Catalogue Compile(CatalogueDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.Points?.Check();
        foreach (Floor floor in definition.Floors)
        {
            floor.Check();
        }

        HashSet<OfferId> known = [];
        foreach (Offer offer in definition.Offers)
        {
            offer.Check();
            if (!known.Add(offer.Id))
            {
                throw new ArgumentException($"The offer '{offer.Id}' stands twice; each offer has an id of its own.");
            }
        }

        return new Catalogue(definition);
    }

    /// <summary>Reads and compiles a catalogue.</summary>
    /// <param name="utf8">A JSON document; comments are allowed, members that nobody reads are not.</param>
    /// <exception cref="DocumentFormatException">The document is malformed; the fault names its line, the value, the range and the cure.</exception>
    public static Catalogue Parse(ReadOnlySpan<byte> utf8) => new(CatalogueReader.Read(PlacedJson.Parse(utf8)));

    /// <summary>Reads and compiles a catalogue.</summary>
    /// <param name="json">A JSON document; comments are allowed, members that nobody reads are not.</param>
    /// <exception cref="DocumentFormatException">The document is malformed; the fault names its line, the value, the range and the cure.</exception>
    public static Catalogue Parse(string json) => new(CatalogueReader.Read(PlacedJson.Parse(json)));

    /// <summary>The best percents of the whole basket.</summary>
    internal Ladder[] BasketLadders { get; }

    /// <summary>Whether every offer but points has the same priority.</summary>
    internal bool HasOnePriority { get; }

    /// <summary>The offers filed under a selector that stand on no ladder.</summary>
    internal ReadOnlySpan<int> FoundBy(int selector) => bySelector[selector];

    /// <summary>The offers filed under a selector that stand on its ladders.</summary>
    internal ReadOnlySpan<int> LadderedBy(int selector) => onLadders[selector];

    /// <summary>The ladders of a selector's line rewards.</summary>
    internal ReadOnlySpan<Ladder> Ladders(int selector) => ladders[selector];

    internal ReadOnlySpan<int> OfGuest(string guest) => byGuest.GetValueOrDefault(guest);

    internal ReadOnlySpan<int> OfCode(string code) => byCode.GetValueOrDefault(code);

    private static void Put<TKey>(IDictionary<TKey, List<int>> index, TKey key, int offer)
    {
        if (!index.TryGetValue(key, out List<int>? list))
        {
            index.Add(key, list = []);
        }

        if (list.Count == 0 || list[^1] != offer)
        {
            list.Add(offer);
        }
    }
}
