using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Core.Statistics;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>How many guests a step will probably leave.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Name">The step's name.</param>
/// <param name="Guests">The guests to expect: the share of the sample, times all guests, rounded.</param>
/// <param name="Low">The lower end of the interval, in guests.</param>
/// <param name="High">The upper end of the interval, in guests.</param>
public readonly record struct CascadeStepEstimate(string Name, long Guests, long Low, long High);

/// <summary>How many guests a cascade will probably leave after each step, from a sample.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="In">All guests.</param>
/// <param name="Sample">How many draws were made; <paramref name="In"/> where everyone was asked, and the figures are exact.</param>
/// <param name="Steps">An estimate after each step, in order.</param>
public sealed record CascadeEstimate(int In, int Sample, ImmutableArray<CascadeStepEstimate> Steps)
{
    /// <summary>Whether everyone was asked, so that nothing is estimated.</summary>
    public bool IsExact => Sample == In;

    internal static CascadeEstimate Of(Cascade cascade, int guests, int sample, ulong seed, double confidence)
    {
        bool exact = guests <= sample;
        int draws = exact ? guests : sample;
        long[] passed = new long[cascade.Steps.Length];
        SplitMix64 random = new(seed);
        for (int i = 0; i < draws; i++)
        {
            int row = exact ? i : random.Below(guests);
            int reached = cascade.FirstFault(row) is (int step, _) ? step : passed.Length;
            for (int passedStep = 0; passedStep < reached; passedStep++)
            {
                passed[passedStep]++;
            }
        }

        return new CascadeEstimate(guests, draws, [.. passed.Select((count, i) => Step(cascade.Steps[i].Name, count, draws, guests, exact, confidence))]);
    }

    private static CascadeStepEstimate Step(string name, long count, int draws, int guests, bool exact, double confidence)
    {
        if (exact)
        {
            return new CascadeStepEstimate(name, count, count, count);
        }

        // Draws are with replacement, so the count is binomial whatever the guests are.
        Interval share = Proportion.Wilson(count, draws, confidence);
        return new CascadeStepEstimate(
            name, (long)Math.Round((decimal)count * guests / draws), (long)Math.Floor(share.Low * guests), (long)Math.Ceiling(share.High * guests));
    }
}
