using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Matrix;

public class ContactMatrixTests
{
    private const string Example = """
        { "timeZone": "Europe/Moscow",
          "quietHours": [{ "channels": ["sms","push"], "from": "21:00", "to": "09:00" }],
          "caps": [
            { "id": "promo-weekly", "channels": ["*"], "kinds": ["promo"], "partners": "all-together", "max": 1, "window": "7d" },
            { "id": "push-daily", "channels": ["push"], "kinds": ["*"], "partners": "each", "max": 2, "window": "calendar-day" } ],
          "minimumGap": [{ "channels": ["*"], "gap": "4h" }],
          "exempt": ["transactional"] }
        """;

    private static ContactMatrixOptions ExampleOptions => new()
    {
        TimeZone = Zone.Get("Europe/Moscow"),
        QuietHours = [new() { Channels = [Channel.Push, Channel.Sms], From = new(21, 0), To = new(9, 0) }],
        Caps =
        [
            new() { Id = "promo-weekly", Kinds = [ContactKind.Promo], Max = 1, Window = ContactWindow.Days(7) },
            new() { Id = "push-daily", Channels = [Channel.Push], Partners = CapPartners.Each, Max = 2, Window = ContactWindow.CalendarDay },
        ],
        MinimumGap = [new() { Gap = TimeSpan.FromHours(4) }],
        Exempt = [ContactKind.Transactional],
    };

