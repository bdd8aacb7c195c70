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
        root.Only("the matrix", "$schema", "timeZone", "firstDayOfWeek", "quietHours", "caps", "minimumGap", "blackouts", "pairs", "consent", "exempt");
        RuleIds ids = new();
        Zone zone = default;
        if (root["timeZone"] is { } name && !Zone.TryGet(name.Text("timeZone"), out zone))
        {
            throw name.Fault($"timeZone names '{name.Text("timeZone")}', which is not in this host's IANA database; write it as Area/City, such as Europe/Berlin");
        }

        return new ContactMatrixOptions
        {
            TimeZone = zone,
            FirstDayOfWeek = root["firstDayOfWeek"] is { } day ? Weekday(day, day.Text("firstDayOfWeek"), "firstDayOfWeek") : DayOfWeek.Monday,
            Consent = Rules(root, "consent", i => Checked(i, ids, Consent(i), c => c.Id ?? ids.Default(ContactRuleKind.Consent), c => c.Fault())),
            QuietHours = Rules(root, "quietHours", i => Checked(i, ids, QuietHours(i), q => q.Id ?? ids.Default(ContactRuleKind.QuietHours), q => q.Fault())),
            Blackouts = Rules(root, "blackouts", i => Checked(i, ids, Blackout(i), b => b.Id ?? ids.Default(ContactRuleKind.Blackout), b => b.Fault())),
            MinimumGap = Rules(root, "minimumGap", i => Checked(i, ids, MinimumGap(i), g => g.Id ?? ids.Default(ContactRuleKind.MinimumGap), g => g.Fault())),
            Pairs = Rules(root, "pairs", i => Checked(i, ids, Pair(i), p => p.Id ?? ids.Default(ContactRuleKind.Pair), p => p.Fault())),
            Caps = Rules(root, "caps", i => Checked(i, ids, Cap(i), c => c.Id, c => c.Fault())),
            Exempt = root["exempt"] is { } exempt ? [.. NameList(exempt, "exempt", mayBeEmpty: true).Select(k => new ContactKind(k))] : [],
        };
    }

    private static ConsentOptions Consent(PlacedJson item)
    {
        PlacedJson purpose = Own(item, "a consent rule", "id", "purpose").Required("purpose", "a consent rule");
        return WithNames(item, new ConsentOptions
        {
            Id = item["id"]?.Text("id"),
            Purpose = ConsentPurpose.TryCreate(purpose.Text("purpose"), out ConsentPurpose named) ? named
                : throw purpose.Fault($"purpose must be 1 to 128 characters without control characters and without white space at either end, but it is '{purpose.Text("purpose")}'"),
        });
    }

    private static QuietHoursOptions QuietHours(PlacedJson item) => WithNames(item, new QuietHoursOptions
    {
        Id = Own(item, "quiet hours", "id", "from", "to")["id"]?.Text("id"),
        From = Time(item.Required("from", "quiet hours"), "from"),
        To = Time(item.Required("to", "quiet hours"), "to"),
    });

    private static BlackoutOptions Blackout(PlacedJson item)
    {
        Own(item, "a blackout", "id", "from", "to", "weekdays");
        DateRange? dates = null;
        if (item["from"] is not null || item["to"] is not null)
        {
            PlacedJson to = item.Required("to", "a blackout with dates");
            (DateOnly start, DateOnly end) = (Date(item.Required("from", "a blackout with dates"), "from"), Date(to, "to"));
            dates = end > start ? new DateRange(start, end)
                : throw to.Fault($"to must be after from, for it is the day after the last, but it is '{to.Text("to")}'");
        }

        return WithNames(item, new BlackoutOptions
        {
            Id = item["id"]?.Text("id"),
            Dates = dates,
            Weekdays = item["weekdays"] is { } days ? [.. days.Texts("weekdays").Select(d => Weekday(days, d, "each of weekdays"))] : [],
        });
    }

    private static MinimumGapOptions MinimumGap(PlacedJson item)
    {
        PlacedJson gap = Own(item, "a minimum gap", "id", "gap").Required("gap", "a minimum gap");
        return WithNames(item, new MinimumGapOptions
        {
            Id = item["id"]?.Text("id"),
            Gap = ContactWindow.TryParseLength(gap.Text("gap"), out TimeSpan length) ? length
                : throw gap.Fault($"gap must be 1d to 3650d or 1h to 87600h, not '{gap.Text("gap")}'"),
        });
    }

    private static PairOptions Pair(PlacedJson item)
    {
        item.Only("a pair", "id", "first", "then", "window", "bothWays", "sensitivities", "segments");
        return new()
        {
            Id = item["id"]?.Text("id"),
            First = Selector(item.Required("first", "a pair"), "first"),
            Then = Selector(item.Required("then", "a pair"), "then"),
            Window = Window(item.Required("window", "a pair")),
            BothWays = item["bothWays"]?.Flag("bothWays") ?? false,
            Sensitivities = Sensitivities(item),
            Segments = Segments(item),
        };
    }

    private static ContactSelector Selector(PlacedJson node, string what)
    {
        node.Only(what, "channels", "kinds", "partners");
        return new()
        {
            Channels = [.. NamesOf(node, "channels").Select(c => new Channel(c))],
            Kinds = [.. NamesOf(node, "kinds").Select(k => new ContactKind(k))],
            Partners = [.. NamesOf(node, "partners").Select(p => new PartnerId(p))],
        };
    }

    private static CapOptions Cap(PlacedJson item)
    {
        PlacedJson window = Own(item, "a cap", "id", "max", "window").Required("window", "a cap");
        return WithNames(item, new CapOptions
        {
            Id = item.Required("id", "a cap").Text("id"),
            Max = (int)item.Required("max", "a cap").Integer("max", 0, CapOptions.MostMax),
            Window = Window(window),
        });
    }

    private static ContactWindow Window(PlacedJson window) => ContactWindow.TryParse(window.Text("window"), out ContactWindow parsed) ? parsed
        : throw window.Fault($"window must be 1d to 3650d, 1h to 87600h, 1mo to 120mo, calendar-day, calendar-week or calendar-month, not '{window.Text("window")}'");

    /// <summary>Requires an object that has no members but some of its own and those that say whom a rule concerns.</summary>
    private static PlacedJson Own(PlacedJson item, string what, params ReadOnlySpan<string> own) =>
        item.Only(what, [.. own, "channels", "kinds", "partners", "sensitivities", "segments"]);

    private static T WithNames<T>(PlacedJson item, T rule)
        where T : ContactRule => rule with
        {
            Channels = [.. NamesOf(item, "channels").Select(c => new Channel(c))],
            Kinds = [.. NamesOf(item, "kinds").Select(k => new ContactKind(k))],
            Partners = item["partners"] is { } partners ? Partners(partners) : CapPartners.AllTogether,
            Sensitivities = Sensitivities(item),
            Segments = Segments(item),
        };

    private static ContactSensitivity[] Sensitivities(PlacedJson item) => item["sensitivities"] is { } levels ? [.. NameList(levels, "sensitivities").Select(s => Level(levels, s))] : [];

    private static string[] Segments(PlacedJson item) => item["segments"] is { } segments ? NameList(segments, "segments") : [];

    private static ContactSensitivity Level(PlacedJson node, string name) => name switch
    {
        "low" => ContactSensitivity.Low,
        "medium" => ContactSensitivity.Medium,
        "high" => ContactSensitivity.High,
        _ => throw node.Fault($"each of sensitivities must be low, medium or high, but one is '{name}'"),
    };

    private static DayOfWeek Weekday(PlacedJson node, string name, string what) => name switch
    {
        "monday" => DayOfWeek.Monday,
        "tuesday" => DayOfWeek.Tuesday,
        "wednesday" => DayOfWeek.Wednesday,
        "thursday" => DayOfWeek.Thursday,
        "friday" => DayOfWeek.Friday,
        "saturday" => DayOfWeek.Saturday,
        "sunday" => DayOfWeek.Sunday,
        _ => throw node.Fault($"{what} must be monday to sunday, but it is '{name}'"),
    };

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

    private static string[] NamesOf(PlacedJson item, string member) => item[member] is { } names ? NameList(names, member) : [Names.Every];

    private static string[] NameList(PlacedJson node, string what, bool mayBeEmpty = false)
    {
        string[] names = node.Texts(what);
        return mayBeEmpty && names.Length == 0 ? names : Names.Fault(what, names) is { } fault ? throw node.Fault(fault) : names;
    }

    private static TimeOnly Time(PlacedJson node, string what) =>
        TimeOnly.TryParseExact(node.Text(what), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw node.Fault($"{what} must be a time from 00:00 to 23:59, not '{node.Text(what)}'");

    private static DateOnly Date(PlacedJson node, string what) =>
        DateOnly.TryParseExact(node.Text(what), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : throw node.Fault($"{what} must be a date written as 2026-12-31, not '{node.Text(what)}'");

    private static T[] Rules<T>(PlacedJson root, string name, Func<PlacedJson, T> read) => root[name] is { } list ? [.. list.List(name).Select(read)] : [];

    private static T Checked<T>(PlacedJson item, RuleIds ids, T rule, Func<T, string> id, Func<T, string?> fault)
    {
        PlacedJson place = item["id"] ?? item;
        return fault(rule) is { } wrong ? throw item.Fault(wrong) : ids.Fault(id(rule)) is { } taken ? throw place.Fault(taken) : rule;
    }
}
