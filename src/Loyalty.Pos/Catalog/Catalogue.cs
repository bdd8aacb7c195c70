using Loyalty.Core;
using Loyalty.Core.Internal;

namespace Loyalty.Pos.Catalog;

/// <summary>A catalogue of offers, compiled once: what a till prices with until the next version comes.</summary>
/// <remarks>
/// Immutable, so any number of threads may share one. To change offers, compile another and price the next receipt with it (see
/// <see cref="LiveCatalogue"/>); a receipt names the <see cref="Version"/> that priced it. <see cref="Save"/> writes the compiled tables to a
/// file that <see cref="Open"/> maps and uses as they are. An offer's definition is read when it first concerns a basket, and kept.
/// </remarks>
public sealed class Catalogue
{
    private static int count;

    private readonly CompiledOffer?[] compiled;
    private readonly Offer?[] defined;
    private CatalogueDefinition? definition;

    private Catalogue(CatalogueImage image, CatalogueDefinition head, Offer?[] defined)
    {
        Image = image;
        this.defined = defined;
        compiled = new CompiledOffer[image.OfferCount];
        Number = Interlocked.Increment(ref count);
        Version = image.Version;
        Currency = head.Currency;
        Points = head.Points;
        ReadOnlySpan<int> numbers = image.Numbers;
        PointsExcept = numbers[0] < 0 ? null : numbers[0];
        Floors = new (int, Floor)[head.Floors.Count];
        for (int i = 0; i < Floors.Length; i++)
        {
            Floors[i] = (numbers[i + 1], head.Floors[i]);
        }
    }

    /// <summary>The currency of every amount.</summary>
    public Currency Currency { get; }

    /// <summary>A name for the content: equal for equal offers, floors and points, however and wherever they were written.</summary>
    /// <value>Sixteen hexadecimal digits, a stable hash of the content.</value>
    public string Version { get; }

    /// <summary>How many offers there are.</summary>
    public int OfferCount => Image.OfferCount;

    /// <summary>What was compiled; of a catalogue from a file the offers are all read when this is first asked.</summary>
    public CatalogueDefinition Definition
    {
        get
        {
            if (Volatile.Read(ref definition) is not { } known)
            {
                Offer[] offers = new Offer[OfferCount];
                for (int i = 0; i < offers.Length; i++)
                {
                    offers[i] = Define(i);
                }

                known = new CatalogueDefinition { Currency = Currency, Points = Points, Floors = [.. Floors.Select(f => f.Floor)], Offers = offers };
                Volatile.Write(ref definition, known);
            }

            return known;
        }
    }

    /// <summary>Tells catalogues of this process apart.</summary>
    internal int Number { get; }

    internal CatalogueImage Image { get; }

    internal PointsRule? Points { get; }

    internal (int Selector, Floor Floor)[] Floors { get; }

    internal int? PointsExcept { get; }

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

        return Build(definition);
    }

    /// <summary>Reads and compiles a catalogue.</summary>
    /// <param name="utf8">A JSON document; comments are allowed, members that nobody reads are not.</param>
    /// <exception cref="DocumentFormatException">The document is malformed; the fault names its line, the value, the range and the cure.</exception>
    public static Catalogue Parse(ReadOnlySpan<byte> utf8) => Build(CatalogueReader.Read(PlacedJson.Parse(utf8)));

    /// <summary>Reads and compiles a catalogue.</summary>
    /// <param name="json">A JSON document; comments are allowed, members that nobody reads are not.</param>
    /// <exception cref="DocumentFormatException">The document is malformed; the fault names its line, the value, the range and the cure.</exception>
    public static Catalogue Parse(string json) => Build(CatalogueReader.Read(PlacedJson.Parse(json)));

    /// <summary>Maps a compiled catalogue into memory and prices with it as it lies there, without parsing.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <remarks>
    /// Every byte is checked against the checksum. The file stays mapped until nobody holds the catalogue any more, so replace it by another
    /// name or by renaming, as <see cref="Save"/> does, and never write into it. The checksum guards against damage, not against forgery.
    /// </remarks>
    /// <exception cref="InvalidDataException">The file is no catalogue, damaged, or of a newer format; the message says which and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Catalogue Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Of(CatalogueBytes.Map(path));
    }

    /// <summary>Prices with a compiled catalogue that came over a wire.</summary>
    /// <param name="compiled">What <see cref="WriteTo"/> or <see cref="Save"/> wrote; it is copied.</param>
    /// <exception cref="InvalidDataException">The bytes are no catalogue, damaged, or of a newer format; the message says which and the cure.</exception>
    public static Catalogue Load(ReadOnlySpan<byte> compiled) => Of(CatalogueBytes.Copy(compiled));

    /// <summary>Writes the compiled catalogue to a stream, for <see cref="Load"/>.</summary>
    /// <param name="stream">Where to.</param>
    public void WriteTo(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Image.All);
    }

    /// <summary>Writes the compiled catalogue to a file, through a temporary one beside it that is renamed at the end.</summary>
    /// <param name="path">Where; an older file stays whole until the new one is.</param>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = path + ".new";
        try
        {
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                WriteTo(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Says that an offer's conditions, and where it is itself, will soon be asked for.</summary>
    internal void Prefetch(int index)
    {
        Image.PrefetchRow(index);
        Memory.Prefetch(ref compiled[index]);
    }

    /// <summary>An offer by its place by id.</summary>
    internal CompiledOffer Offer(int index) => Volatile.Read(ref compiled[index]) ?? Materialise(index);

    private static Catalogue Build(CatalogueDefinition definition)
    {
        Offer[] offers = [.. definition.Offers];
        Array.Sort(offers, static (a, b) => a.Id.CompareTo(b.Id));
        CatalogueImage image = ImageBuilder.Build(definition, offers);
        return new Catalogue(image, definition with { Floors = [.. HeadRecord.InOrder(definition.Floors)] }, offers) { definition = definition };
    }

    private static Catalogue Of(CatalogueBytes bytes)
    {
        CatalogueImage image = CatalogueImage.Open(bytes);
        return new Catalogue(image, HeadRecord.Read(image.Head), new Offer?[image.OfferCount]);
    }

    /// <summary>An offer's definition.</summary>
    internal Offer Define(int index)
    {
        if (Volatile.Read(ref defined[index]) is not { } offer)
        {
            Offer read = Image.Define(Image.Rows[index]);
            offer = Interlocked.CompareExchange(ref defined[index], read, null) ?? read;
        }

        return offer;
    }

    private CompiledOffer Materialise(int index)
    {
        ref readonly OfferRow row = ref Image.Rows[index];
        CompiledOffer offer = new(index, row, Define(index), Image.Numbers.Slice(row.FirstItem, row.ItemCount));
        return Interlocked.CompareExchange(ref compiled[index], offer, null) ?? offer;
    }
}
