namespace Loyalty.Benchmarks.Workloads;

/// <summary>One implementation that does a workload's work, and how to run it.</summary>
internal sealed record Contestant
{
    /// <summary>The name in the output, such as <c>ours</c> or <c>linq</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The contestant of ours that the ratio is measured against; a contestant that names itself is ours.</summary>
    public string Against { get; init; } = "ours";

    /// <summary>Operations in a whole pass: baskets, receipts, decisions, pairs. Times and bytes are given for one.</summary>
    public required long Operations { get; init; }

    /// <summary>Does the first so many operations. Timed; what it allocates counts, so results and state are made in <see cref="Prepare"/>.</summary>
    public required Action<long> Run { get; init; }

    /// <summary>The checksum of the last <see cref="Run"/>, not timed; empty where the workload defines none.</summary>
    public Func<string> Checksum { get; init; } = () => "";

    /// <summary>Builds what stays the same between passes (data, indexes, buffers). Called once, not timed.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>Puts changing state back to the start. Called before each pass, not timed.</summary>
    public Action Reset { get; init; } = () => { };

    /// <summary>The checksum of a whole pass that the workload publishes, checked before anything is timed; null where none is published.</summary>
    public string? Expected { get; init; }

    /// <summary>Whether the checksum must equal that of <see cref="Against"/> over the same operations.</summary>
    public bool SameAnswer { get; init; } = true;

    /// <summary>Whether a pass of more than five seconds is cut to a prefix; <see cref="Run"/> of both sides then takes any smaller count.</summary>
    public bool AllowsPrefix { get; init; }

    /// <summary>A prefix is a multiple of this.</summary>
    public int PrefixStep { get; init; } = 1;

    /// <summary>Bytes of state held for each customer after a pass; null where the workload does not ask.</summary>
    public Func<double>? StateBytesPerCustomer { get; init; }

    /// <summary>Why it cannot run here (a server that is not up), else null. Asked before <see cref="Prepare"/>.</summary>
    public Func<string?> Unavailable { get; init; } = () => null;

    public bool IsOurs => Name == Against;
}
