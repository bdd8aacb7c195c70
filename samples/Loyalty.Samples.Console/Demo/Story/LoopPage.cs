using Loyalty.Core;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Demo.Story;

/// <summary>The report: the loop's figures in front, then a section for each step.</summary>
internal static class LoopPage
{
    public static string ToHtml(Loop loop, IReadOnlyList<Telling> story) => new Page
    {
        Title = "A month of a loyalty programme, and what it changed",
        Lead = $"Three partners, {Shown.Count(loop.Profiles.Result.Profiles.Length)} guests, one budget of {Shown.Pounds((double)OffersStep.Budget.ToDecimal())}: "
            + "whom the programme chose in November 2011, what it was allowed to send, what the tills gave, and how much of it is due to the offers.",
        Figures =
        [
            new(Shown.Count(loop.Shop.Lines), "real receipt lines"),
            new(Shown.Count(loop.Profiles.Result.Profiles.Length), "profiles from three files"),
            new(Shown.Count(loop.Offers.Picks.Count), "personal offers chosen"),
            new(Shown.Percent(1 - ((double)loop.Contacts.Sent.Count() / loop.Contacts.Fates.Count)), "of planned messages not sent"),
            new(loop.Effect.Bought.Effect.Difference is { } d ? Shown.Signed(d * 100, 1) : "–", "points more bought the offered good (simulated)"),
        ],
        Honesty =
        [
            ("Real", $"{Shown.Count(loop.Shop.Lines)} receipt lines of a British online gift shop with {Shown.Count(loop.Shop.Cards.Count)} customers, December 2010 to December 2011; every segment, price, basket and date."),
            ("Made", "Names, addresses and errors in the three partners' files, consents, the promo list, the campaigns. All from one seed, so that everybody sees the same."),
            ("Simulated", "How people react: what they open, what an offer makes them add, what they answer. Marked on every figure that it touches."),
            ("Computed", "Everything else, by the libraries named beside each step. The report is the same to the last byte whenever it is made."),
        ],
        Sections = [.. story.Select(t => t.Section)],
        Colophon =
        [
            "Data: Chen, D. (2015). Online Retail. UCI Machine Learning Repository, doi 10.24432/C5BW33. Licence: Creative Commons Attribution 4.0 International (CC BY 4.0). Changes: columns renamed, times in ISO 8601; no value changed, no row removed.",
            $"{Shown.Count(loop.Shop.SetAside)} of {Shown.Count(loop.Shop.Lines)} lines are neither sale nor return (a negative price) and were set aside. Amounts are pounds sterling. Intervals are 95\u202F% intervals.",
            "Made by the command demo of Loyalty.Samples.Console.",
        ],
    }.ToHtml();
}
