using System.Text.Json.Nodes;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Demo.Story;

/// <summary>Tells (f): what the offers did at the till.</summary>
internal sealed record TillTelling(TillStep Step) : Telling
{
    public override string Letter => "f";

    public override string Title => "November at the till";

    public override IReadOnlyList<(string Caption, DataTable Table)> Tables => Step.Example is { } example
        ? [("November's baskets with the offers", Totals), ($"receipt {example.Id} (real) of {example.Guest} (a made name): {example.Why}", ExampleTable(example))]
        : [("November's baskets with the offers", Totals)];

    public override JsonObject Summary => new()
    {
        ["offers"] = Step.Catalogue.OfferCount,
        ["catalogue"] = Step.Catalogue.Version,
        ["baskets"] = Step.Real.Baskets,
        ["subtotal"] = Step.Real.Subtotal / 100m,
        ["discount"] = Step.Real.Discount / 100m,
        ["redeemed"] = Step.Real.Redeemed,
        ["points"] = Step.Real.Points,
        ["withReaction"] = new JsonObject { ["extraPieces"] = Step.ExtraPieces, ["subtotal"] = Step.Reacted.Subtotal / 100m, ["discount"] = Step.Reacted.Discount / 100m, ["redeemed"] = Step.Reacted.Redeemed },
    };

    public override Section Section => new()
    {
        Letter = Letter,
        Title = Title,
        Library = "Loyalty.Pos · Catalogue, Offer, PercentOff, Basket, PricingSession, PricedBasket",
        Paragraphs =
        [
            $"{Shown.Count(Step.Real.Baskets)} real baskets of known guests in November are priced as a till would price them, with the personal offers of those who have one. Nothing about these baskets is changed: what they redeem, they bought anyway.",
            "Then the same baskets are priced again with the pieces that the offers made guests add. That reaction is simulated.",
        ],
        Figures =
        [
            new(Shown.Count(Step.Real.Baskets), "real baskets priced"), new(Shown.Pounds(Step.Real.Discount / 100.0), "off what was bought anyway"),
            new(Shown.Count(Step.ExtraPieces), "pieces added (simulated)"), new(Shown.Pounds(Step.Reacted.Discount / 100.0), "off in all (simulated)"),
        ],
        Blocks =
        [
            new TableBlock($"The offers cost {Shown.Pounds(Step.Reacted.Discount / 100.0)} of {Shown.ShortPounds(Step.Reacted.Subtotal / 100.0)}; {Shown.Percent((double)Step.Real.Discount / Math.Max(1, Step.Reacted.Discount))} of it went on what would have been bought anyway",
                "November's baskets as they were, and with the simulated reaction.", Totals, "Source: " + Receipts + " The offers are made. Simulated: the pieces added in the second column.", Made: true, Simulated: true),
            .. Step.Example is { } example
                ? new Block[] { new TableBlock($"Receipt {example.Id}: {example.Why}", $"A real basket of November; its guest {example.Guest} is a made name.", ExampleTable(example), $"Source: {Receipts} The offer is made.", Made: true) }
                : [],
        ],
    };

    private DataTable Totals => new(["figure", "real baskets", "with reaction (simulated)"],
    [
        Row("baskets", t => Shown.Count(t.Baskets)),
        Row("before discounts", t => Shown.Pounds(t.Subtotal / 100.0)),
        Row("discounts", t => Shown.Pounds(t.Discount / 100.0)),
        Row("paid", t => Shown.Pounds((t.Subtotal - t.Discount) / 100.0)),
        Row("baskets with an offer", t => Shown.Count(t.Redeemed)),
        Row("points earned, one a pound", t => Shown.Count(t.Points)),
    ]);

    private string[] Row(string name, Func<TillTotals, string> of) => [name, of(Step.Real), of(Step.Reacted)];

    private static DataTable ExampleTable(ShownReceipt example) => new(["good", "pieces", "price", "discount", "paid"],
    [
        .. example.Lines.Select(l => (IReadOnlyList<string>)[l.Good, Shown.Number((double)l.Quantity, 0), Shown.Pence(l.UnitPrice / 100.0), l.Discount == 0 ? "–" : Shown.Pence(l.Discount / 100.0), Shown.Pence(l.Paid / 100.0)]),
        ["in all", Shown.Number((double)example.Lines.Sum(l => l.Quantity), 0), "", Shown.Pence(example.Lines.Sum(l => l.Discount) / 100.0), Shown.Pence(example.Total / 100.0)],
    ]);
}
