namespace Loyalty.Benchmarks.Workloads.Assignments;

/// <summary>Which variant a guest gets.</summary>
internal sealed class AssignmentWorkload : IWorkload
{
    public int Number => 3;

    public string Question => "experiment assignment";

    public int? DefaultSize => null;

    public IReadOnlyList<Contestant> Contestants(int size, ulong seedShift)
    {
        Lazy<AssignmentData> data = new(() => new AssignmentData(seedShift));
        HashContestants hashes = new(data);
        FeatureManagementContestant features = new(data);
        return
        [
            Hash("ours", hashes.Ours),
            Hash("murmur3", hashes.Murmur3),
            Hash("mix", hashes.Mix),
            new()
            {
                Name = "featuremanagement", Operations = AssignmentData.Operations, Prepare = features.Build, Reset = features.Reset, Run = features.Run,
                Checksum = features.Check, SameAnswer = false, AllowsPrefix = true, PrefixStep = AssignmentData.Experiments,
            },
            Hash("ours-integer", hashes.OursByNumber) with { Against = "ours-integer" },
        ];

        Contestant Hash(string name, Action<long> run) => new()
        {
            Name = name,
            Operations = AssignmentData.Operations,
            Prepare = hashes.Build,
            Reset = hashes.Reset,
            Run = run,
            Checksum = () => hashes.Check(name),
            SameAnswer = false,
            AllowsPrefix = true,
            PrefixStep = AssignmentData.Experiments,
        };
    }
}
