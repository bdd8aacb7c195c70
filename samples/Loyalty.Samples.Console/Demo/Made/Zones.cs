using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>On whose clock a guest of a country lives; one zone a country is enough for a demo.</summary>
internal static class Zones
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["EIRE"] = "Europe/Dublin",
        ["Germany"] = "Europe/Berlin",
        ["France"] = "Europe/Paris",
        ["Spain"] = "Europe/Madrid",
        ["Netherlands"] = "Europe/Amsterdam",
        ["Belgium"] = "Europe/Brussels",
        ["Switzerland"] = "Europe/Zurich",
        ["Portugal"] = "Europe/Lisbon",
        ["Australia"] = "Australia/Sydney",
        ["Norway"] = "Europe/Oslo",
        ["Italy"] = "Europe/Rome",
        ["Finland"] = "Europe/Helsinki",
        ["Cyprus"] = "Asia/Nicosia",
        ["Sweden"] = "Europe/Stockholm",
        ["Austria"] = "Europe/Vienna",
        ["Denmark"] = "Europe/Copenhagen",
        ["Japan"] = "Asia/Tokyo",
        ["Poland"] = "Europe/Warsaw",
        ["USA"] = "America/New_York",
        ["Israel"] = "Asia/Jerusalem",
        ["Singapore"] = "Asia/Singapore",
        ["Iceland"] = "Atlantic/Reykjavik",
        ["Canada"] = "America/Toronto",
        ["Greece"] = "Europe/Athens",
        ["Malta"] = "Europe/Malta",
        ["United Arab Emirates"] = "Asia/Dubai",
        ["RSA"] = "Africa/Johannesburg",
        ["Lebanon"] = "Asia/Beirut",
        ["Lithuania"] = "Europe/Vilnius",
        ["Brazil"] = "America/Sao_Paulo",
        ["Czech Republic"] = "Europe/Prague",
        ["Bahrain"] = "Asia/Bahrain",
        ["Saudi Arabia"] = "Asia/Riyadh",
        ["Hong Kong"] = "Asia/Hong_Kong",
    };

    public static Zone Of(string country) => Zone.Get(Names.GetValueOrDefault(country, "Europe/London"));
}
