using System.Globalization;
using System.Text.Json.Nodes;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Samples.Demo.Made;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (e): what may be sent.</summary>
internal sealed record ContactTelling(ContactStep Step) : Telling
{
    private const string Simulated = "campaigns, consents and opening of messages. The purchases that called for a receipt by e-mail are real.";

    private static readonly string[] Colours = ["c1", "c2", "c3"];

    private static readonly (Channel Channel, string Name)[] Channels = [(Channel.Email, "e-mail"), (Channel.Push, "push"), (Channel.Sms, "text messages")];

    public override string Letter => "e";

    public override string Title => "One contact policy for three partners";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables =>
    [
        ("three weeks of campaigns (simulated), by rule", ByRule),
        ("sent and not sent (simulated), by channel and partner", SentBars.Table),
        ($"load card of one guest (simulated): {Step.CardOf.Name} (a made name)", LoadCard),
        ("may the shop send this guest one more promotion?", FreeCard),
    ];

    public override JsonObject Summary => new()
    {
        ["requests"] = Step.Fates.Count,
        ["sent"] = Step.Sent.Count(),
        ["sentLater"] = Waited,
        ["notSent"] = Step.Fates.Count(d => !d.IsSent),
        ["byRule"] = new JsonObject(Stopped.Select(g => KeyValuePair.Create(g.Rule, (JsonNode?)g.Count))),
        ["sentByChannel"] = new JsonObject(Channels.Select(c => KeyValuePair.Create(c.Channel.Value, (JsonNode?)Step.Sent.Count(m => m.Channel == c.Channel)))),
        ["opened"] = Step.Opened.Count,
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.ContactPolicy · ContactMatrix, ContactGate, ContactLedger, GuestLoad, ContactExplanation",
        Paragraphs =
        [
            "Three partners plan three weeks of letters without knowing of each other. Each message asks for a slot first. The policy counts what all of them sent: two promotions in seven days, one text message a week, "
            + "one survey a quarter, four hours between any two, no text or push from 21:00 to 09:00 on the guest's own clock. Receipts by e-mail are exempt and still shown.",
            "What must wait is asked again when the policy said it would be free, for one day; then it has expired. A partner never learns what the others sent.",
        ],
        Figures =
        [
            new(Shown.Count(Step.Fates.Count), "messages planned"), new(Shown.Count(Step.Sent.Count()), "sent"),
            new(Shown.Count(Waited), "of them after waiting"), new(Shown.Percent((double)Step.Opened.Count / Step.Sent.Count()), "of those sent were opened (simulated)"),
        ],
        Blocks =
        [
            new FigureBlock(LoadFigure), new FigureBlock(RuleFigure),
            new TableBlock($"One guest's load card: {Step.Load.Sent} messages in three weeks, {Step.Load.Opened} opened", $"{Step.CardOf.Name} (a made name), 1 to 21 November 2011.", LoadCard, "Simulated: " + Simulated, Simulated: true),
            new TableBlock(FreeFinding, "One more promotion by the shop, asked on 22 November 2011 at 12:00 UTC.", FreeCard, "When the policy would let it through, and how much of each cap is used up. Quiet hours and gaps are observed too.", Simulated: true),
        ],
    };

    private int Waited => Step.Fates.Count(d => d.IsSent && d.Waited);

    private string FreeFinding => Step.Free.Where(f => f.Explanation.Decision.IsAllowed).Select(f => f.Channel.Value).ToArray() is { Length: > 0 } free
        ? $"Still free for {Step.CardOf.Name}: {string.Join(", ", free)}"
        : $"Nothing is free for {Step.CardOf.Name} until {Step.Free.Min(f => f.Explanation.Decision.NextAllowedAt)!.Value.UtcDateTime.ToString("d MMMM", CultureInfo.InvariantCulture)}";

