using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Writes a stored receipt; amounts have all their minor digits.</summary>
internal sealed class ReceiptJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Utf8JsonWriter json;
    private readonly Currency currency;
    private readonly string format;

    private ReceiptJson(Utf8JsonWriter json, Currency currency)
    {
        this.json = json;
        this.currency = currency;
        format = "F" + currency.MinorUnits.ToString(CultureInfo.InvariantCulture);
    }

    public static byte[] Write(TillReceipt receipt)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            new ReceiptJson(json, receipt.Currency).WriteReceipt(receipt);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>How an instant is written: ISO 8601 with the offset, without needless fractions.</summary>
    public static string Shown(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    public static string Shown(decimal quantity) => quantity.ToString("0.#########", CultureInfo.InvariantCulture);

    private void WriteReceipt(TillReceipt receipt)
    {
        json.WriteStartObject();
        json.WriteNumber("format", TillReceipt.Format);
        json.WriteString("id", receipt.Id);
        json.WriteString("at", Shown(receipt.At));
        Text("guest", receipt.Guest);
        json.WriteString("currency", receipt.Currency.Code);
        json.WriteNumber("minorUnits", receipt.Currency.MinorUnits);
        json.WriteString("catalogue", receipt.CatalogueVersion);
        json.WriteBoolean("optimal", receipt.IsOptimal);
        Amount("subtotal", receipt.Subtotal);
        Amount("discount", receipt.Discount);
        Amount("total", receipt.Total);
        json.WriteNumber("points", receipt.Points);
        if (receipt.PointsRule.Per > 0)
        {
            json.WriteStartObject("earned");
            json.WriteNumber("points", receipt.PointsRule.Earn);
            Amount("per", receipt.PointsRule.Per);
            json.WriteEndObject();
        }

        if (receipt.PaidWithPoints.Points > 0)
        {
            json.WriteStartObject("paidWithPoints");
            json.WriteNumber("points", receipt.PaidWithPoints.Points);
            Amount("amount", receipt.PaidWithPoints.Amount);
            json.WriteEndObject();
        }

        WriteLines(receipt);
        json.WriteStartArray("applied");
        foreach (GivenOffer given in receipt.Applied)
        {
            WriteOffer(given);
        }

        json.WriteEndArray();
        json.WriteStartArray("unusedCoupons");
        foreach (string coupon in receipt.UnusedCoupons)
        {
            json.WriteStringValue(coupon);
        }

        json.WriteEndArray();
        if (receipt.ExhaustedOffers.Length > 0)
        {
            json.WriteStartArray("exhausted");
            foreach (OfferId offer in receipt.ExhaustedOffers)
            {
                json.WriteStringValue(offer.Value);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private void WriteLines(TillReceipt receipt)
    {
        json.WriteStartArray("lines");
        foreach (SoldLine line in receipt.Lines)
        {
            json.WriteStartObject();
            json.WriteString("sku", line.Sku.Value);
            if (line.Categories.Length > 0)
            {
                json.WriteStartArray("categories");
                foreach (Category category in line.Categories)
                {
                    json.WriteStringValue(category.Value);
                }

                json.WriteEndArray();
            }

            Number("quantity", line.Quantity);
            Amount("unitPrice", line.UnitPrice);
            Amount("amount", line.Amount);
            Amount("discount", line.Discount);
            if (receipt.PointsRule.Per > 0)
            {
                Number("pointsMultiplier", line.PointsMultiplier);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteOffer(GivenOffer given)
    {
        json.WriteStartObject();
        json.WriteString("offer", given.Offer.Value);
        Text("fundedBy", given.FundedBy);
        Text("coupon", given.Coupon);
        json.WriteNumber("times", given.Times);
        Amount("discount", given.Discount);
        json.WriteNumber("points", given.Points);
        if (given.GiftQuantity > 0)
        {
            json.WriteStartObject("gift");
            json.WriteString("sku", given.GiftSku.Value);
            json.WriteNumber("quantity", given.GiftQuantity);
            json.WriteEndObject();
        }

        json.WriteStartArray("shares");
        foreach (GivenShare share in given.Shares)
        {
            json.WriteStartObject();
            json.WriteNumber("line", share.Line);
            Amount("discount", share.Discount);
            if (share.Points > 0)
            {
                json.WriteNumber("points", share.Points);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Text(string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private void Number(string name, decimal value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Shown(value));
    }

    private void Amount(string name, long minorUnits)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(((decimal)minorUnits / currency.Scale).ToString(format, CultureInfo.InvariantCulture));
    }
}
