using Loyalty.Core;
using Loyalty.Offers.Allocation;

namespace Loyalty.Offers.Tests.Allocation;

/// <summary>A published problem: twenty offers a guest, one at most, a quarter of the budget that everybody's best would take.</summary>
internal static class Workload
{
    public static (CandidateSet Candidates, long Budget) Of(int guests)
    {
        SplitMix64 random = new(6);
        CandidateSet set = new(Currency.None, Enumerable.Range(0, 20).Select(i => new OfferTerms(new OfferId($"offer-{i:00}"))), guests * 20);
        long best = 0;
        for (int guest = 0; guest < guests; guest++)
        {
            double s = random.NextDouble();
            (long Value, long Cost) top = (-1, 0);
            for (int offer = 0; offer < 20; offer++)
            {
                long cost = 20 + random.Below(480);
                long value = (long)Math.Floor(cost * (0.2 + (1.3 * random.NextDouble())) * (0.5 + s));
                set.Add(new CustomerId(guest), offer, value, new Money(cost, Currency.None));
                top = value > top.Value || (value == top.Value && cost < top.Cost) ? (value, cost) : top;
            }

            best += top.Cost;
        }

        return (set, (long)Math.Floor(0.25 * best));
    }
}