    private IEnumerable<(string Rule, int Count)> Stopped => Step.Fates.Where(d => !d.IsSent).GroupBy(d => d.Decision.Rule!)
        .Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal);

    private DataTable ByRule => new(["outcome", "messages"],
    [
        ["sent at once", Shown.Count(Step.Sent.Count() - Waited)],
        ["sent after waiting", Shown.Count(Waited)],
        .. Stopped.Select(s => (IReadOnlyList<string>)["not sent: " + s.Rule, Shown.Count(s.Count)]),
    ]);

    private StackedBars SentBars => new()
    {
        Description = "A bar for each channel, made of the three partners' messages that went and of those that did not.",
        Series = [.. DemoPlan.Partners.Select((p, i) => (p.Value, Colours[i])), ("not sent", "c0")],
        Bars =
        [
            .. Channels.Select(c => new StackedBar(c.Name,
                [.. DemoPlan.Partners.Select(p => (double)Step.Sent.Count(m => m.Channel == c.Channel && m.Partner == p)), Step.Fates.Count(d => !d.IsSent && d.Message.Channel == c.Channel)])),
        ],
        Axis = "messages in three weeks",
        Kind = "channel",
        Format = v => Shown.Count((long)v),
    };

    private Figure LoadFigure
    {
        get
        {
            (string name, double held) = Channels.Select(c => (c.Name, (double)Step.Fates.Count(d => !d.IsSent && d.Message.Channel == c.Channel) / Math.Max(1, Step.Fates.Count(d => d.Message.Channel == c.Channel)))).MaxBy(c => c.Item2);
            return new Figure
            {
                Id = "contacts",
                Finding = $"Guests got {Shown.Number((double)Step.Sent.Count() / Reached, 1)} messages each instead of {Shown.Number((double)Step.Fates.Count / Planned, 1)}; {name} {(name.EndsWith('s') ? "were" : "was")} cut the most, by {Shown.Percent(held)}",
                Subtitle = "Messages by channel, 1 to 21 November 2011: sent by each partner, and not sent.",
                Source = "the demo's campaigns, decided by the contact policy.",
                Simulated = Simulated,
                Chart = SentBars,
            };
        }
    }

    private Figure RuleFigure
    {
        get
        {
            (string rule, int most) = Stopped.First();
            return new Figure
            {
                Id = "rules",
                Finding = $"The rule {rule} stopped {Shown.Percent((double)most / Step.Fates.Count(d => !d.IsSent))} of what was not sent",
                Subtitle = "Messages not sent, by the rule that refused them the longest.",
                Source = "the demo's campaigns, decided by the contact policy.",
                Simulated = Simulated,
                Chart = new StackedBars
                {
                    Description = "A bar for each rule of the policy.",
                    Series = [("messages not sent", "c2")],
                    Bars = [.. Stopped.Select(s => new StackedBar(s.Rule, [s.Count]))],
                    Axis = "messages in three weeks",
                    Kind = "rule",
                    Format = v => Shown.Count((long)v),
                },
            };
        }
    }

    private int Planned => Step.Fates.Select(d => d.Message.Guest).Distinct().Count();

    private int Reached => Step.Sent.Select(m => m.Guest).Distinct().Count();

    private DataTable LoadCard => new(["channel", "partner", "sent", "exempt", "opened"],
        [.. Step.Load.Lines.Select(l => (IReadOnlyList<string>)[l.Channel.Value, l.Partner.Value, Shown.Count(l.Sent), Shown.Count(l.Exempt), Shown.Count(l.Opened)])]);

    private DataTable FreeCard => new(["channel", "free from (UTC)", "used of allowed"],
        [.. Step.Free.Select(f => (IReadOnlyList<string>)[f.Channel.Value,
            f.Explanation.Decision.IsAllowed ? "now" : f.Explanation.Decision.NextAllowedAt is { } at ? at.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture) : "never",
            string.Join(", ", f.Explanation.Findings.Where(r => r.Kind == ContactRuleKind.Cap).Select(r => $"{r.Rule} {Shown.Count(r.Counted)} of {Shown.Count(r.Max)}"))])]);
}
