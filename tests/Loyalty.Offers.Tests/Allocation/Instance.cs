using Loyalty.Core;
using Loyalty.Offers.Allocation;

namespace Loyalty.Offers.Tests.Allocation;

/// <summary>A small random problem and the slow truth about it: every allocation is looked at.</summary>
internal sealed class Instance
{
    public static readonly Currency Euro = new("EUR");

    public List<(int Customer, int Offer, decimal Value, long Cost)> Rows { get; } = [];

    public int?[] Limits { get; private init; } = [];

    public long Budget { get; private init; }

    public int PerCustomer { get; private init; }

    /// <param name="seed">Decides everything.</param>
    /// <param name="limited">Whether offers have limits.</param>
    /// <param name="coarse">Few distinct values and costs, so that many totals are equal.</param>
    public static Instance Random(ulong seed, bool limited, bool coarse)
    {
        SplitMix64 random = new(seed);
        int customers = 1 + random.Below(4);
        int offers = 1 + random.Below(3);
        Instance instance = new()
        {
            Limits = [.. Enumerable.Range(0, offers).Select(_ => limited && random.Below(3) > 0 ? random.Below(3) : (int?)null)],
            PerCustomer = 1 + random.Below(3),
            Budget = random.Below(coarse ? 8 : 60),
        };
        for (int customer = 0; customer < customers; customer++)
        {
            for (int offer = 0; offer < offers; offer++)
            {
                if (random.Below(5) > 0)
                {
                    decimal value = coarse ? random.Below(4) - 1 : (random.Below(400) - 40) / 10m;
                    instance.Rows.Add((customer, offer, value, coarse ? random.Below(4) : random.Below(30)));
                }
            }
        }

        return instance;
    }

    public CandidateSet Candidates(bool reversed = false)
    {
        CandidateSet set = new(Euro, Limits.Select((limit, i) => new OfferTerms(new OfferId("offer-" + (char)('a' + i)), limit)));
        foreach ((int customer, int offer, decimal value, long cost) in reversed ? Rows.AsEnumerable().Reverse() : Rows)
        {
            set.Add(new CustomerId(customer), offer, value, new Money(cost, Euro));
        }

        return set;
    }

    public AllocationResult Solve(int steps = 2_000_000, bool reversed = false) =>
        new OfferAllocator(new AllocationOptions { Budget = new Money(Budget, Euro), PerCustomer = PerCustomer, SearchSteps = steps }).Allocate(Candidates(reversed));

    /// <summary>The best of all allocations: most value, then least cost, then ordinally smallest picks.</summary>
    public (decimal Value, long Cost, (int Customer, int Offer)[] Picks) BruteForce()
    {
        (decimal Value, long Cost, (int, int)[] Picks) best = (0, 0, []);
        for (int mask = 0; mask < 1 << Rows.Count; mask++)
        {
            var rows = Rows.Where((_, i) => (mask >> i & 1) == 1).OrderBy(r => r.Customer).ThenBy(r => r.Offer).ToArray();
            decimal value = rows.Sum(r => r.Value);
            long cost = rows.Sum(r => r.Cost);
            if (cost > Budget || rows.Any(r => r.Value <= 0)
                || rows.GroupBy(r => r.Customer).Any(g => g.Count() > PerCustomer)
                || rows.GroupBy(r => r.Offer).Any(g => g.Count() > (Limits[g.Key] ?? int.MaxValue)))
            {
                continue;
            }

            (int, int)[] picks = [.. rows.Select(r => (r.Customer, r.Offer))];
            if (value > best.Value || (value == best.Value && (cost < best.Cost || (cost == best.Cost && picks.AsSpan().SequenceCompareTo(best.Picks) < 0))))
            {
                best = (value, cost, picks);
            }
        }

        return best;
    }
}