    [Fact]
    public void Parse_Document_SaysTheSameAsOptions()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Example);
        Assert.Equal(["quiet-hours", "minimum-gap", "promo-weekly", "push-daily"], matrix.RuleIds);
        Assert.Equal(new ContactMatrix(ExampleOptions).Version, matrix.Version);
        Assert.Equal(ContactMatrix.Parse("\uFEFF" + Example).Version, ContactMatrix.Parse(System.Text.Encoding.UTF8.GetBytes(Example)).Version);
    }

    [Fact]
    public void Version_IsTheSameForEver() => Assert.Equal("07b84d54c9484de1", new ContactMatrix(ExampleOptions).Version);

    [Fact]
    public void FirstDayOfWeek_ThatIsNoDay_IsRefused()
    {
        Assert.Contains("FirstDayOfWeek must be a day of the week, but it is 9", Assert.Throws<ArgumentException>(() => new ContactMatrix(ExampleOptions with { FirstDayOfWeek = (DayOfWeek)9 })).Message, StringComparison.Ordinal);
        Assert.Contains("firstDayOfWeek must be monday to sunday, but it is 'Sun'", Assert.Throws<DocumentFormatException>(() => ContactMatrix.Parse("""{ "firstDayOfWeek": "Sun" }""")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_ChangesWithEveryRule()
    {
        ContactMatrixOptions options = ExampleOptions;
        string[] versions =
        [
            .. new ContactMatrixOptions[]
            {
                options, options with { TimeZone = Zone.Utc }, options with { FirstDayOfWeek = DayOfWeek.Sunday }, options with { FirstDayOfWeek = DayOfWeek.Saturday }, options with { Exempt = [] }, options with { MinimumGap = [] }, options with { QuietHours = [] },
                options with { Caps = [options.Caps[1], options.Caps[0]] }, options with { Caps = [options.Caps[0] with { Max = 2 }, options.Caps[1]] },
                options with { Caps = [options.Caps[0] with { Window = ContactWindow.Days(8) }, options.Caps[1]] },
                options with { Caps = [options.Caps[0], options.Caps[1] with { Partners = CapPartners.AllTogether }] },
                options with { Caps = [options.Caps[0], options.Caps[1] with { Partners = CapPartners.Of(new PartnerId("each")) }] },
                options with { Caps = [options.Caps[0] with { Window = ContactWindow.Months(1) }, options.Caps[1]] },
                options with { Caps = [options.Caps[0] with { Window = ContactWindow.Months(2) }, options.Caps[1]] },
                options with { Caps = [options.Caps[0] with { Sensitivities = [ContactSensitivity.High] }, options.Caps[1]] },
                options with { Caps = [options.Caps[0] with { Segments = ["high"] }, options.Caps[1]] },
                options with { MinimumGap = [options.MinimumGap[0] with { Kinds = [ContactKind.Promo] }] },
                options with { MinimumGap = [options.MinimumGap[0] with { Partners = CapPartners.Each }] },
                options with { QuietHours = [options.QuietHours[0] with { Kinds = [ContactKind.Promo] }] },
                options with { Blackouts = [new() { Weekdays = [DayOfWeek.Sunday] }] },
                options with { Blackouts = [new() { Dates = DateRange.Month(2026, 12) }] },
                options with { Pairs = [new() { First = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Days(1) }] },
                options with { Pairs = [new() { Then = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Days(1) }] },
                options with { Pairs = [new() { Then = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Days(1), BothWays = true }] },
                options with { Pairs = [new() { Then = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Days(1), Segments = ["high"] }] },
                options with { Pairs = [new() { Then = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Days(1), Sensitivities = [ContactSensitivity.High] }] },
                options with { Consent = [new() { Purpose = ConsentPurpose.Marketing }] },
                options with { Consent = [new() { Purpose = ConsentPurpose.Surveys }] },
            }.Select(o => new ContactMatrix(o).Version),
        ];
        Assert.Equal(versions.Length, versions.Distinct().Count());
        Assert.All(versions, v => Assert.Matches("^[0-9a-f]{16}$", v));
    }

    [Theory]
    [InlineData("", 1, "not JSON")]
    [InlineData("[]", 1, "the matrix must be an object")]
    [InlineData("{\n\"timezone\": \"UTC\" }", 2, "no member 'timezone'")]
    [InlineData("{\n\n\"timeZone\": \"Europe/Atlantis\" }", 3, "'Europe/Atlantis'")]
    [InlineData("{ \"quietHours\": [\n{ \"from\": \"21:00\", \"to\": \"21:00\" }] }", 2, "both are 21:00")]
    [InlineData("{ \"quietHours\": [{ \"from\": \"21:00\",\n\"to\": \"24:00\" }] }", 2, "00:00 to 23:59, not '24:00'")]
    [InlineData("{ \"quietHours\": [{ \"from\": \"21:00\" }] }", 1, "needs the member 'to'")]
    [InlineData("{ \"quietHours\": [{ \"days\": [\"promo\"], \"from\": \"21:00\", \"to\": \"09:00\" }] }", 1, "no member 'days'")]
    [InlineData("{ \"caps\": [{ \"max\": 1, \"window\": \"7d\" }] }", 1, "needs the member 'id'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"window\": \"7d\" }] }", 1, "needs the member 'max'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1 }] }", 1, "needs the member 'window'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": -1, \"window\": \"7d\" }] }", 1, "max must be from 0 to 1000000, not -1")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1.5, \"window\": \"7d\" }] }", 1, "whole number")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": \"1\", \"window\": \"7d\" }] }", 1, "must be a number")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"max\": 2, \"window\": \"7d\" }] }", 1, "'max' stands twice")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1,\n\"window\": \"0d\" }] }", 2, "not '0d'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7\" }] }", 1, "not '7'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"-7d\" }] }", 1, "not '-7d'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"4000d\" }] }", 1, "not '4000d'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"calendar-year\" }] }", 1, "calendar-month, not 'calendar-year'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"partners\": \"alone\" }] }", 1, "not 'alone'")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"partners\": [] }] }", 1, "the list is empty")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"partners\": [\"*\"] }] }", 1, "all-together")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"kinds\": [] }] }", 1, "the list is empty")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"channels\": [\"sms\", \"sms\"] }] }", 1, "'sms' twice")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"channels\": \"sms\" }] }", 1, "must be a list")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\" },\n{ \"max\": 1,\n\"id\": \"a\", \"window\": \"7d\" }] }", 3, "'a' stands twice")]
    [InlineData("{ \"caps\": [{ \"id\": \"quiet-hours\", \"max\": 1, \"window\": \"7d\" }], \"quietHours\": [{ \"from\": \"21:00\", \"to\": \"09:00\" }] }", 1, "stands twice")]
    [InlineData("{ \"caps\": [{ \"id\": \"unknown-zone\", \"max\": 1, \"window\": \"7d\" }] }", 1, "kept for guests")]
    [InlineData("{ \"caps\": [{ \"id\": \" a\", \"max\": 1, \"window\": \"7d\" }] }", 1, "a rule's id must be")]
    [InlineData("{ \"minimumGap\": [{ \"gap\": \"4\" }] }", 1, "not '4'")]
    [InlineData("{ \"minimumGap\": [{ \"gap\": \"0h\" }] }", 1, "not '0h'")]
    [InlineData("{ \"minimumGap\": { \"gap\": \"4h\" } }", 1, "must be a list")]
    [InlineData("{ \"exempt\": \"transactional\" }", 1, "exempt must be a list")]
    [InlineData("{ \"exempt\": [\"a\", \"a\"] }", 1, "'a' twice")]
    [InlineData("{ \"caps\": [ }", 1, "not JSON")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"121mo\" }] }", 1, "1mo to 120mo")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"sensitivities\": [\"unknown\"] }] }", 1, "low, medium or high")]
    [InlineData("{ \"caps\": [{ \"id\": \"a\", \"max\": 1, \"window\": \"7d\", \"segments\": [\"*\"] }] }", 1, "leave segments out")]
    [InlineData("{ \"blackouts\": [{ }] }", 1, "must name dates")]
    [InlineData("{ \"blackouts\": [{ \"from\": \"2026-12-31\" }] }", 1, "needs the member 'to'")]
    [InlineData("{ \"blackouts\": [{ \"from\": \"2026-12-31\",\n\"to\": \"2026-12-31\" }] }", 2, "the day after the last")]
    [InlineData("{ \"blackouts\": [{ \"from\": \"31.12.2026\", \"to\": \"2027-01-01\" }] }", 1, "not '31.12.2026'")]
    [InlineData("{ \"blackouts\": [{ \"from\": \"2026-12-31\", \"to\": \"2046-01-01\" }] }", 1, "1 to 3650 days")]
    [InlineData("{ \"blackouts\": [{ \"weekdays\": [\"sun\"] }] }", 1, "monday to sunday")]
    [InlineData("{ \"blackouts\": [{ \"weekdays\": [\"sunday\", \"sunday\"] }] }", 1, "at most once")]
    [InlineData("{ \"blackouts\": [{ \"weekdays\": [\"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", \"saturday\", \"sunday\"] }] }", 1, "leave a day")]
    [InlineData("{ \"pairs\": [{ \"first\": {}, \"then\": {}, \"window\": \"7d\", \"sensitivities\": [\"some\"] }] }", 1, "low, medium or high")]
    [InlineData("{ \"pairs\": [{ \"first\": {}, \"then\": {}, \"window\": \"7d\", \"segments\": [\"*\"] }] }", 1, "leave segments out")]
    [InlineData("{ \"pairs\": [{ \"first\": {}, \"window\": \"7d\" }] }", 1, "needs the member 'then'")]
    [InlineData("{ \"pairs\": [{ \"first\": { \"segments\": [\"a\"] }, \"then\": {}, \"window\": \"7d\" }] }", 1, "no member 'segments'")]
    [InlineData("{ \"consent\": [{ \"kinds\": [\"promo\"] }] }", 1, "needs the member 'purpose'")]
    [InlineData("{ \"consent\": [{ \"purpose\": \"\" }] }", 1, "purpose must be")]
    [InlineData("{ \"caps\": [{ \"id\": \"unknown-history\", \"max\": 1, \"window\": \"7d\" }] }", 1, "kept for guests")]
    public void Parse_BadDocument_IsRefusedWithItsLine(string json, int line, string told)
    {
        DocumentFormatException e = Assert.Throws<DocumentFormatException>(() => ContactMatrix.Parse(json));
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
        Assert.Equal(line, e.Line);
    }

    [Fact]
    public void Parse_RulesWithoutIds_AreNumbered() => Assert.Equal(
        ["quiet-hours", "night", "quiet-hours-2", "minimum-gap", "minimum-gap-2", "minimum-gap-3"],
        ContactMatrix.Parse("""
            { "quietHours": [{ "from": "21:00", "to": "09:00" }, { "id": "night", "from": "00:00", "to": "06:00" }, { "from": "12:00", "to": "13:00" }],
              "minimumGap": [{ "gap": "1h" }, { "gap": "2h" }, { "gap": "3h" }] }
            """).RuleIds);

    [Fact]
    public void Constructor_RuleOutOfRange_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new ContactMatrix(new() { Caps = [new() { Id = "a", Max = -1 }] }));
        Assert.Throws<ArgumentException>(() => new ContactMatrix(new() { Caps = [new() { Id = "a", Max = 1 }, new() { Id = "a", Max = 2 }] }));
        Assert.Throws<ArgumentException>(() => new ContactMatrix(new() { Caps = [new() { Id = "a", Max = 1, Kinds = [] }] }));
        Assert.Throws<ArgumentException>(() => new ContactMatrix(new() { QuietHours = [new()] }));
        Assert.Throws<ArgumentException>(() => new ContactMatrix(new() { MinimumGap = [new()] }));
        Assert.Throws<ArgumentException>(() => new ContactMatrix(new() { Exempt = [default] }));
        Assert.Throws<ArgumentException>(() => CapPartners.Of());
    }

    [Fact]
    public void Cell_NamesTheRulesThatConcern_AndNoOthers()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Example);
        MatrixCell email = matrix.Cell(Channel.Email, ContactKind.Promo, Given.Bakery);
        Assert.Equal(["minimum-gap", "promo-weekly"], email.RuleIds);
        Assert.Equal(["quiet-hours", "minimum-gap", "push-daily"], matrix.Cell(Channel.Push, ContactKind.Survey, Given.Bakery).RuleIds);
        Assert.Empty(matrix.Cell(Channel.Push, ContactKind.Transactional, Given.Bakery).RuleIds);
        Assert.Same(email, matrix.Cell(Channel.Email, ContactKind.Promo, Given.Bakery));
    }

    [Fact]
    public void Cell_BeyondTheMost_IsRefusedWithTheCure()
    {
        ContactMatrix matrix = ContactMatrix.Parse("{}");
        for (int i = 0; i < ContactMatrix.MaxCells; i++)
        {
            _ = matrix.Cell(Channel.Email, ContactKind.Promo, new PartnerId($"p{i}"));
        }

        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => matrix.Cell(Channel.Sms, ContactKind.Promo, Given.Bakery));
        Assert.Contains("65536", e.Message, StringComparison.Ordinal);
        Assert.Equal("p77", matrix.Cell(Channel.Email, ContactKind.Promo, new PartnerId("p77")).Partner.Value);
    }

    [Fact]
    public void Sight_IsThatOfTheFarthestRule() => Assert.Equal(TimeSpan.FromDays(7), ContactMatrix.Parse(Example).Sight);
}
