using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Pos;

namespace Loyalty.Samples.Output;

/// <summary>Writes priced baskets as NDJSON; amounts have all their minor digits.</summary>
internal sealed class PricedRow(Currency currency)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly string format = "F" + currency.MinorUnits.ToString(CultureInfo.InvariantCulture);
    private char[] text = new char[1024];

    public void Write(TextWriter rows, string id, PricedBasket priced, bool explain)
    {
        bytes.ResetWrittenCount();
        using (Utf8JsonWriter json = new(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            Amount(json, "subtotal", priced.Subtotal);
            Amount(json, "discount", priced.Discount);
            Amount(json, "total", priced.Total);
            json.WriteNumber("points", priced.Points);
            json.WriteBoolean("optimal", priced.IsOptimal);
            json.WriteString("catalogue", priced.CatalogueVersion);
            WriteLines(json, priced);
            WriteApplied(json, priced);
            json.WriteStartArray("unusedCoupons");
            foreach (string coupon in priced.UnusedCoupons)
            {
                json.WriteStringValue(coupon);
            }

            json.WriteEndArray();
            if (explain)
            {
                WriteRejected(json, priced);
            }

            json.WriteEndObject();
        }

        int most = Encoding.UTF8.GetMaxCharCount(bytes.WrittenCount);
        text = text.Length < most ? new char[most] : text;
        rows.Write(text, 0, Encoding.UTF8.GetChars(bytes.WrittenSpan, text));
        rows.Write('\n');
    }

    private void WriteLines(Utf8JsonWriter json, PricedBasket priced)
    {
        json.WriteStartArray("lines");
        foreach (ref readonly PricedLine line in priced.Lines)
        {
            json.WriteStartObject();
            json.WriteString("sku", line.Article.Sku.Value);
            Amount(json, "discount", line.Discount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteApplied(Utf8JsonWriter json, PricedBasket priced)
    {
        json.WriteStartArray("applied");
        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            json.WriteStartObject();
            json.WriteString("offer", applied.Offer.Id.Value);
            Amount(json, "discount", applied.Discount);
            json.WriteNumber("points", applied.Points);
            json.WriteNumber("times", applied.Times);
            if (applied.GiftQuantity > 0)
            {
                json.WriteStartObject("gift");
                json.WriteString("sku", applied.GiftSku.Value);
                json.WriteNumber("quantity", applied.GiftQuantity);
                json.WriteEndObject();
            }

            if (applied.Offer.FundedBy is { } fundedBy)
            {
                json.WriteString("fundedBy", fundedBy);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRejected(Utf8JsonWriter json, PricedBasket priced)
    {
        json.WriteStartArray("rejected");
        foreach (ref readonly RejectedOffer rejected in priced.Rejected)
        {
            json.WriteStartObject();
            json.WriteString("offer", rejected.Offer.Id.Value);
            json.WriteString("reason", Word(rejected.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("nearMisses");
        foreach (ref readonly RejectedOffer rejected in priced.Rejected)
        {
            if (rejected.Reason is RejectionReason.MinSpend or RejectionReason.MinQuantity)
            {
                json.WriteStartObject();
                json.WriteString("offer", rejected.Offer.Id.Value);
                json.WriteStartObject("missing");
                if (rejected.Reason == RejectionReason.MinSpend)
                {
                    Amount(json, "spend", rejected.MissingSpend);
                }
                else
                {
                    json.WritePropertyName("quantity");
                    json.WriteRawValue(rejected.MissingQuantity.ToString("0.######", CultureInfo.InvariantCulture));
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static string Word(RejectionReason reason) => reason switch
    {
        RejectionReason.NotStarted => "notStarted",
        RejectionReason.Expired => "expired",
        RejectionReason.WrongDay => "wrongDay",
        RejectionReason.WrongHour => "wrongHour",
        RejectionReason.NoCoupon => "noCoupon",
        RejectionReason.NotForGuest => "notForGuest",
        RejectionReason.NoMatchingItems => "noMatchingItems",
        RejectionReason.MinSpend => "minSpend",
        RejectionReason.MinQuantity => "minQuantity",
        RejectionReason.PriceFloor => "priceFloor",
        RejectionReason.LimitReached => "limitReached",
        RejectionReason.LostToBetter => "lostToBetter",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no word for this reason; add it."),
    };

    private void Amount(Utf8JsonWriter json, string name, long minorUnits)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(((decimal)minorUnits / currency.Scale).ToString(format, CultureInfo.InvariantCulture));
    }
}
