namespace Loyalty.Benchmarks.Workloads;

/// <summary>Every workload. A new one is one line here and one class.</summary>
internal static class WorkloadList
{
    public static IReadOnlyList<IWorkload> All { get; } =
    [
        new PosMatching.PosMatchingWorkload(),
        new Assignments.AssignmentWorkload(),
        new Contacts.ContactWorkload(),
        new Allocations.AllocationWorkload(),
        new Rfm.RfmWorkload(),
        new IdentityResolution.IdentityWorkload(),
        new StringSimilarity.SimilarityWorkload(),
    ];
}
