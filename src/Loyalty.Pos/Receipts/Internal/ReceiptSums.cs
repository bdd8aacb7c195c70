using System.Globalization;
using Loyalty.Core.Internal;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Whether a receipt that was read adds up: over its lines, over its offers, over the shares of both, and in points.</summary>
internal sealed class ReceiptSums(TillReceipt receipt, PlacedJson root, IReadOnlyList<PlacedJson> applied)
{
    public void Check()
    {
        CheckTotals();
        long[] onLines = new long[receipt.Lines.Length];
        HashSet<Core.OfferId> known = [];
        for (int i = 0; i < applied.Count; i++)
        {
            GivenOffer given = receipt.Applied[i];
            if (!known.Add(given.Offer))
            {
                throw applied[i]["offer"]!.Fault($"the offer '{given.Offer}' stands twice; an offer is written once, with a share for each line");
            }

            CheckShares(given, applied[i], onLines);
        }

        IReadOnlyList<PlacedJson> lines = root["lines"]!.Items;
        for (int i = 0; i < onLines.Length; i++)
        {
            if (onLines[i] != receipt.Lines[i].Discount)
            {
                throw lines[i]["discount"]!.Fault($"the line's discount is {Shown(receipt.Lines[i].Discount)}, but the shares of the applied offers on it add up to {Shown(onLines[i])}");
            }
        }

        CheckPoints();
    }

    private void CheckTotals()
    {
        if (receipt.Subtotal > Catalog.Range.MostAmount)
        {
            throw root["lines"]!.Fault("the lines' amounts together are more than 10^15 minor units");
        }

        Same("subtotal", receipt.Subtotal, "the lines' amounts add up to");
        Same("discount", receipt.Discount, "the lines' discounts add up to");
        Same("total", receipt.Total, "subtotal less discount is");
        if (receipt.PaidWithPoints.Amount > receipt.Total)
        {
            throw root["paidWithPoints"]!.Fault($"points pay {Shown(receipt.PaidWithPoints.Amount)}, more than the total of {Shown(receipt.Total)}");
        }
    }

    private void Same(string member, long sum, string words)
    {
        PlacedJson node = root.Required(member, "a receipt");
        long stated = JsonAmount.Read(node, $"'{member}'", receipt.Currency);
        if (stated != sum)
        {
            throw node.Fault($"'{member}' is {Shown(stated)}, but {words} {Shown(sum)}; the receipt was changed or cut");
        }
    }

    private static void CheckOrder(GivenOffer given, PlacedJson node)
    {
        for (int i = 1; i < given.Shares.Length; i++)
        {
            if (given.Shares[i].Line <= given.Shares[i - 1].Line)
            {
                throw node["shares"]!.Items[i].Fault(string.Create(CultureInfo.InvariantCulture, $"shares stand by line, each line once; line {given.Shares[i].Line} does not"));
            }
        }
    }

    private void CheckShares(GivenOffer given, PlacedJson node, long[] onLines)
    {
        CheckOrder(given, node);
        long discount = 0;
        Int128 points = 0;
        foreach (GivenShare share in given.Shares)
        {
            discount += share.Discount;
            points += share.Points;
            onLines[share.Line] += share.Discount;
        }

        if (discount != given.Discount)
        {
            throw node["discount"]!.Fault($"the offer's discount is {Shown(given.Discount)}, but its shares add up to {Shown(discount)}");
        }

        if (points != 0 && points != given.Points)
        {
            throw node["points"]!.Fault(string.Create(CultureInfo.InvariantCulture, $"the offer's points are {given.Points}, but its shares add up to {points}"));
        }
    }

    private void CheckPoints()
    {
        long[] paid = [.. receipt.Lines.Select(l => l.Paid)];
        Int128 plain = receipt.PointsRule.Of(receipt.Lines, paid, multiplied: false);
        Int128 multiplied = receipt.PointsRule.Of(receipt.Lines, paid, multiplied: true);
        Int128 once = 0;
        Int128 more = 0;
        foreach (GivenOffer given in receipt.Applied)
        {
            bool isOnce = given.Shares.Any(s => s.Points > 0);
            once += isOnce ? given.Points : 0;
            more += isOnce ? 0 : given.Points;
        }

        if (ReceiptPoints.Clamp(multiplied + once) != receipt.Points)
        {
            throw root["points"]!.Fault(string.Create(
                CultureInfo.InvariantCulture, $"'points' are {receipt.Points}, but what was paid earns {multiplied} and the offers add {once} once; the receipt was changed or cut"));
        }

        if (ReceiptPoints.Clamp(more) != ReceiptPoints.Clamp(multiplied - plain))
        {
            throw root["applied"]!.Fault(string.Create(
                CultureInfo.InvariantCulture, $"the offers' multipliers add {more} points, but the lines' multipliers add {multiplied - plain}; the receipt was changed or cut"));
        }
    }

    private string Shown(long minorUnits) => ((decimal)minorUnits / receipt.Currency.Scale).ToString("F" + receipt.Currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
