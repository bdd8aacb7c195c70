using System.Text.Json.Nodes;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (d): who is held out.</summary>
internal sealed record ControlTelling(ControlStep Step) : Telling
{
    public override string Letter => "d";

    public override string Title => "A tenth is held out";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => [("target and control", Groups)];

    public override JsonObject Summary => new()
    {
        ["control"] = Step.Control.Count,
        ["target"] = Step.Target.Count,
        ["draws"] = Step.Draws,
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
            $"A tenth is few, and chance can make it lopsided. Before anything was sent the groups' habits were compared, and the split was drawn again where one differed: {(Step.Draws == 1 ? "the first draw held" : $"draw {Step.Draws} held")}.",
        ],
        Figures = [new(Shown.Count(Step.Target.Count), "target"), new(Shown.Count(Step.Control.Count), "control")],
        Blocks = [new TableBlock(Finding, "What the two groups did up to 31 October 2011, before any offer.", Groups, "Source: " + Receipts + " p: how often chance alone would make the groups differ as much (Welch's test).")],
    };

    private string Finding => Step.IsBalanced
        ? "Before November, target and control differ by no more than chance"
        : "Before November, target and control differ; the adjusted estimates allow for it";

    private DataTable Groups => new(["mean of", "target", "control", "p"],
    [
        ["guests (number)", Shown.Count(Step.Target.Count), Shown.Count(Step.Control.Count), Step.Sizes is { } sizes ? Shown.Number(sizes.PValue, 3) : "–"],
        .. Step.Habits.Select(h => (IReadOnlyList<string>)[h.Name, Shown.Number(h.Effect.ArmMean ?? 0, h.Digits), Shown.Number(h.Effect.ControlMean ?? 0, h.Digits), h.Effect.PValue is { } p ? Shown.Number(p, 3) : "–"]),
    ]);
}
