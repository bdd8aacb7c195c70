using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Redemption.Internal;
using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos;

/// <summary>What a guest brings to the till: lines, coupons, the time on the store's clock. A buffer that is filled again for each receipt.</summary>
/// <remarks>Filling allocates nothing once it has been as full before. One thread at a time; the <see cref="PricingSession"/> only reads it.</remarks>
public sealed class Basket
{
    private const int FirstLines = 16;

    // Not a Buffer: a basket that is priced long after it was filled waits for each step from object to object.
    private BasketLine[] lines = new BasketLine[FirstLines];
    private Resolution?[] resolutions = new Resolution?[FirstLines];
    private int count;

    // By which catalogues find the guest's own offers, and where one that was asked found them, below its number.
    private int guestHash;
    private long own;
    private readonly Buffer<string> coupons = new();
    private readonly Buffer<OfferId> exhausted = new();

    /// <summary>When the basket is priced, with the store's offset: days and hours of offers follow that clock.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The guest, or null.</summary>
    public string? Guest { get; private set; }

    /// <summary>The lines, in order.</summary>
    public ReadOnlySpan<BasketLine> Lines => lines.AsSpan(0, count);

    /// <summary>What a catalogue says of a line's article.</summary>
    internal Resolution Resolved(int line, Catalogue catalogue) =>
        resolutions[line] is { } last && last.CatalogueNumber == catalogue.Number ? last : lines[line].Article.ResolvedBy(catalogue);

    /// <summary>Says that what catalogues say of the articles will soon be asked for.</summary>
    internal void PrefetchResolutions()
    {
        foreach (Resolution? resolution in resolutions.AsSpan(0, count))
        {
            if (resolution is not null)
            {
                Memory.PrefetchObject(resolution, Resolution.CacheLines);
            }
        }
    }

    /// <summary>The number of the catalogue that wrote the cards of all lines; 0 where not one did.</summary>
    internal int CardsOf { get; private set; }

    /// <summary>The coupons, in order.</summary>
    public ReadOnlySpan<string> Coupons => coupons.Span;

    /// <summary>The offers that have no redemption left for this basket.</summary>
    public ReadOnlySpan<OfferId> Exhausted => exhausted.Span;

    /// <summary>The lines' amounts together, in minor units.</summary>
    public long Subtotal { get; private set; }

    /// <summary>The guest's own offers in a catalogue: pairs of the selector under which one is found, and the offer.</summary>
    /// <remarks>A basket is priced again after each scan, so where they stand is kept. It is written at one go, for several sessions may read the basket.</remarks>
    internal ReadOnlySpan<int> OwnOffers(Catalogue catalogue)
    {
        if (Guest is null)
        {
            return default;
        }

        NameIndex guests = catalogue.Image.Guests;
        long known = Volatile.Read(ref own);
        if (known >> 32 != catalogue.Number)
        {
            known = ((long)catalogue.Number << 32) | (uint)guests.Find(Guest, guestHash);
            Volatile.Write(ref own, known);
        }

        return guests.At((int)known);
    }

    /// <summary>Says that the guest's own offers will soon be looked at.</summary>
    internal void PrefetchOwnOffers(Catalogue catalogue)
    {
        if (Volatile.Read(ref own) is var known && known >> 32 == catalogue.Number)
        {
            catalogue.Image.Guests.PrefetchAt((int)known);
        }
        else if (Guest is not null)
        {
            Memory.Prefetch(Guest);
            catalogue.Image.Guests.Prefetch(guestHash);
        }
    }

    /// <summary>Whether there are neither coupons nor exhausted offers.</summary>
    internal bool IsPlain { get; private set; } = true;

    /// <summary>Empties the basket and begins the next.</summary>
    /// <param name="at">The time, with the store's offset. It stays the receipt's time: an offer that ends while the cashier scans still counts.</param>
    /// <param name="guest">The guest, 1 to 512 characters without white space at either end; null where nobody is known.</param>
    /// <exception cref="ArgumentException"><paramref name="guest"/> is outside that range; nothing changes.</exception>
    public void Begin(DateTimeOffset at, string? guest = null)
    {
        if (guest is not null)
        {
            RedemptionText.CheckEnds(guest, nameof(guest), RedemptionText.MaxPart);
        }

        At = at;
        Guest = guest;
        guestHash = guest is null ? 0 : NameIndex.Hash(guest);
        own = 0;
        Subtotal = 0;
        count = 0;
        coupons.Clear();
        exhausted.Clear();
        IsPlain = true;
    }

    /// <summary>Adds a coupon.</summary>
    /// <param name="code">Its code, 1 to 512 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is outside that range; nothing changes.</exception>
    public void AddCoupon(string code)
    {
        _ = RedemptionText.Check(code, nameof(code), RedemptionText.MaxPart);
        IsPlain = false;
        coupons.Add(code);
    }

    /// <summary>Says that a redemption limit of an offer is used up: it does not apply to this basket.</summary>
    /// <param name="offer">The offer; one that the catalogue does not hold is no error.</param>
    public void Exhaust(OfferId offer)
    {
        if (!exhausted.Span.Contains(offer))
        {
            IsPlain = false;
            exhausted.Add(offer);
        }
    }

