namespace Loyalty.Core.Identity;

/// <summary>An identifier that links two records by itself, unless too many people turn out to share it.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
public readonly record struct StrongId
{
    /// <summary>Makes a rule.</summary>
    /// <param name="attribute">The identifier.</param>
    /// <param name="mostPeople">With more distinct birth dates, cards or national ids than this beside one value, the value is shared and links nobody by itself; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mostPeople"/> is below 1.</exception>
    public StrongId(PersonAttribute attribute, int mostPeople)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPeople, 1);
        Attribute = attribute;
        MostPeople = mostPeople;
    }

    /// <summary>The identifier.</summary>
    public PersonAttribute Attribute { get; }

    /// <summary>How many distinct birth dates, cards or national ids may stand beside one value.</summary>
    public int MostPeople { get; }
}
