using Loyalty.Core;
using Loyalty.Offers.Allocation;

namespace Loyalty.Benchmarks.Workloads.Allocations;

/// <summary>Twenty offers a guest, one at most, a quarter of what everybody's best would cost.</summary>
internal sealed class AllocationData
{
    public const int Offers = 20;

    public AllocationData(int guests, ulong seedShift)
    {
        Guests = guests;
        Values = new int[guests * Offers];
        Costs = new int[guests * Offers];
        SplitMix64 random = new(6 + seedShift);
        long best = 0;
        for (int guest = 0; guest < guests; guest++)
        {
            double s = random.NextDouble();
            int top = -1;
            for (int i = guest * Offers; i < (guest + 1) * Offers; i++)
            {
                Costs[i] = 20 + random.Below(480);
                Values[i] = (int)Math.Floor(Costs[i] * (0.2 + (1.3 * random.NextDouble())) * (0.5 + s));
                top = top < 0 || Values[i] > Values[top] || (Values[i] == Values[top] && Costs[i] < Costs[top]) ? i : top;
            }

            best += Costs[top];
        }

        Budget = (long)Math.Floor(0.25 * best);
    }

    public int Guests { get; }

    public int[] Values { get; }

    public int[] Costs { get; }

    public long Budget { get; }

    /// <summary>The same through the public door.</summary>
    public CandidateSet ToCandidates()
    {
        CandidateSet set = new(Currency.None, Enumerable.Range(0, Offers).Select(i => new OfferTerms(new OfferId($"offer-{i:00}"))), Values.Length);
        for (int i = 0; i < Values.Length; i++)
        {
            set.Add(new CustomerId(i / Offers), i % Offers, Values[i], new Money(Costs[i], Currency.None));
        }

        return set;
    }
}
