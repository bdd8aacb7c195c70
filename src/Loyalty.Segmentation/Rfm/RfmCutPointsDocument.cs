using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Loyalty.Core.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <summary>Reads and writes cut points as JSON; every fault names its line.</summary>
internal static class RfmCutPointsDocument
{
    private const int Format = 1;

    // Numbers of more characters are written as texts, because most readers of JSON would round them.
    private const int LongestNumber = 17;

    public static RfmCutPoints Read(string json)
    {
        PlacedJson root = PlacedJson.Parse(json).Only("the cut points", "format", "version", "recencyDays", "frequency", "monetary");
        PlacedJson format = root.Required("format", "the cut points");
        if (format.Integer("'format'", 1, int.MaxValue) != Format)
        {
            throw format.Fault($"these cut points are of a later format; this library reads format {Format}");
        }

        try
        {
            return new RfmCutPoints(
                Cuts(root, "recencyDays"), Cuts(root, "frequency"), Cuts(root, "monetary"), root.Required("version", "the cut points").Text("'version'"));
        }
        catch (ArgumentException e)
        {
            throw root.Fault(e.Message.Split(" (Parameter", 2)[0]);
        }
    }

    public static string Write(RfmCutPoints cutPoints)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"format\": {Format},\n  \"version\": \"{JsonEncodedText.Encode(cutPoints.Version, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"");
        foreach ((string name, ImmutableArray<decimal> cuts) in new[] { ("recencyDays", cutPoints.RecencyDays), ("frequency", cutPoints.Frequency), ("monetary", cutPoints.Monetary) })
        {
            text.Append(CultureInfo.InvariantCulture, $",\n  \"{name}\": [{string.Join(", ", cuts.Select(Shown))}]");
        }

        return text.Append("\n}\n").ToString();
    }

    private static string Shown(decimal cut)
    {
        string number = cut.ToString(CultureInfo.InvariantCulture);
        return number.Length <= LongestNumber ? number : $"\"{number}\"";
    }

    private static ImmutableArray<decimal> Cuts(PlacedJson root, string name) =>
    [
        .. root.Required(name, "the cut points").List($"'{name}'").Select(item => item.Token != JsonTokenType.String
            ? item.Number($"each of '{name}'", decimal.MinValue, decimal.MaxValue)
            : decimal.TryParse(item.Text(name), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal cut)
                ? cut
                : throw item.Fault($"each of '{name}' must be a number, not '{item.Text(name)}'")),
    ];
}
