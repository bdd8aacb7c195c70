using BenchmarkDotNet.Attributes;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>The workload's questions under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class ContactBenchmarks
{
    private const int Customers = 100_000;
    private const int Asked = 500_000;

    private readonly LedgerContestant ours;
    private readonly DictionaryContestant dictionary;
    private readonly RingContestant ring;

    /// <summary>Makes everybody who answers, over one set of data.</summary>
    public ContactBenchmarks()
    {
        Lazy<ContactData> data = new(() => new ContactData(Customers, 0));
        (ours, dictionary, ring) = (new(data, Matrices.Caps), new(data), new(data));
    }

    /// <summary>Builds the states.</summary>
    [GlobalSetup]
    public void Build()
    {
        ours.Build();
        dictionary.Build();
        ring.Build();
    }

    /// <summary>A ledger behind a matrix of 29 caps.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Asked)]
    public void Ours()
    {
        ours.Ask(Asked);
    }

    /// <summary>A dictionary of lists and LINQ.</summary>
    [Benchmark(OperationsPerInvoke = Asked)]
    public void Dictionary()
    {
        dictionary.Ask(Asked);
    }

    /// <summary>An inline ring written for these caps.</summary>
    [Benchmark(OperationsPerInvoke = Asked)]
    public void Ring()
    {
        ring.Ask(Asked);
    }

    /// <summary>Takes back what the last pass counted.</summary>
    [IterationSetup]
    public void TakeBack()
    {
        ours.Reset();
        dictionary.Reset();
        ring.Reset();
    }
}
