using System.Text.Json.Nodes;
using Loyalty.Samples.Demo.Made;
using Loyalty.Samples.Report;
using Loyalty.Samples.Report.Charts;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (c): which guest gets which offer.</summary>
internal sealed record OffersTelling(Shop Shop, ProfilesStep Profiles, OffersStep Step) : Telling
{
    public override string Letter => "c";

    public override string Title => "Offers under a budget";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => [("allocation", Counts), ("the ten most given offers", Given)];

    public override JsonObject Summary => new()
    {
        ["promotions"] = Step.List.Count,
        ["candidates"] = Step.Candidates.Count,
        ["picks"] = Step.Picks.Count,
        ["budget"] = OffersStep.Budget.ToDecimal(),
        ["cost"] = Step.Result.Cost.ToDecimal(),
        ["value"] = Step.Result.Value,
        ["upperBound"] = Step.Result.UpperBound,
        ["gap"] = Math.Round(Step.Result.Gap, 8),
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Segmentation · PersonalTops; Loyalty.Offers · OfferScorer, CandidateSet, OfferAllocator, AllocationResult, BudgetPoint",
        Paragraphs =
        [
            $"Each guest's hundred favourite goods are crossed with the promo list; the best five become candidates. A candidate is worth the margin of what it is likely to move in November, less the discount, which is paid on what would have been bought anyway too. "
            + $"Assumed are a margin of {Shown.Percent((double)Candidate.Margin)}, and that ten per cent off sell {Shown.Percent((double)Candidate.Response / 10)} more; control groups are there to correct that.",
            "Offers that only give money away have a negative value and are never picked. The allocator says how far from the best possible it can be at most.",
        ],
        Figures =
        [
            new(Shown.Count(Step.Candidates.Count), "candidates scored"), new(Shown.Count(Step.Picks.Count), "guests get one offer"),
            new(Shown.Pounds((double)Step.Result.Value), "expected extra margin"), Step.Result.IsOptimal ? new("proven", "no better choice exists") : new(Shown.Percent(Step.Result.Gap, 3), "at most below the best possible"),
        ],
        Blocks = [new FigureBlock(CurveFigure), new TableBlock($"{Shown.Percent((double)Step.Candidates.Count(c => c.Value <= 0) / Step.Candidates.Count)} of the matching offers would only give money away; they stay in the drawer",
            "The ten most given of the others, with the discount and the value to expect.", Given, $"Source: {Receipts} Discounts and the choice of goods are made; goods and prices are real.", Made: true)],
    };

    private DataTable Counts => new(["figure", "count"],
    [
        ["goods on the promo list (made)", Shown.Count(Step.List.Count)],
        ["candidates scored", Shown.Count(Step.Candidates.Count)],
        ["of them worth anything", Shown.Count(Step.Candidates.Count(c => c.Value > 0))],
        ["budget for discounts", Shown.Pounds((double)OffersStep.Budget.ToDecimal())],
        ["expected discounts of the picks", Shown.Pence((double)Step.Result.Cost.ToDecimal())],
        ["guests with an offer", Shown.Count(Step.Picks.Count)],
        ["expected extra margin", Shown.Pence((double)Step.Result.Value)],
        ["no allocation is worth more than", Shown.Pence((double)Step.Result.UpperBound)],
    ]);

    private DataTable Given => new(["good", "off", "guests", "discount", "value"],
        [.. Step.Picks.Values.GroupBy(p => p.Promotion).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Id).Take(10).Select(g => (IReadOnlyList<string>)[
            Shop.Goods[g.Key.Good].Title, Shown.Percent(g.Key.Percent / 100.0), Shown.Count(g.Count()), Shown.Pence((double)g.Sum(p => p.Cost.ToDecimal())), Shown.Pence((double)g.Sum(p => p.Value))])]);

    private Figure CurveFigure
    {
        get
        {
            double budget = (double)OffersStep.Budget.ToDecimal();
            double best = (double)Step.Curve.Max(p => p.Value);
            double all = (double)Step.Curve[^1].Spend.ToDecimal();
            (double X, double Y)[] greedy = [.. Step.Greedy.Where(p => p.Spend <= all)];
            return new Figure
            {
                Id = "budget",
                Finding = $"{Shown.Pounds(budget)} of discounts bring {Shown.Percent((double)Step.Result.Value / best)} of all the value there is; the next pound brings {Shown.Pence(Step.Result.BudgetPrice)}",
                Subtitle = "Expected extra margin after discounts in November, against what the discounts cost.",
                Source = $"computed from {Receipts}",
                Made = "the promo list. Margin and response are assumptions.",
                Chart = new CurveChart
                {
                    Description = "Value rises steeply with the first pounds and flattens; the chosen budget is marked.",
                    Curves =
                    [
                        new("best use of each budget", "c1", [.. Step.Curve.Select(p => ((double)p.Spend.ToDecimal(), (double)p.Value))]),
                        new("most valuable offers first", "c7", greedy),
                    ],
                    XAxis = "expected cost of the discounts",
                    YAxis = "expected extra margin",
                    XFormat = Shown.AxisPounds,
                    YFormat = Shown.AxisPounds,
                    Chosen = ((double)Step.Result.Cost.ToDecimal(), (double)Step.Result.Value, $"budget {Shown.Pounds(budget)}"),
                },
            };
        }
    }
}
