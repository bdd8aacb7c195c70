using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>Filters guests step by step, counts what is left after each, and says why a guest is not in.</summary>
/// <remarks>Immutable, so any number of threads may share one whose attributes may be read together.</remarks>
public sealed class Cascade
{
    /// <summary>Makes a cascade.</summary>
    /// <param name="steps">At least one step, each with a name of its own and at least one condition.</param>
    /// <exception cref="ArgumentException">There are no steps, a step has no condition or no name, or two share a name.</exception>
    public Cascade(ImmutableArray<CascadeStep> steps)
    {
        if (steps.IsDefaultOrEmpty)
        {
            throw new ArgumentException("A cascade needs at least one step.", nameof(steps));
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (CascadeStep step in steps)
        {
            if (string.IsNullOrWhiteSpace(step.Name) || !names.Add(step.Name))
            {
                throw new ArgumentException($"Each step needs a name of its own, but '{step.Name}' is empty or stands twice.", nameof(steps));
            }

            if (step.Where.IsDefaultOrEmpty)
            {
                throw new ArgumentException($"The step '{step.Name}' has no condition, so it would let everyone pass; give it one or leave it out.", nameof(steps));
            }
        }

        Steps = steps;
    }

    /// <summary>The steps, in order.</summary>
    public ImmutableArray<CascadeStep> Steps { get; }

    /// <summary>Reads a cascade that people wrote: <c>{"steps":[{"name":"big","where":{"monetary":{"min":500},"segment":{"not":["lost"]}}}]}</c>.</summary>
    /// <param name="json">The document.</param>
    /// <param name="attributes">What is known of each guest.</param>
    /// <exception cref="DocumentFormatException">The document is malformed at a line, or names an unknown attribute or value.</exception>
    public static Cascade Parse(string json, IReadOnlyCollection<GuestAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(attributes);
        return CascadeDocument.Read(json, attributes);
    }

    /// <summary>Filters guests.</summary>
    /// <param name="rows">The guests' rows.</param>
    /// <param name="chosen">Receives the rows that passed every step; null where only the counts matter.</param>
    public CascadeResult Run(IEnumerable<int> rows, ICollection<int>? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        long[] passed = new long[Steps.Length];
        long all = 0;
        foreach (int row in rows)
        {
            all++;
            int step = 0;
            while (step < Steps.Length && FirstFault(Steps[step], row) is null)
            {
                passed[step++]++;
            }

            if (step == Steps.Length)
            {
                chosen?.Add(row);
            }
        }

        return new CascadeResult(all, [.. Steps.Select((s, i) => new CascadeCount(s.Name, i == 0 ? all : passed[i - 1], passed[i]))]);
    }

    /// <summary>Says whether a guest is in, and if not, which step and condition dropped them.</summary>
    /// <param name="row">The guest's row.</param>
    public CascadeVerdict WhyNotIn(int row)
    {
        foreach (CascadeStep step in Steps)
        {
            if (FirstFault(step, row) is { } fault)
            {
                return new CascadeVerdict(false, step.Name, fault.ToString(), fault.ValueOf(row));
            }
        }

        return new CascadeVerdict(true, null, null, null);
    }

    private static Condition? FirstFault(CascadeStep step, int row)
    {
        foreach (Condition condition in step.Where)
        {
            if (!condition.Holds(row))
            {
                return condition;
            }
        }

        return null;
    }
}
