using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

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

    /// <summary>The same steps over other values: another day's attributes of the same names.</summary>
    /// <param name="attributes">What is known of each guest; all that the conditions name.</param>
    /// <exception cref="ArgumentException">An attribute is missing, is of the other kind, or cannot have a value that a condition lists; or two share a name.</exception>
    public Cascade Over(IReadOnlyCollection<GuestAttribute> attributes)
    {
        Dictionary<string, GuestAttribute> known = ByName(attributes);
        return new Cascade([.. Steps.Select(s => new CascadeStep(s.Name, [.. s.Where.Select(c => c.Over(known))]))]);
    }

    /// <summary>Filters all guests and gives those who pass as a set.</summary>
    /// <param name="guests">How many guests: rows 0 to this, exclusive.</param>
    /// <remarks>Conditions on columns are asked of 64 guests at a time, those on functions only of guests still in. Allocates nothing but the result.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="guests"/> is negative.</exception>
    /// <exception cref="ArgumentException">A column has fewer guests.</exception>
    public CascadeSelection Select(int guests)
    {
        ulong[] words = GC.AllocateUninitializedArray<ulong>(GuestSet.WordsFor(guests));
        if (guests > 0)
        {
            GuestSet.FillRange(words, 0, guests);
        }

        return Narrow(guests, words);
    }

    /// <summary>Filters some guests and gives those who pass as a set.</summary>
    /// <param name="among">Who goes in: another microsegment, or a thread's share by <see cref="GuestSet.Range"/>.</param>
    /// <remarks>Selections of different guests merge. Allocates nothing but the result.</remarks>
    /// <exception cref="ArgumentException">A column has fewer guests.</exception>
    public CascadeSelection Select(GuestSet among)
    {
        ArgumentNullException.ThrowIfNull(among);
        ulong[] words = GC.AllocateUninitializedArray<ulong>(among.Words.Length);
        among.Words.CopyTo(words);
        return Narrow(among.Guests, words);
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
            while (step < Steps.Length && Passes(Steps[step], row))
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

    /// <summary>Estimates how many guests each step will leave, from a sample of them.</summary>
    /// <param name="guests">How many guests there are.</param>
    /// <param name="seed">Chooses the sample: the same seed, the same guests.</param>
    /// <param name="sample">How many guests to draw, ≥ 1; 10,000 unless told: then an estimate is within 1 % of all guests, 19 times in 20.</param>
    /// <param name="confidence">How often the intervals hold the count, within 0 to 1 (exclusive).</param>
    /// <remarks>
    /// Guests are drawn with replacement, so each count is binomial; the interval is Wilson's, at most 0.98/√sample of all guests to either side at
    /// 95 %. Where there are no more guests than the sample, everyone is asked and the figures are exact.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="ArgumentException">A column has fewer guests.</exception>
    public CascadeEstimate Estimate(int guests, ulong seed, int sample = 10_000, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(guests);
        ArgumentOutOfRangeException.ThrowIfLessThan(sample, 1);
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "The confidence must be within 0 to 1 (exclusive), such as 0.95.");
        }

        RequireColumns(guests);
        return CascadeEstimate.Of(this, guests, sample, seed, confidence);
    }

    /// <summary>Says whether a guest is in, and if not, which step and condition dropped them.</summary>
    /// <param name="row">The guest's row.</param>
    public CascadeVerdict WhyNotIn(int row)
    {
        if (FirstFault(row) is not (int step, int place))
        {
            return new CascadeVerdict(true, null, null, null);
        }

        Condition fault = Steps[step].Where[place];
        return new CascadeVerdict(false, Steps[step].Name, fault.ToString(), fault.ValueOf(row));
    }

    /// <summary>Attributes by name.</summary>
    internal static Dictionary<string, GuestAttribute> ByName(IReadOnlyCollection<GuestAttribute> attributes)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        Dictionary<string, GuestAttribute> known = new(StringComparer.Ordinal);
        foreach (GuestAttribute attribute in attributes)
        {
            if (!known.TryAdd(attribute.Name, attribute))
            {
                throw new ArgumentException($"Two attributes share the name '{attribute.Name}'; each needs one of its own.", nameof(attributes));
            }
        }

        return known;
    }

    /// <summary>The first step and condition that do not hold of a guest, by place; nothing for a guest who is in.</summary>
    internal (int Step, int Condition)? FirstFault(int row)
    {
        for (int step = 0; step < Steps.Length; step++)
        {
            ImmutableArray<Condition> where = Steps[step].Where;
            for (int i = 0; i < where.Length; i++)
            {
                if (!where[i].Holds(row))
                {
                    return (step, i);
                }
            }
        }

        return null;
    }

    private void RequireColumns(int guests)
    {
        foreach (CascadeStep step in Steps)
        {
            foreach (Condition condition in step.Where)
            {
                condition.RequireColumns(guests);
            }
        }
    }

    private CascadeSelection Narrow(int guests, ulong[] words)
    {
        RequireColumns(guests);
        Span<long> passed = Steps.Length <= 64 ? stackalloc long[Steps.Length] : new long[Steps.Length];
        passed.Clear();
        long all = 0;
        for (int first = 0; first < words.Length; first += Condition.BlockWords)
        {
            Span<ulong> alive = words.AsSpan(first, Math.Min(Condition.BlockWords, words.Length - first));
            int left = WordOperations.Count(alive);
            all += left;
            for (int step = 0; step < Steps.Length && left > 0; step++)
            {
                foreach (Condition condition in Steps[step].Where)
                {
                    condition.Narrow(first * 64, alive);
                }

                left = WordOperations.Count(alive);
                passed[step] += left;
            }
        }

        CascadeCount[] counts = new CascadeCount[Steps.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = new CascadeCount(Steps[i].Name, i == 0 ? all : passed[i - 1], passed[i]);
        }

        return new CascadeSelection(new CascadeResult(all, ImmutableCollectionsMarshal.AsImmutableArray(counts)), new GuestSet(guests, words));
    }

    private static bool Passes(CascadeStep step, int row)
    {
        foreach (Condition condition in step.Where)
        {
            if (!condition.Holds(row))
            {
                return false;
            }
        }

        return true;
    }
}
