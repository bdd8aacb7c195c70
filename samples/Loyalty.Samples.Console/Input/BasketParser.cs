using System.Globalization;
using System.Text;
using System.Text.Json;
using Loyalty.Core;
using Loyalty.Pos;

namespace Loyalty.Samples.Input;

/// <summary>Reads one basket from its JSON; numbers exactly as they are written.</summary>
internal sealed class BasketParser(Currency currency)
{
    private const int MostArticles = 100_000;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };

    private readonly Dictionary<string, Article> articles = new(StringComparer.Ordinal);
    private readonly List<Category> categories = [];
    private readonly List<string> coupons = [];
    private readonly List<(Article Article, decimal Quantity, long UnitPrice)> lines = [];
    private readonly StringBuilder key = new();

    /// <summary>Fills a basket and returns its id; what is wrong is a <see cref="RowException"/>.</summary>
    public string Parse(string json, Basket basket)
    {
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(json), Options);
        string? id = null;
        string? at = null;
        string? guest = null;
        bool hasLines = false;
        coupons.Clear();
        lines.Clear();
        try
        {
            _ = reader.Read();
            Expect(ref reader, JsonTokenType.StartObject, null, "a basket must be a JSON object");
            HashSet<string> seen = new(StringComparer.Ordinal);
            while (Member(ref reader, seen) is { } member)
            {
                switch (member)
                {
                    case "id":
                        id = Text(ref reader, member);
                        break;
                    case "at":
                        at = Text(ref reader, member);
                        break;
                    case "guest":
                        guest = reader.TokenType == JsonTokenType.Null ? null : Text(ref reader, member);
                        break;
                    case "coupons":
                        ReadCoupons(ref reader);
                        break;
                    case "lines":
                        hasLines = true;
                        ReadLines(ref reader);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            // Whatever follows the object is a fault of the line.
            _ = reader.Read();
        }
        catch (JsonException)
        {
            throw new RowException(null, "the line is not one JSON object; each line holds one basket");
        }
        catch (InvalidOperationException)
        {
            throw new RowException(null, "the line holds an escape that is not text");
        }

        string name = id ?? throw Missing("id");
        if (name.Length == 0)
        {
            throw new RowException("id", "'' is empty; the receipt's id must have at least one character");
        }

        DateTimeOffset instant = IsoInstant.TryParse(at ?? throw Missing("at"), out DateTimeOffset parsed)
            ? parsed
            : throw new RowException("at", $"'{at}' is not an ISO 8601 date or time, such as 2026-11-30T18:05:00+03:00");
        Fill(basket, instant, guest, hasLines);
        return name;
    }

    private void Fill(Basket basket, DateTimeOffset at, string? guest, bool hasLines)
    {
        if (!hasLines)
        {
            throw Missing("lines");
        }

        Take("guest", guest, name => basket.Begin(at, name), "; leave it out where nobody is known");
        foreach (string coupon in coupons)
        {
            Take("coupons", coupon, basket.AddCoupon!, "");
        }

        foreach ((Article article, decimal quantity, long unitPrice) in lines)
        {
            try
            {
                basket.Add(article, quantity, unitPrice);
            }
            catch (ArgumentOutOfRangeException e)
            {
                // As the file says it: the library counts prices in minor units.
                string value = e.ParamName == "quantity" ? Plain(quantity) : Plain(new Money(unitPrice, currency).ToDecimal());
                throw new RowException(e.ParamName, $"'{value}' is out of range. {Sentence(e)}");
            }
        }
    }

    /// <summary>Hands a text to the basket; what it refuses is placed at its member.</summary>
    private static void Take(string member, string? text, Action<string?> give, string cure)
    {
        try
        {
            give(text);
        }
        catch (ArgumentException e)
        {
            throw new RowException(member, $"'{text}' is out of range. {Sentence(e)}{cure}");
        }
    }

    /// <summary>The library's own sentence, without the parameter's name and value that the exception adds.</summary>
    private static string Sentence(ArgumentException e) => e.Message.Split(" (Parameter", 2)[0];

    private static string Plain(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private void ReadCoupons(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(ref reader, JsonTokenType.StartArray, "coupons", "the coupons must be a list of texts");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            coupons.Add(Text(ref reader, "coupons"));
        }
    }

    private void ReadLines(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray, "lines", "the lines must be a list of objects");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.StartObject, "lines", "each line must be an object");
            ReadLine(ref reader);
        }
    }

    private void ReadLine(ref Utf8JsonReader reader)
    {
        string? sku = null;
        decimal? quantity = null;
        decimal? unitPrice = null;
        categories.Clear();
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (Member(ref reader, seen) is { } member)
        {
            switch (member)
            {
                case "sku":
                    sku = Text(ref reader, member);
                    break;
                case "categories":
                    ReadCategories(ref reader);
                    break;
                case "quantity":
                    quantity = Number(ref reader, member);
                    break;
                case "unitPrice":
                    unitPrice = Number(ref reader, member);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        lines.Add((Find(sku ?? throw Missing("sku")), quantity ?? throw Missing("quantity"), Minor(unitPrice ?? throw Missing("unitPrice"))));
    }

    private void ReadCategories(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(ref reader, JsonTokenType.StartArray, "categories", "the categories must be a list of texts");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            string text = Text(ref reader, "categories");
            categories.Add(Category.TryCreate(text, out Category category) ? category : throw Name("categories", text));
        }
    }

    /// <summary>The same article for the same sku and categories, so that the catalogue is asked once; the memory is bounded.</summary>
    private Article Find(string text)
    {
        if (!Sku.TryCreate(text, out Sku sku))
        {
            throw Name("sku", text);
        }

        key.Clear().Append(text);
        foreach (Category category in categories)
        {
            key.Append('\n').Append(category.Value);
        }

        string name = key.ToString();
        if (!articles.TryGetValue(name, out Article? article))
        {
            if (articles.Count == MostArticles)
            {
                articles.Clear();
            }

            articles.Add(name, article = new Article(sku, [.. categories]));
        }

        return article;
    }

    private long Minor(decimal unitPrice)
    {
        decimal most = 1_000_000_000_000_000m / currency.Scale;
        if (unitPrice < 0 || unitPrice > most)
        {
            throw new RowException("unitPrice", string.Create(CultureInfo.InvariantCulture, $"'{unitPrice}' is out of range; allowed is 0 to {most}"));
        }

        decimal minor = unitPrice * currency.Scale;
        return decimal.Truncate(minor) == minor ? (long)minor : throw new RowException(
            "unitPrice", string.Create(CultureInfo.InvariantCulture, $"'{unitPrice}' has more than {currency.MinorUnits} digits after the point, the most that the catalogue's currency has"));
    }

    private static string? Member(ref Utf8JsonReader reader, HashSet<string> seen)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        string name = reader.GetString()!;
        _ = reader.Read();
        return seen.Add(name) ? name : throw new RowException(name, $"the member stands twice in one object, here with {Shown(ref reader)}; write it once");
    }

    private static decimal Number(ref Utf8JsonReader reader, string member)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            throw new RowException(member, $"the value must be a number without quotes, not {Shown(ref reader)}");
        }

        string text = Encoding.UTF8.GetString(reader.ValueSpan);
        return text.Length <= 28 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw new RowException(member, $"'{Cut(text)}' is out of range; at most 28 characters are read exactly");
    }

    private static string Text(ref Utf8JsonReader reader, string member) => reader.TokenType == JsonTokenType.String
        ? reader.GetString()!
        : throw new RowException(member, $"the value must be a text in quotes, not {Shown(ref reader)}");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string? member, string message)
    {
        if (reader.TokenType != token)
        {
            throw new RowException(member, $"{message}, not {Shown(ref reader)}");
        }
    }

    /// <summary>A value of another kind than the one expected.</summary>
    private static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"'{Cut(reader.GetString()!)}'",
        _ => Cut(Encoding.UTF8.GetString(reader.ValueSpan)),
    };

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static RowException Missing(string member) => new(member, "the member is missing, and it is required");

    private static RowException Name(string member, string text) =>
        new(member, $"'{text}' must be 1 to 128 characters without control characters and without white space at either end");
}
