using System.Collections.Immutable;
using System.Globalization;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Redemption.Internal;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Reads a stored receipt and refuses one whose sums do not add up.</summary>
internal sealed class ReceiptReader
{
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private readonly PlacedJson root;
    private readonly Currency currency;

    private ReceiptReader(PlacedJson root, Currency currency)
    {
        this.root = root;
        this.currency = currency;
    }

    public static TillReceipt Read(PlacedJson root)
    {
        CheckFormat(root, "a receipt", TillReceipt.Format);
        _ = root.Only(
            "a receipt", "format", "id", "at", "guest", "currency", "minorUnits", "catalogue", "optimal", "subtotal", "discount", "total", "points", "earned", "paidWithPoints", "lines", "applied", "unusedCoupons", "exhausted");
        PlacedJson code = root.Required("currency", "a receipt");
        string letters = code.Text("'currency'");
        if (letters.Length != 3 || !letters.All(char.IsAsciiLetterUpper))
        {
            throw code.Fault($"'currency' must be three capital letters such as EUR, not '{letters}'");
        }

        Currency currency = new(letters, (int)root.Required("minorUnits", "a receipt").Integer("'minorUnits'", 0, 6));
        return new ReceiptReader(root, currency).Read();
    }

    /// <summary>Refuses what a newer version wrote before anything else is looked at.</summary>
    public static void CheckFormat(PlacedJson root, string what, int newest)
    {
        PlacedJson format = (root.Token == System.Text.Json.JsonTokenType.StartObject ? root : root.Only(what)).Required("format", what);
        long given = format.Integer("'format'", 1, int.MaxValue);
        if (given > newest)
        {
            throw format.Fault(string.Create(CultureInfo.InvariantCulture, $"{what} of format {given} is newer than this version reads, which is up to {newest}; read it with a newer version"));
        }
    }

    public static string Name(PlacedJson node, string what)
    {
        string text = node.Text(what);
        return text.Length > 0 ? text : throw node.Fault($"{what} is empty; name it or leave it out");
    }

