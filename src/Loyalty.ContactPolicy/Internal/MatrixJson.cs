using System.Globalization;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Internal;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Reads the matrix that people write.</summary>
internal static class MatrixJson
{
    public static ContactMatrixOptions Read(PlacedJson root)
    {
        root.Only("the matrix", "timeZone", "quietHours", "caps", "minimumGap", "exempt");
        RuleIds ids = new();
        Zone zone = default;
        if (root["timeZone"] is { } name && !Zone.TryGet(name.Text("timeZone"), out zone))
        {
            throw name.Fault($"timeZone names '{name.Text("timeZone")}', which is not in this host's IANA database; write it as Area/City, such as Europe/Berlin");
        }

        List<QuietHoursOptions> quiet = [];
        foreach (PlacedJson item in Items(root, "quietHours"))
        {
            quiet.Add(Checked(item, ids, QuietHours(item), q => q.Id ?? ids.Default(ContactRuleKind.QuietHours), q => q.Fault()));
        }

        List<MinimumGapOptions> gaps = [];
        foreach (PlacedJson item in Items(root, "minimumGap"))
        {
            gaps.Add(Checked(item, ids, MinimumGap(item), g => g.Id ?? ids.Default(ContactRuleKind.MinimumGap), g => g.Fault()));
        }

        List<CapOptions> caps = [];
        foreach (PlacedJson item in Items(root, "caps"))
        {
            caps.Add(Checked(item, ids, Cap(item), c => c.Id, c => c.Fault()));
        }

        return new ContactMatrixOptions
        {
            TimeZone = zone,
            QuietHours = quiet,
            MinimumGap = gaps,
            Caps = caps,
            Exempt = root["exempt"] is { } exempt ? [.. NameList(exempt, "exempt", mayBeEmpty: true).Select(k => new ContactKind(k))] : [],
        };
    }

    private static QuietHoursOptions QuietHours(PlacedJson item) => new()
    {
        Id = item.Only("quiet hours", "id", "channels", "from", "to")["id"]?.Text("id"),
        Channels = Channels(item),
        From = Time(item.Required("from", "quiet hours"), "from"),
        To = Time(item.Required("to", "quiet hours"), "to"),
    };

    private static MinimumGapOptions MinimumGap(PlacedJson item)
    {
        item.Only("a minimum gap", "id", "channels", "gap");
        PlacedJson gap = item.Required("gap", "a minimum gap");
        return new()
        {
            Id = item["id"]?.Text("id"),
            Channels = Channels(item),
            Gap = ContactWindow.TryParseLength(gap.Text("gap"), out TimeSpan length) ? length
                : throw gap.Fault($"gap must be 1d to 3650d or 1h to 87600h, not '{gap.Text("gap")}'"),
        };
    }

    private static CapOptions Cap(PlacedJson item)
    {
        item.Only("a cap", "id", "channels", "kinds", "partners", "max", "window");
        PlacedJson window = item.Required("window", "a cap");
        return new()
        {
            Id = item.Required("id", "a cap").Text("id"),
            Channels = Channels(item),
            Kinds = item["kinds"] is { } kinds ? [.. NameList(kinds, "kinds").Select(k => new ContactKind(k))] : [new(Names.Every)],
            Partners = item["partners"] is { } partners ? Partners(partners) : CapPartners.AllTogether,
            Max = (int)item.Required("max", "a cap").Integer("max", 0, CapOptions.MostMax),
            Window = ContactWindow.TryParse(window.Text("window"), out ContactWindow parsed) ? parsed
                : throw window.Fault($"window must be 1d to 3650d, 1h to 87600h, calendar-day, calendar-week or calendar-month, not '{window.Text("window")}'"),
        };
    }

    private static CapPartners Partners(PlacedJson node)
    {
        if (node.Token == System.Text.Json.JsonTokenType.StartArray)
        {
            string[] names = NameList(node, "partners");
            return names.Contains(Names.Every)
                ? throw node.Fault("partners lists '*'; write \"all-together\" for one count over all partners, or \"each\" for a count for each")
                : CapPartners.Of([.. names.Select(n => new PartnerId(n))]);
        }

        return node.Text("partners") switch
        {
            "all-together" => CapPartners.AllTogether,
            "each" => CapPartners.Each,
            string other => throw node.Fault($"partners must be all-together, each or a list of partners, not '{other}'"),
        };
    }

    private static Channel[] Channels(PlacedJson item) =>
        item["channels"] is { } channels ? [.. NameList(channels, "channels").Select(c => new Channel(c))] : [new(Names.Every)];

    private static string[] NameList(PlacedJson node, string what, bool mayBeEmpty = false)
    {
        string[] names = node.Texts(what);
        return mayBeEmpty && names.Length == 0 ? names : Names.Fault(what, names) is { } fault ? throw node.Fault(fault) : names;
    }

    private static TimeOnly Time(PlacedJson node, string what) =>
        TimeOnly.TryParseExact(node.Text(what), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw node.Fault($"{what} must be a time from 00:00 to 23:59, not '{node.Text(what)}'");

    private static IReadOnlyList<PlacedJson> Items(PlacedJson root, string name) => root[name] is { } list ? list.List(name) : [];

    private static T Checked<T>(PlacedJson item, RuleIds ids, T rule, Func<T, string> id, Func<T, string?> fault)
    {
        PlacedJson place = item["id"] ?? item;
        return fault(rule) is { } wrong ? throw item.Fault(wrong) : ids.Fault(id(rule)) is { } taken ? throw place.Fault(taken) : rule;
    }
}
