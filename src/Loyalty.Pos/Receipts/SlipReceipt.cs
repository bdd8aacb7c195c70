using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Pos.Receipts;

/// <summary>The slip that the guest takes along: each discount with its offer, the points, what was nearly earned and the next offer.</summary>
public static class SlipReceipt
{
    /// <summary>Writes a slip of fixed width, lines ended by a line feed; the same on every culture.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="options">What else it shows; default: as <see cref="SlipOptions"/> says.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static string Write(TillReceipt receipt, SlipOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        options ??= new SlipOptions();
        options.Check();
        SlipPaper paper = new(options.Width);
        foreach (string line in options.Header)
        {
            paper.Centre(line);
        }

        paper.Row(receipt.Id, receipt.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        paper.Rule();
        WriteLines(paper, receipt, options);
        paper.Rule();
        WriteSums(paper, receipt, options.Words);
        WritePoints(paper, receipt, options);
        WriteNext(paper, receipt, options);
        return paper.ToString();
    }

    private static void WriteLines(SlipPaper paper, TillReceipt receipt, SlipOptions options)
    {
        ILookup<int, (GivenOffer Given, long Discount)> onLines = receipt.Applied
            .SelectMany(given => given.Shares.Where(s => s.Discount > 0).Select(s => (s.Line, Share: (given, s.Discount))))
            .ToLookup(s => s.Line, s => s.Share);
        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            SoldLine line = receipt.Lines[i];
            paper.Row(NameOf(line.Sku, options), Amount(line.Amount, receipt.Currency));
            if (line.Quantity != 1)
            {
                paper.Row($"  {ReceiptJson.Shown(line.Quantity)} x {Amount(line.UnitPrice, receipt.Currency)}", "");
            }

            foreach ((GivenOffer given, long discount) in onLines[i])
            {
                paper.Row("  " + NameOf(given.Offer, options), Amount(-discount, receipt.Currency));
            }
        }
    }

    private static void WriteSums(SlipPaper paper, TillReceipt receipt, SlipWords words)
    {
        if (receipt.Discount > 0)
        {
            paper.Row(words.Subtotal, Amount(receipt.Subtotal, receipt.Currency));
            paper.Row(words.Discount, Amount(-receipt.Discount, receipt.Currency));
        }

        paper.Row($"{words.Total} {receipt.Currency.Code}", Amount(receipt.Total, receipt.Currency));
        if (receipt.PaidWithPoints.Points > 0)
        {
            paper.Row(string.Create(CultureInfo.InvariantCulture, $"{words.PaidWithPoints}: {receipt.PaidWithPoints.Points}"), Amount(-receipt.PaidWithPoints.Amount, receipt.Currency));
            paper.Row(words.ToPay, Amount(receipt.Total - receipt.PaidWithPoints.Amount, receipt.Currency));
        }
    }

    private static void WritePoints(SlipPaper paper, TillReceipt receipt, SlipOptions options)
    {
        if (receipt.Points > 0)
        {
            paper.Rule();
            paper.Row(options.Words.Points, Number(receipt.Points));
            GivenOffer[] bonus = [.. receipt.Applied.Where(g => g.Points > 0)];
            if (bonus.Length > 0)
            {
                Int128 byPurchase = receipt.Points;
                foreach (GivenOffer given in bonus)
                {
                    byPurchase -= given.Points;
                }

                paper.Row("  " + options.Words.PointsByPurchase, Number((long)Int128.Max(0, byPurchase)));
            }

            foreach (GivenOffer given in bonus)
            {
                paper.Row("  " + NameOf(given.Offer, options), Number(given.Points));
            }
        }
    }

    private static void WriteNext(SlipPaper paper, TillReceipt receipt, SlipOptions options)
    {
        List<string> notes = [];
        notes.AddRange(receipt.Applied.Where(g => g.GiftQuantity > 0).Select(g => $"{options.Words.Gift}: {Number(g.GiftQuantity)} x {NameOf(g.GiftSku, options)}"));
        notes.AddRange(receipt.UnusedCoupons.Select(c => $"{options.Words.UnusedCoupon}: {c}"));
        notes.AddRange(options.Rejected.Where(r => r.MissingQuantity > 0 || r.MissingSpend > 0)
            .OrderBy(r => r.MissingQuantity == 0).ThenBy(r => r.MissingQuantity).ThenBy(r => r.MissingSpend).ThenBy(r => r.Offer.Id)
            .Take(options.NearMisses)
            .Select(r => NearMiss(r, receipt.Currency, options)));
        Paragraphs(paper, notes);
        Paragraphs(paper, options.NextOffer is { } next ? [$"{options.Words.NextTime}: {next}"] : []);
    }

    private static void Paragraphs(SlipPaper paper, List<string> texts)
    {
        if (texts.Count > 0)
        {
            paper.Rule();
        }

        foreach (string text in texts)
        {
            paper.Row(text, "");
        }
    }

    private static string NearMiss(in RejectedOffer rejected, Currency currency, SlipOptions options)
    {
        string missing = rejected.MissingQuantity > 0 ? ReceiptJson.Shown(rejected.MissingQuantity) : Amount(rejected.MissingSpend, currency);
        return $"{missing} {options.Words.MoreFor} {options.OfferName?.Invoke(rejected.Offer.Id) ?? OfferWords.Of(rejected.Offer, currency, sku => NameOf(sku, options))}";
    }

    private static string NameOf(Sku sku, SlipOptions options) => options.ArticleName?.Invoke(sku) ?? sku.Value;

    private static string NameOf(OfferId offer, SlipOptions options) => options.OfferName?.Invoke(offer) ?? offer.Value;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Amount(long minorUnits, Currency currency) =>
        ((decimal)minorUnits / currency.Scale).ToString("F" + currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