    public static DateTimeOffset Instant(PlacedJson node, string what)
    {
        string text = node.Text(what);
        return DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at)
            ? at
            : throw node.Fault($"{what} must be a time with its offset such as 2026-11-22T18:05:00+03:00, not '{text}'");
    }

    private TillReceipt Read()
    {
        ReceiptPoints rule = default;
        if (root["earned"] is { } earned)
        {
            _ = earned.Only("'earned'", "points", "per");
            rule = new ReceiptPoints(earned.Required("points", "'earned'").Integer("'points'", 0, Catalog.Range.MostUnits), Amount(earned.Required("per", "'earned'"), "'per'"));
            if (rule.Per == 0)
            {
                throw earned["per"]!.Fault("'per' must be more than 0: the amount that earns the points");
            }
        }

        ImmutableArray<SoldLine> lines = [.. root.Required("lines", "a receipt").List("'lines'").Select(n => ReadLine(n, rule.Per > 0))];
        PlacedJson applied = root.Required("applied", "a receipt");
        TillReceipt receipt = new(Name(root.Required("id", "a receipt"), "'id'"), currency, rule, lines, [.. applied.List("'applied'").Select(n => ReadOffer(n, lines.Length))])
        {
            At = Instant(root.Required("at", "a receipt"), "'at'"),
            Guest = root["guest"] is { } guest ? Guest(guest) : null,
            CatalogueVersion = Name(root.Required("catalogue", "a receipt"), "'catalogue'"),
            IsOptimal = root.Required("optimal", "a receipt").Flag("'optimal'"),
            Points = root.Required("points", "a receipt").Integer("'points'", 0, long.MaxValue),
            PaidWithPoints = root["paidWithPoints"] is { } paid ? ReadPayment(paid) : default,
            UnusedCoupons = [.. root["unusedCoupons"]?.List("'unusedCoupons'").Select(n => Coupon(n, "each of 'unusedCoupons'")) ?? []],
            ExhaustedOffers = [.. root["exhausted"]?.List("'exhausted'").Select(n => ReadOfferId(n, "each of 'exhausted'")) ?? []],
        };
        new ReceiptSums(receipt, root, applied.Items).Check();
        return receipt;
    }

    private SoldLine ReadLine(PlacedJson node, bool earns)
    {
        _ = node.Only("a line", "sku", "categories", "quantity", "unitPrice", "amount", "discount", "pointsMultiplier");
        PlacedJson sku = node.Required("sku", "a line");
        PlacedJson weight = node.Required("quantity", "a line");
        decimal quantity = weight.Number("'quantity'", 0, Catalog.Range.MostUnits);
        if (quantity == 0 || decimal.Round(quantity, 9) != quantity)
        {
            throw weight.Fault(string.Create(CultureInfo.InvariantCulture, $"'quantity' must be more than 0 and have at most nine decimals, not {quantity}"));
        }

        long unitPrice = Amount(node.Required("unitPrice", "a line"), "'unitPrice'");
        PlacedJson stated = node.Required("amount", "a line");
        long amount = Amount(stated, "'amount'");
        if (amount != decimal.Round(quantity * unitPrice, MidpointRounding.AwayFromZero))
        {
            throw stated.Fault(string.Create(CultureInfo.InvariantCulture, $"'amount' must be quantity × unitPrice rounded half away from zero; it is {Shown(amount)}"));
        }

        PlacedJson off = node.Required("discount", "a line");
        long discount = Amount(off, "'discount'");
        if (discount > amount)
        {
            throw off.Fault($"'discount' {Shown(discount)} is more than the line's amount of {Shown(amount)}");
        }

        decimal multiplier = earns ? node.Required("pointsMultiplier", "a line of a receipt that earns points").Number("'pointsMultiplier'", 0, 1_000_000) : 0;
        if (multiplier is > 0 and < 1 || decimal.Round(multiplier, 6) != multiplier)
        {
            throw node["pointsMultiplier"]!.Fault(string.Create(CultureInfo.InvariantCulture, $"'pointsMultiplier' must be 0, or at least 1 with at most six decimals, not {multiplier}"));
        }

        return new SoldLine(ReadSku(sku), ReadCategories(node), quantity, unitPrice, amount, discount, (long)(multiplier * PointsStage.MultiplierUnit));
    }

    private GivenOffer ReadOffer(PlacedJson node, int lines)
    {
        _ = node.Only("an applied offer", "offer", "fundedBy", "coupon", "times", "discount", "points", "gift", "shares");
        PlacedJson? gift = node["gift"]?.Only("'gift'", "sku", "quantity");
        return new GivenOffer(ReadOfferId(node.Required("offer", "an applied offer"), "'offer'"))
        {
            FundedBy = node["fundedBy"] is { } funder ? Name(funder, "'fundedBy'") : null,
            Coupon = node["coupon"] is { } coupon ? Coupon(coupon, "'coupon'") : null,
            Times = node.Required("times", "an applied offer").Integer("'times'", 0, long.MaxValue),
            Discount = Amount(node.Required("discount", "an applied offer"), "'discount'"),
            Points = node.Required("points", "an applied offer").Integer("'points'", 0, long.MaxValue),
            GiftSku = gift is null ? default : ReadSku(gift.Required("sku", "'gift'")),
            GiftQuantity = gift?.Required("quantity", "'gift'").Integer("'quantity'", 1, Catalog.Range.MostUnits) ?? 0,
            Shares = [.. node.Required("shares", "an applied offer").List("'shares'").Select(n => ReadShare(n, lines))],
        };
    }

    private GivenShare ReadShare(PlacedJson node, int lines)
    {
        _ = node.Only("a share", "line", "discount", "points");
        PlacedJson line = node.Required("line", "a share");
        return lines == 0 ? throw line.Fault("a share names a line, and the receipt has none") : new GivenShare(
            (int)line.Integer("'line'", 0, lines - 1),
            Amount(node.Required("discount", "a share"), "'discount'"),
            node["points"]?.Integer("'points'", 1, long.MaxValue) ?? 0);
    }

    private PointsPayment ReadPayment(PlacedJson node)
    {
        _ = node.Only("'paidWithPoints'", "points", "amount");
        long points = node.Required("points", "'paidWithPoints'").Integer("'points'", 1, long.MaxValue);
        long amount = Amount(node.Required("amount", "'paidWithPoints'"), "'amount'");
        return amount > 0 ? new PointsPayment(points, amount) : throw node.Fault("'paidWithPoints' must pay more than 0; leave it out where no points were spent");
    }

    /// <summary>A guest as a basket takes one.</summary>
    private static string Guest(PlacedJson node)
    {
        string guest = Name(node, "'guest'");
        return RedemptionText.HasGoodEnds(guest, RedemptionText.MaxPart)
            ? guest
            : throw node.Fault($"'guest' must be 1 to {RedemptionText.MaxPart} characters without white space at either end, but this one {RedemptionText.Fault(guest, RedemptionText.MaxPart)}");
    }

    /// <summary>A coupon as a basket takes one.</summary>
    private static string Coupon(PlacedJson node, string what)
    {
        string code = Name(node, what);
        return RedemptionText.Fault(code, RedemptionText.MaxPart) is { } fault
            ? throw node.Fault($"{what} must be 1 to {RedemptionText.MaxPart} characters without control characters and without white space at either end, but '{code}' {fault}")
            : code;
    }

    private static OfferId ReadOfferId(PlacedJson node, string what) => OfferId.TryCreate(node.Text(what), out OfferId offer)
        ? offer
        : throw node.Fault($"{what} must be 1 to 128 characters without control characters and without white space at either end");

    private static Sku ReadSku(PlacedJson node) => Sku.TryCreate(node.Text("'sku'"), out Sku sku)
        ? sku
        : throw node.Fault("'sku' must be 1 to 128 characters without control characters and without white space at either end");

    private static ImmutableArray<Category> ReadCategories(PlacedJson node) => node["categories"] is not { } list ? [] : [.. list.List("'categories'").Select(n =>
        Category.TryCreate(n.Text("each of 'categories'"), out Category category)
            ? category
            : throw n.Fault("each of 'categories' must be 1 to 128 characters without control characters and without white space at either end"))];

    private long Amount(PlacedJson node, string what) => JsonAmount.Read(node, what, currency);

    private string Shown(long minorUnits) => ((decimal)minorUnits / currency.Scale).ToString(CultureInfo.InvariantCulture);
}