    /// <summary>Becomes another basket, with an offer of which it had no redemption left.</summary>
    internal void CopyFrom(Basket other, OfferId redeemable)
    {
        Begin(other.At, other.Guest);
        foreach (string code in other.Coupons)
        {
            AddCoupon(code);
        }

        foreach (OfferId offer in other.Exhausted)
        {
            if (offer != redeemable)
            {
                Exhaust(offer);
            }
        }

        foreach (ref readonly BasketLine line in other.Lines)
        {
            Add(line);
        }
    }

    /// <summary>Adds a line of whole units.</summary>
    /// <param name="article">What is sold.</param>
    /// <param name="quantity">How many, 1 to 10^9 (inclusive).</param>
    /// <param name="unitPrice">The price of one in minor units, 0 to 10^15 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or the basket would exceed 10^15 minor units.</exception>
    public void Add(Article article, int quantity, long unitPrice)
    {
        ArgumentNullException.ThrowIfNull(article);
        BasketLine line = Whole(article, quantity, unitPrice);
        Add(line);
    }

    /// <summary>Adds a line; a quantity with a fraction is weighed and is one unit.</summary>
    /// <param name="article">What is sold.</param>
    /// <param name="quantity">How much, more than 0, at most 10^9 (inclusive), at most nine decimals.</param>
    /// <param name="unitPrice">The price of a quantity of one in minor units, 0 to 10^15 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or the basket would exceed 10^15 minor units.</exception>
    public void Add(Article article, decimal quantity, long unitPrice)
    {
        ArgumentNullException.ThrowIfNull(article);
        BasketLine line = Any(article, quantity, unitPrice);
        Add(line);
    }

    /// <summary>Changes how much of a line the guest takes; article and price stay.</summary>
    /// <param name="line">The line's place, from 0.</param>
    /// <param name="quantity">As for <see cref="Add(Article, decimal, long)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line, the quantity is outside its range, or the basket would exceed 10^15 minor units; nothing changes.</exception>
    public void Change(int line, decimal quantity)
    {
        ref BasketLine place = ref LineAt(line);
        BasketLine changed = Any(place.Article, quantity, place.UnitPrice);
        Admit(changed, place.Amount);
        place = changed with { Card = place.Card };
    }

    /// <summary>Takes a line out again; those behind it move up.</summary>
    /// <param name="line">The line's place, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such line; nothing changes.</exception>
    public void Void(int line)
    {
        Subtotal -= LineAt(line).Amount;
        count--;
        Array.Copy(lines, line + 1, lines, line, count - line);
        Array.Copy(resolutions, line + 1, resolutions, line, count - line);
    }

    private void Add(in BasketLine line)
    {
        Admit(line, 0);
        if (count == lines.Length)
        {
            Array.Resize(ref lines, count * 2);
            Array.Resize(ref resolutions, count * 2);
        }

        int known = line.Article.Card.Read(out LineCard card);
        CardsOf = count == 0 || known == CardsOf ? known : 0;
        resolutions[count] = line.Article.Last;
        lines[count++] = line with { Card = card };
    }

    private ref BasketLine LineAt(int line)
    {
        if ((uint)line >= (uint)count)
        {
            throw Outside(nameof(line), line, string.Create(CultureInfo.InvariantCulture, $"The basket has {count} lines, counted from 0; name one of them."));
        }

        return ref lines[line];
    }

    private static BasketLine Whole(Article article, int quantity, long unitPrice)
    {
        if (quantity is < 1 or > (int)Range.MostUnits)
        {
            throw Outside(nameof(quantity), quantity, "A quantity must be more than 0 and at most 10^9; return goods with a return, not with a negative line.");
        }

        CheckPrice(unitPrice);
        return Math.BigMul(quantity, unitPrice, out long amount) != 0 || amount is < 0 or > Range.MostAmount
            ? throw TooMuch(unitPrice)
            : new BasketLine(article, quantity, 0, unitPrice);
    }

    private static BasketLine Any(Article article, decimal quantity, long unitPrice)
    {
        if (quantity <= 0 || quantity > Range.MostUnits || decimal.Round(quantity, 9) != quantity)
        {
            throw Outside(nameof(quantity), quantity, "A quantity must be more than 0, at most 10^9 and have at most nine decimals; return goods with a return, not with a negative line.");
        }

        if (decimal.Truncate(quantity) == quantity)
        {
            return Whole(article, (int)quantity, unitPrice);
        }

        CheckPrice(unitPrice);
        int whole = (int)decimal.Truncate(quantity);
        return quantity * unitPrice > Range.MostAmount
            ? throw TooMuch(unitPrice)
            : new BasketLine(article, whole, (int)((quantity - whole) * BasketLine.WholeUnit), unitPrice);
    }

    private void Admit(in BasketLine line, long instead)
    {
        if (line.Amount > Range.MostAmount - (Subtotal - instead))
        {
            throw TooMuch(line.UnitPrice);
        }

        Subtotal += line.Amount - instead;
    }

    private static void CheckPrice(long unitPrice)
    {
        if (unitPrice is < 0 or > Range.MostAmount)
        {
            throw Outside(nameof(unitPrice), unitPrice, "A unit price must be from 0 to 10^15 minor units (inclusive).");
        }
    }

    private static ArgumentOutOfRangeException TooMuch(long unitPrice) => Outside("unitPrice", unitPrice, "A basket's amounts together must be at most 10^15 minor units.");

    private static ArgumentOutOfRangeException Outside(string name, object value, string message) => new(name, value, message);
}
