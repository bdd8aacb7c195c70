using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Offers.Experiments;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (d): who is held out.</summary>
internal sealed record ControlTelling(SegmentsStep Segments, ControlStep Step) : Telling
{
    public override string Letter => "d";

    public override string Title => "A tenth is held out";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => [("target and control", Groups)];

    public override JsonObject Summary => new()
    {
        ["control"] = Step.Control.Count,
        ["target"] = Step.Target.Count,
        ["share"] = Math.Round((double)Step.Control.Count / (Step.Control.Count + Step.Target.Count), 6),
        ["sampleRatioPValue"] = Step.Sizes is { } sizes ? Math.Round(sizes.PValue, 6) : null,
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Offers.Experiments · Experiment, GuestKey, EffectAnalysis.CheckSizes",
        Paragraphs =
        [
            "Each guest's group follows from the profile's id and the campaign's name alone, so every till, app and partner comes to the same answer without a list. Another campaign's control group is another tenth.",
            "Those held out have an offer chosen for them like everybody else, and do not get it. That is what makes the groups comparable.",
        ],
        Figures = [new(Shown.Count(Step.Target.Count), "target"), new(Shown.Count(Step.Control.Count), "control")],
        Blocks = [new TableBlock(Finding, "What the two groups did up to 31 October 2011, before any offer.", Groups, "Source: " + Receipts + " p: how often chance alone would make the groups differ as much (Welch's test).")],
    };

    private string Finding
    {
        get
        {
            int apart = Habits.Count(h => Compare(h.Of).PValue < 0.05);
            return apart == 0
                ? "Before November, target and control differ by no more than chance"
                : $"Before November, target and control differ in {apart} of {Habits.Length} habits; the adjusted estimates allow for it";
        }
    }

    private (string Name, int Digits, Func<CustomerId, double> Of)[] Habits =>
    [
        ("visits", 2, c => Segments.Summaries[c].Visits),
        ("days since the last visit", 1, c => Segments.Summaries[c].RecencyDays ?? 0),
        ("net spend, £", 0, c => Segments.Summaries[c].Net.MinorUnits / 100.0),
        ("purchase days expected in November", 2, c => Segments.Expected(c, DemoPlan.Month.Days)),
    ];

    private DataTable Groups => new(["mean of", "target", "control", "p"],
    [
        ["guests (number)", Shown.Count(Step.Target.Count), Shown.Count(Step.Control.Count), Step.Sizes is { } sizes ? Shown.Number(sizes.PValue, 3) : "–"],
        .. Habits.Select(h => Compare(h.Of) is var e ? (IReadOnlyList<string>)[h.Name, Shown.Number(e.ArmMean ?? 0, h.Digits), Shown.Number(e.ControlMean ?? 0, h.Digits), e.PValue is { } p ? Shown.Number(p, 3) : "–"] : []),
    ]);

    private EffectResult Compare(Func<CustomerId, double> of)
    {
        ArmTally tally(IReadOnlyList<CustomerId> guests) => guests.Aggregate(default(ArmTally), (sum, guest) => sum.Add(of(guest)));
        return new EffectAnalysis().Compare(tally(Step.Control), tally(Step.Target));
    }
}
