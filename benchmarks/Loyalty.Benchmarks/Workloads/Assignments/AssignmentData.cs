using System.Globalization;

namespace Loyalty.Benchmarks.Workloads.Assignments;

/// <summary>Twenty thousand guests, cycled, each in ten experiments of four equal variants.</summary>
internal sealed class AssignmentData
{
    public const int Guests = 20_000;
    public const int Experiments = 10;
    public const int Variants = 4;
    public const long Operations = 2_000_000;

    public AssignmentData(ulong seedShift)
    {
        Names = [.. Enumerable.Range(0, Guests).Select(i => "guest-" + i.ToString(CultureInfo.InvariantCulture))];
        Salts = [.. Enumerable.Range(0, Experiments).Select(i => "exp-" + ((ulong)i + seedShift).ToString(CultureInfo.InvariantCulture))];
    }

    public string[] Names { get; }

    public string[] Salts { get; }

    /// <summary>Refuses counts of variants that no even split would give.</summary>
    public static string Check(string name, ReadOnlySpan<long> counts)
    {
        long total = 0;
        foreach (long count in counts)
        {
            total += count;
        }

        foreach (long count in counts)
        {
            // Guests repeat, so the spread is that of 200,000 assignments.
            if (total >= 200_000 && Math.Abs(((double)count / total) - (1.0 / Variants)) > 0.01)
            {
                throw new ChecksumException($"{name} does not split evenly: a variant got {count} of {total}.");
            }
        }

        return "";
    }
}
