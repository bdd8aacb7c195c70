namespace Loyalty.Benchmarks.Workloads;

/// <summary>Every workload. A new one is one line here and one class.</summary>
internal static class WorkloadList
{
    public static IReadOnlyList<IWorkload> All { get; } =
    [
        new Assignments.AssignmentWorkload(),
        new Contacts.ContactWorkload(),
        new Allocations.AllocationWorkload(),
        new Rfm.RfmWorkload(),
        new Contacts.ContactWorkload(),
    ];
}
