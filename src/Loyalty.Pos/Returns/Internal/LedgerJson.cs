using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;

namespace Loyalty.Pos.Returns.Internal;

/// <summary>Writes and reads what has come back of a receipt; one that gives back more than the receipt holds is refused.</summary>
internal static class LedgerJson
{
    private const string What = "a return ledger";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ReturnLedger ledger, Currency currency)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("format", ReturnLedger.Format);
            json.WriteString("receipt", ledger.Receipt);
            json.WriteNumber("steps", ledger.Steps);
            json.WriteStartArray("quantities");
            foreach (decimal quantity in ledger.Quantities)
            {
                json.WriteRawValue(ReceiptJson.Shown(quantity));
            }

            json.WriteEndArray();
            Amount(json, "refunded", ledger.Refunded, currency);
            Amount(json, "money", ledger.Money, currency);
            json.WriteNumber("pointsGivenBack", ledger.PointsGivenBack);
            json.WriteNumber("pointsTakenBack", ledger.PointsTakenBack);
            json.WriteStartArray("coupons");
            foreach (string coupon in ledger.Coupons)
            {
                json.WriteStringValue(coupon);
            }

            json.WriteEndArray();
            json.WriteStartArray("gifts");
            foreach (ReturnedGift gift in ledger.Gifts)
            {
                json.WriteStartObject();
                json.WriteString("offer", gift.Offer.Value);
                json.WriteString("sku", gift.Sku.Value);
                json.WriteNumber("quantity", gift.Quantity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static ReturnLedger Read(PlacedJson root, TillReceipt receipt)
    {
        ReceiptReader.CheckFormat(root, What, ReturnLedger.Format);
        _ = root.Only(What, "format", "receipt", "steps", "quantities", "refunded", "money", "pointsGivenBack", "pointsTakenBack", "coupons", "gifts");
        PlacedJson id = root.Required("receipt", What);
        if (id.Text("'receipt'") != receipt.Id)
        {
            throw id.Fault($"the ledger is of the receipt '{id.Text("'receipt'")}', not of '{receipt.Id}'; read it with its own");
        }

        ImmutableArray<decimal> quantities = ReadQuantities(root.Required("quantities", What), receipt);
        KeptGoods kept = new(receipt, quantities);
        PlacedJson refund = root.Required("refunded", What);
        long refunded = JsonAmount.Read(refund, "'refunded'", receipt.Currency);
        if (refunded > receipt.Total - kept.Cost)
        {
            throw refund.Fault("'refunded' is more than was paid for what has come back; the ledger was changed");
        }

        PlacedJson part = root.Required("money", What);
        long money = JsonAmount.Read(part, "'money'", receipt.Currency);
        if (money > refunded || money > receipt.Total - receipt.PaidWithPoints.Amount || refunded - money > receipt.PaidWithPoints.Amount)
        {
            throw part.Fault("'money' must be a part of 'refunded' such that neither money nor points give back more than was paid with them; the ledger was changed");
        }

        return new ReturnLedger(receipt, quantities)
        {
            Steps = (int)root.Required("steps", What).Integer("'steps'", 0, 1_000_000_000),
            Refunded = refunded,
            Money = money,
            PointsGivenBack = root.Required("pointsGivenBack", What).Integer("'pointsGivenBack'", 0, receipt.PaidWithPoints.Points),
            PointsTakenBack = root.Required("pointsTakenBack", What).Integer("'pointsTakenBack'", 0, receipt.Points),
            Coupons = [.. root.Required("coupons", What).List("'coupons'").Select(n => ReadCoupon(n, receipt))],
            Gifts = [.. root.Required("gifts", What).List("'gifts'").Select(n => ReadGift(n, receipt))],
        };
    }

    private static ImmutableArray<decimal> ReadQuantities(PlacedJson node, TillReceipt receipt)
    {
        IReadOnlyList<PlacedJson> items = node.List("'quantities'");
        if (items.Count != receipt.Lines.Length)
        {
            throw node.Fault(string.Create(CultureInfo.InvariantCulture, $"'quantities' must name each of the receipt's {receipt.Lines.Length} lines, not {items.Count}"));
        }

        decimal[] quantities = new decimal[items.Count];
        for (int i = 0; i < quantities.Length; i++)
        {
            SoldLine line = receipt.Lines[i];
            quantities[i] = items[i].Number("each of 'quantities'", 0, line.Quantity);
            if (decimal.Round(quantities[i], line.IsWeighed ? 9 : 0) != quantities[i])
            {
                throw items[i].Fault(line.IsWeighed ? "a weighed quantity has at most nine decimals" : "a quantity of whole units must be whole");
            }
        }

        return [.. quantities];
    }

    private static string ReadCoupon(PlacedJson node, TillReceipt receipt)
    {
        string coupon = node.Text("each of 'coupons'");
        return receipt.Applied.Any(g => g.Coupon == coupon) ? coupon : throw node.Fault($"no offer of the receipt took the coupon '{coupon}'");
    }

    private static ReturnedGift ReadGift(PlacedJson node, TillReceipt receipt)
    {
        _ = node.Only("a gift", "offer", "sku", "quantity");
        string offer = node.Required("offer", "a gift").Text("'offer'");
        GivenOffer given = receipt.Applied.FirstOrDefault(g => g.Offer.Value == offer && g.GiftQuantity > 0)
            ?? throw node.Fault($"the offer '{offer}' gave no gift on the receipt");
        string sku = node.Required("sku", "a gift").Text("'sku'");
        return sku == given.GiftSku.Value
            ? new ReturnedGift(given.Offer, given.GiftSku, node.Required("quantity", "a gift").Integer("'quantity'", 1, given.GiftQuantity))
            : throw node.Fault($"the offer '{offer}' gave '{given.GiftSku}', not '{sku}'");
    }

    private static void Amount(Utf8JsonWriter json, string name, long minorUnits, Currency currency)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(((decimal)minorUnits / currency.Scale).ToString("F" + currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
    }
}
