using BenchmarkDotNet.Running;
using Loyalty.Benchmarks.Workloads;
using Loyalty.Benchmarks.Workloads.Arbitration;
using Loyalty.Benchmarks.Workloads.Cascades;
using Loyalty.Benchmarks.Workloads.ContactStores;
using Loyalty.Benchmarks.Workloads.Lifetime;
using Loyalty.Benchmarks.Workloads.PosStacking;

// 'workload K …' is the quick look that scripts read, and each further word a question of its own; everything else is BenchmarkDotNet's.
int? answered = args switch
{
    ["workload", .. string[] rest] => WorkloadCommand.Run(rest, WorkloadList.All, Console.Out, Console.Error),
    ["stacking", .. string[] rest] => StackingCommand.Run(rest, Console.Out),
    ["arbitration", .. string[] rest] => ArbitrationCommand.Run(rest, Console.Out),
    ["contact-stores", .. string[] rest] => ContactStoresCommand.Run(rest, Console.Out),
    ["cascade", .. string[] rest] => CascadeCommand.Run(rest, Console.Out),
    ["lifetime", .. string[] rest] => LifetimeCommand.Run(rest, Console.Out),
    _ => null,
};
if (answered is null)
{
    BenchmarkSwitcher.FromAssembly(typeof(WorkloadCommand).Assembly).Run(args);
}

return answered ?? 0;
