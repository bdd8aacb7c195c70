using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Matrix;

public class MatrixLintTests
{
    private const string Night = """ "quietHours": [{ "from": "22:00", "to": "08:00" }] """;

    [Theory]
    [InlineData(""" "caps": [{ "id": "day", "max": 1, "window": "24h" }, { "id": "week", "max": 8, "window": "7d" }] """, "week: OutOfReach")]
    [InlineData(""" "caps": [{ "id": "day", "max": 1, "window": "24h" }, { "id": "week", "max": 6, "window": "7d" }] """, "")]
    [InlineData(""" "caps": [{ "id": "week", "max": 7, "window": "calendar-week" }, { "id": "day", "max": 1, "window": "calendar-day" }] """, "week: OutOfReach")]
    [InlineData(""" "caps": [{ "id": "week", "max": 7, "window": "7d" }, { "id": "day", "max": 1, "window": "calendar-day" }] """, "")]
    [InlineData(""" "caps": [{ "id": "week", "max": 8, "window": "7d" }, { "id": "day", "channels": ["sms"], "max": 1, "window": "24h" }] """, "")]
    [InlineData(""" "caps": [{ "id": "loose", "max": 3, "window": "7d" }, { "id": "strict", "max": 2, "window": "8d" }] """, "loose: Shadowed")]
    [InlineData(""" "caps": [{ "id": "sms", "channels": ["sms"], "max": 3, "window": "7d" }, { "id": "all", "max": 2, "window": "7d" }] """, "sms: Shadowed")]
    [InlineData(""" "caps": [{ "id": "sms", "channels": ["sms"], "max": 1, "window": "7d" }, { "id": "all", "max": 2, "window": "7d" }] """, "")]
    [InlineData(""" "caps": [{ "id": "a", "max": 1, "window": "7d" }, { "id": "b", "max": 1, "window": "168h" }] """, "b: Shadowed")]
    [InlineData(""" "caps": [{ "id": "own", "partners": "each", "max": 1, "window": "7d" }, { "id": "all", "max": 2, "window": "7d" }] """, "")]
    [InlineData(""" "caps": [{ "id": "own", "partners": "each", "max": 2, "window": "7d" }, { "id": "all", "max": 2, "window": "7d" }] """, "own: Shadowed")]
    [InlineData(""" "caps": [{ "id": "all", "max": 2, "window": "7d" }, { "id": "own", "partners": "each", "max": 1, "window": "7d" }] """, "")]
    [InlineData(""" "caps": [{ "id": "high", "sensitivities": ["high"], "max": 3, "window": "7d" }, { "id": "all", "max": 2, "window": "7d" }] """, "high: Shadowed")]
    [InlineData(""" "pairs": [{ "id": "vip", "segments": ["vip"], "first": {}, "then": {}, "window": "3d" }, { "id": "all", "first": {}, "then": {}, "window": "7d" }] """, "vip: Shadowed")]
    [InlineData(""" "pairs": [{ "id": "all", "first": {}, "then": {}, "window": "3d" }, { "id": "vip", "segments": ["vip"], "first": {}, "then": {}, "window": "7d" }] """, "")]
    [InlineData(""" "caps": [{ "id": "all", "max": 3, "window": "7d" }, { "id": "high", "sensitivities": ["high"], "max": 2, "window": "7d" }] """, "")]
    [InlineData(""" "caps": [{ "id": "day", "max": 1, "window": "calendar-day" }], "minimumGap": [{ "gap": "25h" }] """, "day: Shadowed")]
    [InlineData(""" "caps": [{ "id": "day", "max": 1, "window": "calendar-day" }], "minimumGap": [{ "gap": "24h" }] """, "")]
    [InlineData(""" "caps": [{ "id": "quarter", "max": 1, "window": "3mo" }, { "id": "month", "max": 1, "window": "1mo" }] """, "month: Shadowed")]
    [InlineData(""" "caps": [{ "id": "no-sms", "channels": ["sms"], "max": 0, "window": "1d" }] """, "no-sms: Never")]
    [InlineData(""" "caps": [{ "id": "no-sms", "channels": ["sms"], "max": 0, "window": "1d" }, { "id": "sms", "channels": ["sms"], "max": 5, "window": "7d" }] """, "sms: Shadowed, no-sms: Never")]
    [InlineData(""" "exempt": ["receipt"], "caps": [{ "id": "a", "kinds": ["receipt"], "max": 5, "window": "7d" }, { "id": "b", "kinds": ["receipt", "promo"], "max": 5, "window": "7d" }] """, "a: ConcernsExempt, b: ConcernsExempt")]
    [InlineData(""" "blackouts": [{ "weekdays": ["monday", "tuesday", "wednesday"] }, { "id": "rest", "weekdays": ["thursday", "friday", "saturday", "sunday"] }] """, "rest: Contradiction")]
    [InlineData(""" "blackouts": [{ "weekdays": ["monday", "tuesday", "wednesday"] }, { "weekdays": ["thursday", "friday", "saturday"] }] """, "")]
    public void Lint_AMatrixThatIsQuietAtNight_FindsThis(string rules, string expected)
    {
        IReadOnlyList<MatrixFinding> findings = ContactMatrix.Parse("{" + rules + "," + Night + "}").Lint();
        Assert.Equal(expected, string.Join(", ", findings.Select(f => $"{f.Rule}: {f.Kind}")));
        Assert.All(findings, f => Assert.EndsWith(".", f.What, StringComparison.Ordinal));
    }

