// prints: coffee 9
using Loyalty.Core;
using Loyalty.Offers.Allocation;

internal static class UseLoyaltyOffers
{
    public static string Answer()
    {
        Currency euro = new("EUR");
        CandidateSet candidates = new(euro, [new OfferTerms(new OfferId("coffee")), new OfferTerms(new OfferId("cake"))]);
        candidates.Add(new CustomerId(0), 0, 9m, Money.Exact(3m, euro));
        candidates.Add(new CustomerId(0), 1, 8m, Money.Exact(3m, euro));
        AllocationResult result = new OfferAllocator(new AllocationOptions { Budget = Money.Exact(5m, euro) }).Allocate(candidates);
        return FormattableString.Invariant($"{result.Picks[0].Offer} {result.Value}");
    }
}
