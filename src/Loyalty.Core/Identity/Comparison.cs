using System.Collections.Immutable;

namespace Loyalty.Core.Identity;

/// <summary>How one attribute of two records is compared: from the closest level to the loosest; the first that holds counts.</summary>
/// <remarks>Where either record lacks the attribute, it says nothing: weight 0. Immutable.</remarks>
public sealed record Comparison
{
    /// <summary>The attribute.</summary>
    public required PersonAttribute Attribute { get; init; }

    /// <summary>The levels, closest first.</summary>
    /// <value>1 to 14.</value>
    public required ImmutableArray<ComparisonLevel> Levels
    {
        get;
        init => field = value is { IsDefault: false, Length: >= 1 and <= 14 }
            ? value
            : throw new ArgumentException("A comparison must have 1 to 14 levels.", nameof(value));
    }

    /// <summary>What it adds when no level holds: usually negative.</summary>
    public ComparisonLevel Otherwise { get; init; } = new(Similarity.Exact, 0, -3);

    /// <summary>Whether exact agreement on a rare value is worth more than on a frequent one.</summary>
    /// <value>Default false. Needs an estimated model, whose rates the frequencies are set against.</value>
    public bool ByFrequency { get; init; }

    /// <summary>Returns the attribute's name.</summary>
    public override string ToString() => Attribute.ToString();
}
