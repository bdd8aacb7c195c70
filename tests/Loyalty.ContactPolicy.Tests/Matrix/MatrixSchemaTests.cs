using System.Text.Json;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Matrix;

public class MatrixSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "contact-policy", "matrix.schema.json"))).RootElement;

    /// <summary>For each place of a document some good and some bad values; each bad one spoils an otherwise good document.</summary>
    private static readonly (string Rules, string Member, string[] Good, string[] Bad)[] Places =
    [
        ("caps", "id", ["\"a\"", "\"Акция до 5 %\""], ["\"\"", "\" a\"", "\"a \"", "1", "\"a\\u0001\"", "\"" + new string('x', 129) + "\""]),
        ("caps", "max", ["0", "1000000"], ["-1", "1000001", "1.5", "\"1\"", "true"]),
        ("caps", "window", ["\"1d\"", "\"3650d\"", "\"87600h\"", "\"007d\"", "\"3mo\"", "\"120mo\"", "\"calendar-week\""], ["\"0d\"", "\"3651d\"", "\"87601h\"", "\"7\"", "\"7m\"", "\"0mo\"", "\"121mo\"", "\"calendar-year\"", "7", "\"7D\"", "\"0000007d\""]),
        ("caps", "channels", ["[\"*\"]", "[\"sms\", \"push\"]"], ["[]", "\"sms\"", "[\"sms\", \"sms\"]", "[1]", "[\"\"]"]),
        ("caps", "kinds", ["[\"promo\"]"], ["[]", "{}"]),
        ("caps", "partners", ["\"each\"", "\"all-together\"", "[\"a\", \"b\"]"], ["\"some\"", "[]", "[\"*\"]", "[\"a\", \"a\"]", "1"]),
        ("caps", "sensitivities", ["[\"low\", \"high\"]"], ["[\"unknown\"]", "[\"High\"]", "\"high\"", "[]"]),
        ("caps", "segments", ["[\"vip\"]"], ["[\"*\"]", "[\"a\", \"a\"]", "\"vip\"", "[]"]),
        ("caps", "limit", [], ["1"]),
        ("quietHours", "from", ["\"00:00\"", "\"23:59\""], ["\"24:00\"", "\"9:00\"", "\"09:60\"", "9"]),
        ("quietHours", "kinds", ["[\"promo\"]"], ["[]"]),
        ("minimumGap", "gap", ["\"4h\"", "\"30d\""], ["\"4\"", "\"0h\"", "\"1mo\"", "4"]),
        ("blackouts", "from", ["\"2026-12-01\""], ["\"2026-13-01\"", "\"2026-12-32\"", "\"26-12-01\"", "\"1899-12-31\"", "1"]),
        ("blackouts", "weekdays", ["[\"sunday\"]", "[]"], ["[\"sun\"]", "[\"sunday\", \"sunday\"]", "\"sunday\""]),
        ("pairs", "first", ["{}", "{ \"kinds\": [\"promo\"], \"partners\": [\"*\"] }"], ["{ \"segments\": [\"a\"] }", "[]", "{ \"kinds\": [] }"]),
        ("pairs", "bothWays", ["true", "false"], ["\"true\"", "1"]),
        ("pairs", "kinds", [], ["[\"promo\"]"]),
        ("pairs", "sensitivities", ["[\"low\", \"high\"]"], ["[\"unknown\"]", "\"high\"", "[]"]),
        ("pairs", "segments", ["[\"vip\"]"], ["[]", "[\"*\"]", "\"vip\""]),
        ("consent", "purpose", ["\"marketing\""], ["\"\"", "[\"marketing\"]", "1"]),
    ];

    private static readonly Dictionary<string, Dictionary<string, string>> Whole = new()
    {
        ["caps"] = new() { ["id"] = "\"c\"", ["max"] = "1", ["window"] = "\"7d\"" },
        ["quietHours"] = new() { ["from"] = "\"21:00\"", ["to"] = "\"09:00\"" },
        ["minimumGap"] = new() { ["gap"] = "\"4h\"" },
        ["blackouts"] = new() { ["from"] = "\"2026-12-31\"", ["to"] = "\"2027-01-02\"" },
        ["pairs"] = new() { ["first"] = "{}", ["then"] = "{}", ["window"] = "\"3d\"" },
        ["consent"] = new() { ["purpose"] = "\"marketing\"" },
    };

    public static TheoryData<string, bool> Documents()
    {
        TheoryData<string, bool> documents = new() { { "{}", true }, { "[]", false }, { "{ \"cap\": [] }", false }, { "{ \"$schema\": \"matrix.schema.json\" }", true },
            { "{ \"exempt\": [] }", true }, { "{ \"exempt\": [\"a\", \"a\"] }", false }, { "{ \"exempt\": \"a\" }", false }, { "{ \"caps\": {} }", false }, { "{ \"timeZone\": \"Europe/Kyiv\" }", true }, { "{ \"timeZone\": 1 }", false }, { "{ \"firstDayOfWeek\": \"sunday\" }", true }, { "{ \"firstDayOfWeek\": \"Sunday\" }", false }, { "{ \"firstDayOfWeek\": 0 }", false },
            { "{ \"blackouts\": [{ \"weekdays\": [\"monday\"] }] }", true }, { "{ \"blackouts\": [{ }] }", false }, { "{ \"blackouts\": [{ \"weekdays\": [\"monday\"], \"to\": \"2026-01-01\" }] }", false } };
        foreach ((string rules, string member, string[] good, string[] bad) in Places)
        {
            foreach ((string value, bool valid) in good.Select(v => (v, true)).Concat(bad.Select(v => (v, false))))
            {
                documents.Add(Document(rules, new(Whole[rules]) { [member] = value }), valid);
            }
        }

        foreach ((string rules, Dictionary<string, string> members) in Whole)
        {
            foreach (string missing in members.Keys)
            {
                documents.Add(Document(rules, members.Where(m => m.Key != missing).ToDictionary(m => m.Key, m => m.Value)), false);
            }
        }

        return documents;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Schema_AndParser_SayTheSame(string json, bool valid)
    {
        Assert.Equal(valid, SchemaCheck.Accepts(Schema, JsonDocument.Parse(json).RootElement));
        Assert.Equal(valid, Parses(json));
    }

    private static bool Parses(string json)
    {
        try
        {
            _ = ContactMatrix.Parse(json);
            return true;
        }
        catch (DocumentFormatException)
        {
            return false;
        }
    }

    private static string Document(string rules, Dictionary<string, string> members) =>
        $$"""{ "{{rules}}": [{ {{string.Join(", ", members.Select(m => $"\"{m.Key}\": {m.Value}"))}} }] }""";
}
