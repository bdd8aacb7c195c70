using System.Globalization;
using Loyalty.Core;
using Loyalty.Offers.Allocation;

namespace Loyalty.Benchmarks.Workloads.Allocations;

/// <summary>The public allocator: exact relaxation, search, certified bound, picks.</summary>
internal sealed class OursContestant(Lazy<AllocationData> data)
{
    private CandidateSet? candidates;
    private AllocationResult? result;

    public void Build()
    {
        candidates = data.Value.ToCandidates();

        // The first call puts the columns in order; that is loading, not solving.
        Allocate();
    }

    public void Allocate() => result = new OfferAllocator(new AllocationOptions { Budget = new Money(data.Value.Budget, Currency.None) }).Allocate(candidates!);

    public string Checksum()
    {
        long cost = result!.Cost.MinorUnits;
        decimal value = result.Picks.Sum(p => p.Value);
        return cost > data.Value.Budget || value != result.Value || result.Gap > 1e-6
            ? throw new ChecksumException(string.Create(CultureInfo.InvariantCulture, $"ours is over budget, does not add up or is {result.Gap} below its bound."))
            : string.Create(CultureInfo.InvariantCulture, $"{value:0},{cost}");
    }
}
