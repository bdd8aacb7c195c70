using Loyalty.Core;
using Loyalty.Offers.Allocation;
using Loyalty.Offers.Scoring;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>(c) Which guest gets which offer of the promo list, under a budget.</summary>
/// <param name="List">The promo list.</param>
/// <param name="Candidates">Every offer that matches a guest's own favourites, scored.</param>
/// <param name="Result">The picks.</param>
/// <param name="Picks">The pick of each guest who has one.</param>
/// <param name="Curve">What each budget would bring when spent best.</param>
/// <param name="Greedy">What each budget would bring when the most valuable offers are taken first, whatever they cost.</param>
internal sealed record OffersStep(
    IReadOnlyList<Promotion> List, IReadOnlyList<Candidate> Candidates, AllocationResult Result, IReadOnlyDictionary<CustomerId, Candidate> Picks,
    IReadOnlyList<BudgetPoint> Curve, IReadOnlyList<(double Spend, double Value)> Greedy)
{
    /// <summary>What the discounts may cost in the month.</summary>
    public static readonly Money Budget = Money.Exact(2_500, DemoPlan.Pounds);

    public static OffersStep Run(Shop shop, SegmentsStep segments, IEnumerable<Guest> audience, IReadOnlyList<Promotion> list)
    {
        Prices prices = Prices.Of(shop);
        Dictionary<OfferId, Promotion> byId = list.ToDictionary(p => p.Id);
        OfferScorer scorer = new(list.Select(p => new PromotedOffer(p.Id, p.Percent / 100m, [new Sku(shop.Goods[p.Good].Sku)])), new ScoringOptions
        {
            ObservedDays = DemoPlan.AsOf.DayNumber - shop.Receipts[0].Day.DayNumber + 1,
            OfferDays = DemoPlan.Month.Days,
            Response = Candidate.Response,
            ValueShare = Candidate.Margin,
        });
        List<Candidate> candidates = [];
        foreach (Guest guest in audience)
        {
            PurchasedItem[] favourites = [.. segments.Tops[guest.Id].ToArray().Select(g =>
                new PurchasedItem(g.Sku, g.Score, DemoPlan.AsOf.DayNumber - g.LastDay.DayNumber, Money.Round(g.Net.ToDecimal() / g.Score, DemoPlan.Pounds)))];
            foreach (ScoredOffer scored in scorer.Score(favourites))
            {
                Promotion promotion = byId[scored.Offer];
                (decimal price, int pieces) = prices.Usual(promotion.Good, guest.Cards);
                candidates.Add(new Candidate(guest.Id, promotion, scored, price, pieces));
            }
        }

        CandidateSet set = new(DemoPlan.Pounds, list.Select(p => new OfferTerms(p.Id)), candidates.Count);
        Dictionary<OfferId, int> places = list.Select((p, i) => (p.Id, i)).ToDictionary(e => e.Id, e => e.i);
        foreach (Candidate candidate in candidates)
        {
            set.Add(candidate.Guest, places[candidate.Promotion.Id], candidate.Value, candidate.Cost);
        }

        OfferAllocator allocator = new(new AllocationOptions { Budget = Budget });
        AllocationResult result = allocator.Allocate(set);
        Dictionary<CustomerId, Candidate> picks = result.Picks.ToDictionary(p => p.Customer, p => candidates[p.Candidate]);
        return new OffersStep(list, candidates, result, picks, allocator.Curve(set, 60), MostValuableFirst(candidates));
    }

    /// <summary>What a spreadsheet does: sort by value, take from the top, one a guest, until the money is spent.</summary>
    private static List<(double Spend, double Value)> MostValuableFirst(List<Candidate> candidates)
    {
        HashSet<CustomerId> served = [];
        List<(double, double)> points = [(0, 0)];
        double spend = 0;
        double value = 0;
        foreach (Candidate candidate in candidates.Where(c => c.Value > 0).OrderByDescending(c => c.Value).ThenBy(c => c.Guest).ThenBy(c => c.Promotion.Id))
        {
            if (served.Add(candidate.Guest))
            {
                spend += (double)candidate.Cost.ToDecimal();
                value += (double)candidate.Value;
                points.Add((spend, value));
            }
        }

        int every = Math.Max(1, points.Count / 60);
        return [.. points.Where((_, i) => i % every == 0 || i == points.Count - 1)];
    }
}
