namespace Loyalty.Benchmarks.Workloads;

/// <summary>One question, its data and everyone who answers it.</summary>
/// <remarks>
/// To add one: a class in Workloads/&lt;Question&gt;/ that implements this, and a line in <see cref="WorkloadList"/>. Keep the data in a
/// <see cref="Lazy{T}"/> that each <see cref="Contestant.Prepare"/> touches, so that naming the contestants costs nothing:
/// <code>
/// public IReadOnlyList&lt;Contestant&gt; Contestants(int size, ulong seedShift)
/// {
///     Lazy&lt;Baskets&gt; baskets = new(() =&gt; Baskets.Generate(size, seedShift));
///     Ours ours = new(baskets);
///     return
///     [
///         new() { Name = "ours", Operations = 2000, Prepare = ours.Build, Run = ours.Price, Checksum = ours.Hash },
///         new() { Name = "linq", Operations = 2000, Prepare = …, Run = …, Checksum = …, AllowsPrefix = true },
///     ];
/// }
/// </code>
/// </remarks>
internal interface IWorkload
{
    /// <summary>The number that the command line names.</summary>
    int Number { get; }

    /// <summary>What is measured, in a few words, for the usage.</summary>
    string Question { get; }

    /// <summary>The size without --size; null where the workload has no size.</summary>
    int? DefaultSize { get; }

    /// <summary>Names everyone who takes part, ours first. Does no work yet.</summary>
    /// <param name="size">The size asked for; 0 where the workload has none.</param>
    /// <param name="seedShift">Is added to every seed of the workload, salts included; wraps around.</param>
    IReadOnlyList<Contestant> Contestants(int size, ulong seedShift);
}
