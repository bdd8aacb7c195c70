using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Loyalty.Core.Internal;

/// <summary>A JSON value that knows its line, so that a fault in a document people write can be placed. Linked into the libraries that read such documents.</summary>
/// <remarks>Comments are allowed, doubled members are not. Reading is strict: <see cref="Only"/> refuses members that nobody would read.</remarks>
internal sealed class PlacedJson
{
    private readonly string text;
    private readonly List<KeyValuePair<string, PlacedJson>> members;

    private PlacedJson(JsonTokenType token, int line, string text, List<PlacedJson> items, List<KeyValuePair<string, PlacedJson>> members)
    {
        Token = token;
        Line = line;
        this.text = text;
        Items = items;
        this.members = members;
    }

    /// <summary>The token with which the value begins.</summary>
    public JsonTokenType Token { get; }

    /// <summary>The line on which the value begins, from 1.</summary>
    public int Line { get; }

    /// <summary>An array's values.</summary>
    public IReadOnlyList<PlacedJson> Items { get; }

    /// <summary>An object's members, in the order of the document.</summary>
    public IReadOnlyList<KeyValuePair<string, PlacedJson>> Members => members;

    /// <summary>A member, or null where the object has none of that name or it is <c>null</c>.</summary>
    public PlacedJson? this[string name]
    {
        get
        {
            foreach ((string member, PlacedJson value) in members)
            {
                if (member == name)
                {
                    return value.Token == JsonTokenType.Null ? null : value;
                }
            }

            return null;
        }
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="DocumentFormatException">It is not one JSON value.</exception>
    public static PlacedJson Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        Utf8JsonReader reader = new(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
        try
        {
            Lines lines = new(utf8);
            if (!reader.Read())
            {
                throw new DocumentFormatException(1, "the document is empty; a JSON value is expected");
            }

            PlacedJson root = ReadValue(ref reader, ref lines);
            _ = reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            throw new DocumentFormatException((int)(e.LineNumber ?? 0) + 1, "the document is not JSON here: " + OneSentence(e.Message));
        }
        catch (InvalidOperationException)
        {
            throw new DocumentFormatException(1, "the document holds text that is not UTF-8; save it as UTF-8");
        }
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="DocumentFormatException">It is not one JSON value.</exception>
    public static PlacedJson Parse(string json) => Parse(Encoding.UTF8.GetBytes(json));

    /// <summary>An error at this value's line.</summary>
    public DocumentFormatException Fault(string message) => new(Line, message);

    /// <summary>Requires an object that has no members but these.</summary>
    public PlacedJson Only(string what, params ReadOnlySpan<string> allowed)
    {
        if (Token != JsonTokenType.StartObject)
        {
            throw Fault($"{what} must be an object, not {Shown}");
        }

        foreach ((string member, PlacedJson value) in members)
        {
            if (!allowed.Contains(member))
            {
                throw value.Fault($"{what} has no member '{member}'; allowed are {string.Join(", ", allowed.ToArray())}");
            }
        }

        return this;
    }

    /// <summary>A member that must be there.</summary>
    public PlacedJson Required(string name, string what) => this[name] ?? throw Fault($"{what} needs the member '{name}'");

    /// <summary>Requires an array.</summary>
    public IReadOnlyList<PlacedJson> List(string what) => Token == JsonTokenType.StartArray ? Items : throw Fault($"{what} must be a list, not {Shown}");

    /// <summary>Requires a text.</summary>
    public string Text(string what) => Token == JsonTokenType.String ? text : throw Fault($"{what} must be a text, not {Shown}");

    /// <summary>Requires a list of texts.</summary>
    public string[] Texts(string what)
    {
        IReadOnlyList<PlacedJson> items = List(what);
        string[] texts = new string[items.Count];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = items[i].Text("each of " + what);
        }

        return texts;
    }

    /// <summary>Requires true or false.</summary>
    public bool Flag(string what) => Token switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Fault($"{what} must be true or false, not {Shown}"),
    };

    /// <summary>Requires a number within [least, most], exactly as written.</summary>
    public decimal Number(string what, decimal least, decimal most)
    {
        if (Token != JsonTokenType.Number)
        {
            throw Fault($"{what} must be a number, not {Shown}");
        }

        // A decimal of more than 28 digits would be rounded silently; no document needs one.
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) && text.Length <= 28 && value >= least && value <= most
            ? value
            : throw Fault(string.Create(CultureInfo.InvariantCulture, $"{what} must be from {least} to {most}, not {text}"));
    }

    /// <summary>Requires a whole number within [least, most].</summary>
    public long Integer(string what, long least, long most)
    {
        decimal value = Number(what, least, most);
        return decimal.Truncate(value) == value ? (long)value : throw Fault($"{what} must be a whole number, not {text}");
    }

    private string Shown => Token switch
    {
        JsonTokenType.String => $"'{text}'",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Null => "null",
        _ => text,
    };

    private static PlacedJson ReadValue(ref Utf8JsonReader reader, ref Lines lines)
    {
        JsonTokenType token = reader.TokenType;
        int line = lines.At(reader.TokenStartIndex);
        switch (token)
        {
            case JsonTokenType.StartObject:
                List<KeyValuePair<string, PlacedJson>> members = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    int nameLine = lines.At(reader.TokenStartIndex);
                    string name = reader.GetString()!;
                    foreach ((string earlier, _) in members)
                    {
                        if (earlier == name)
                        {
                            throw new DocumentFormatException(nameLine, $"the member '{name}' stands twice in one object");
                        }
                    }

                    _ = reader.Read();
                    members.Add(new(name, ReadValue(ref reader, ref lines)));
                }

                return new PlacedJson(token, line, "", [], members);
            case JsonTokenType.StartArray:
                List<PlacedJson> items = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadValue(ref reader, ref lines));
                }

                return new PlacedJson(token, line, "", items, []);
            case JsonTokenType.String:
                return new PlacedJson(token, line, reader.GetString()!, [], []);
            default:
                return new PlacedJson(token, line, Encoding.UTF8.GetString(reader.ValueSpan), [], []);
        }
    }

    private static string OneSentence(string message)
    {
        int end = message.IndexOf(" LineNumber", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    /// <summary>Counts line feeds once, forwards.</summary>
    private ref struct Lines(ReadOnlySpan<byte> utf8)
    {
        private readonly ReadOnlySpan<byte> utf8 = utf8;
        private int position;
        private int line = 1;

        public int At(long offset)
        {
            line += utf8[position..(int)offset].Count((byte)'\n');
            position = (int)offset;
            return line;
        }
    }
}