    [Fact]
    public void A_cap_of_0_means_never_and_no_cap_means_no_limit_and_the_linter_says_both()
    {
        ContactMatrix matrix = ContactMatrix.Parse("""{ "caps": [{ "id": "no-sms", "channels": ["sms"], "max": 0, "window": "7d" }] }""");
        ContactGate gate = new(matrix);
        Contact[] history = [.. Enumerable.Range(0, 500).Select(i => Given.Sent("2026-03-01T12:00Z"))];
        Assert.Equal(Given.Denied("no-sms"), gate.Decide(Given.Promo("2026-03-01T12:00Z", Channel.Sms), []));
        Assert.Equal(Given.Allowed, gate.Decide(Given.Promo("2026-03-01T12:00Z", Channel.Email), history));
        MatrixFinding finding = Assert.Single(matrix.Lint(), f => f.Kind == MatrixFindingKind.Never);
        Assert.Equal("max 0 means never.", finding.What);
        Assert.Contains("for 'no limit' leave the cap out", finding.Cure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "caps": [{ "id": "a", "max": 1, "window": "7d" }] }""", "every kind")]
    [InlineData("""{ "caps": [{ "id": "a", "kinds": ["survey", "promo"], "max": 1, "window": "7d" }], "quietHours": [{ "kinds": ["promo"], "from": "22:00", "to": "08:00" }] }""", "'survey'")]
    [InlineData("""{ "caps": [{ "id": "a", "kinds": ["survey"], "max": 1, "window": "7d" }], "quietHours": [{ "kinds": ["survey"], "from": "22:00", "to": "08:00" }] }""", null)]
    [InlineData("{}", null)]
    public void Lint_KindsWithoutQuietHours_AreNamed(string json, string? kind)
    {
        MatrixFinding? finding = ContactMatrix.Parse(json).Lint().SingleOrDefault();
        Assert.Equal(kind is null, finding is null);
        Assert.Contains(kind ?? "", finding?.What ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("08:00", "20:00", "20:00", "08:00", true)]
    [InlineData("08:00", "21:00", "20:00", "09:00", true)]
    [InlineData("08:00", "20:00", "20:00", "07:59", false)]
    public void Lint_QuietHoursThatFillTheDay_AreAContradiction(string from1, string to1, string from2, string to2, bool full)
    {
        ContactMatrix matrix = ContactMatrix.Parse($$"""{ "quietHours": [{ "channels": ["sms", "push"], "from": "{{from1}}", "to": "{{to1}}" }, { "kinds": ["promo"], "from": "{{from2}}", "to": "{{to2}}" }] }""");
        MatrixFinding? finding = matrix.Lint().SingleOrDefault(f => f.Severity == FindingSeverity.Error);
        Assert.Equal(full ? "quiet-hours-2" : null, finding?.Rule);
        ContactOutcome outcome = new ContactGate(matrix).Decide(Given.Promo("2026-03-01T12:00Z", Channel.Sms), []).Outcome;
        Assert.Equal(full, outcome == ContactOutcome.Deny);
    }

    [Fact]
    public void Lint_ARuleThatIsSaidToDoNothing_DoesNothing()
    {
        int seen = 0;
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            SplitMix64 random = new(SplitMix64.Mix(seed));
            Scenario scenario = Scenario.Of(random.Next());
            ContactMatrixOptions options = scenario.Matrix with { Consent = [] };
            foreach (MatrixFinding finding in new ContactMatrix(options).Lint().Where(f => f.Kind is MatrixFindingKind.Shadowed or MatrixFindingKind.OutOfReach))
            {
                seen++;
                ContactMatrixOptions less = options with
                {
                    Caps = [.. options.Caps.Where(c => c.Id != finding.Rule)],
                    MinimumGap = [.. options.MinimumGap.Where(c => c.Id != finding.Rule)],
                    Pairs = [.. options.Pairs.Where(c => c.Id != finding.Rule)],
                };
                if (options.Pairs.Any(p => p.Id == finding.Rule && p.BothWays))
                {
                    continue;
                }

                if (!SameAnswers(new(new ContactMatrix(options)), new(new ContactMatrix(less)), scenario, ref random))
                {
                    return false.Label($"{finding.Rule}: {finding.What}");
                }
            }

            return true.ToProperty();
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), property);
        Assert.True(seen > 100, $"only {seen} findings were looked at");
    }

    /// <summary>A guest to whom only goes what is allowed, over a month.</summary>
    private static bool SameAnswers(ContactGate gate, ContactGate other, Scenario scenario, ref SplitMix64 random)
    {
        List<Contact> history = [];
        DateTimeOffset at = scenario.Request.At;
        for (int i = 0; i < 150; i++)
        {
            at = at.AddMinutes(1 + random.Below(600));
            Contact drawn = scenario.History.Length > 0 ? scenario.History[random.Below(scenario.History.Length)] : new(Given.Anna, new("a"), Channel.Sms, ContactKind.Promo, at);
            ContactRequest request = scenario.Request with { At = at, Channel = drawn.Channel, Kind = drawn.Kind, Partner = drawn.Partner, Guest = scenario.Request.Guest! with { HistoryIsKnown = true, Limits = null } };
            bool allowed = gate.Decide(request, [.. history]).IsAllowed;
            if (allowed != other.Decide(request, [.. history]).IsAllowed)
            {
                return false;
            }

            if (allowed)
            {
                history.Add(drawn with { At = at });
            }
        }

        return true;
    }
}
