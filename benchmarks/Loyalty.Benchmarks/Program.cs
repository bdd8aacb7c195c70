using BenchmarkDotNet.Running;
using Loyalty.Benchmarks.Workloads;
using Loyalty.Benchmarks.Workloads.Arbitration;
using Loyalty.Benchmarks.Workloads.ContactStores;
using Loyalty.Benchmarks.Workloads.PosStacking;

// 'workload K …' is the quick look that scripts read; everything else is BenchmarkDotNet's.
if (args is ["workload", .. string[] rest])
{
    return WorkloadCommand.Run(rest, WorkloadList.All, Console.Out, Console.Error);
}

if (args is ["stacking", .. string[] further])
{
    return StackingCommand.Run(further, Console.Out);
}

if (args is ["arbitration", .. string[] weeks])
{
    return ArbitrationCommand.Run(weeks, Console.Out);
}

if (args is ["contact-stores", .. string[] how])
{
    return ContactStoresCommand.Run(how, Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(WorkloadCommand).Assembly).Run(args);
return 0;
