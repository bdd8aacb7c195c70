using System.Globalization;

namespace Loyalty.Benchmarks.Workloads;

/// <summary>Reads <c>workload K [--size N] [--seed-shift K] [--only a,b]</c> and runs it.</summary>
internal static class WorkloadCommand
{
    public static int Run(string[] args, IReadOnlyList<IWorkload> workloads, TextWriter output, TextWriter error)
    {
        int? size = null;
        ulong seedShift = 0;
        string[]? only = null;
        if (args.Length == 0
            || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            || workloads.FirstOrDefault(w => w.Number == number) is not { } workload)
        {
            return Usage(args.Length == 0 ? "Which workload?" : $"There is no workload '{args[0]}'.");
        }

        for (int i = 1; i < args.Length; i += 2)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--size" when workload.DefaultSize is null:
                    return Usage($"Workload {number} has no size.");
                case "--size" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n > 0:
                    size = n;
                    break;
                case "--seed-shift" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong shift):
                    seedShift = shift;
                    break;
                case "--only" when value is { Length: > 0 }:
                    only = value.Split(',');
                    break;
                case "--size" or "--seed-shift" or "--only":
                    return Usage($"{args[i]} cannot be '{value}'.");
                default:
                    return Usage($"There is no option '{args[i]}'.");
            }
        }

        int used = size ?? workload.DefaultSize ?? 0;
        IReadOnlyList<Contestant> all = workload.Contestants(used, seedShift);
        if (only?.FirstOrDefault(name => all.All(c => c.Name != name)) is { } unknown)
        {
            return Usage($"Workload {number} has no '{unknown}', only {string.Join(", ", all.Select(c => c.Name))}.");
        }

        List<Contestant> chosen = [];
        foreach (Contestant contestant in all.Where(c => only is null || only.Contains(c.Name)))
        {
            if (contestant.Unavailable() is { } reason)
            {
                error.WriteLine($"{contestant.Name} does not run here: {reason}");
            }
            else
            {
                chosen.Add(contestant);
            }
        }

        try
        {
            foreach (Reading reading in Measurement.Of(chosen))
            {
                output.WriteLine(reading.ToJson(number, workload.DefaultSize is null ? null : used));
            }

            return 0;
        }
        catch (ChecksumException e)
        {
            error.WriteLine(e.Message);
            return 1;
        }

        int Usage(string problem)
        {
            error.WriteLine(problem);
            error.WriteLine("Usage: workload K [--size N] [--seed-shift K] [--only name,name]");
            foreach (IWorkload known in workloads)
            {
                string sized = known.DefaultSize is { } n ? string.Create(CultureInfo.InvariantCulture, $" (--size {n})") : "";
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {known.Number}  {known.Question}{sized}"));
            }

            return 2;
        }
    }
}
