using System.Collections.Immutable;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>How many guests came to a step and how many passed it.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Name">The step's name.</param>
/// <param name="In">Guests who passed all steps before.</param>
/// <param name="Out">Of these, guests who passed this one too.</param>
public readonly record struct CascadeCount(string Name, long In, long Out);

/// <summary>What a cascade left of the guests, step by step.</summary>
/// <remarks>Results over different guests merge. Immutable.</remarks>
/// <param name="In">All guests.</param>
/// <param name="Steps">The counts after each step, in order.</param>
public sealed record CascadeResult(long In, ImmutableArray<CascadeCount> Steps)
{
    /// <summary>Guests who passed every step.</summary>
    public long Out => Steps.IsEmpty ? In : Steps[^1].Out;

    /// <summary>Adds the result of the same cascade over other guests.</summary>
    /// <param name="other">The other result.</param>
    /// <exception cref="ArgumentException">It is of another cascade.</exception>
    public CascadeResult Merge(CascadeResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Steps.Select(s => s.Name).SequenceEqual(other.Steps.Select(s => s.Name))
            ? new CascadeResult(In + other.In, [.. Steps.Zip(other.Steps, (a, b) => new CascadeCount(a.Name, a.In + b.In, a.Out + b.Out))])
            : throw new ArgumentException("The results are of two cascades; only results of the same steps add up.", nameof(other));
    }
}

/// <summary>Who passed a cascade, and how many were left after each step.</summary>
/// <remarks>Selections of different guests merge. Equal when both members are the same. Immutable.</remarks>
/// <param name="Result">The counts.</param>
/// <param name="Guests">Who passed every step.</param>
public sealed record CascadeSelection(CascadeResult Result, GuestSet Guests)
{
    /// <summary>Adds the selection of the same cascade over other guests.</summary>
    /// <param name="other">The other selection.</param>
    /// <exception cref="ArgumentException">It is of another cascade.</exception>
    public CascadeSelection Merge(CascadeSelection other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new CascadeSelection(Result.Merge(other.Result), Guests.Or(other.Guests));
    }
}

/// <summary>Whether a guest is in the microsegment, and if not, what dropped them.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="IsIn">Whether every step was passed.</param>
/// <param name="Step">The first step that was not passed; null for a guest who is in.</param>
/// <param name="Condition">The first of its conditions that did not hold, as a sentence; null for a guest who is in.</param>
/// <param name="Value">The guest's value; null for a guest who is in.</param>
public sealed record CascadeVerdict(bool IsIn, string? Step, string? Condition, string? Value);
