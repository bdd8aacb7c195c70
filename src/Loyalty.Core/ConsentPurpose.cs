using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>What a guest agrees to: marketing, surveys, profiling.</summary>
/// <remarks>
/// Consent is given for a purpose, on a channel, to a partner.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct ConsentPurpose : IComparable<ConsentPurpose>
{
    private readonly string? value;

    /// <summary>Names a consent purpose.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public ConsentPurpose(string value) => this.value = Code.Check(value, "consent purpose");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no consent purpose.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a consent purpose if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The consent purpose, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out ConsentPurpose result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new ConsentPurpose(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(ConsentPurpose other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>Offers and news.</summary>
    public static ConsentPurpose Marketing { get; } = new("marketing");

    /// <summary>Questions about a visit.</summary>
    public static ConsentPurpose Surveys { get; } = new("surveys");

    /// <summary>Using purchases to choose what to show.</summary>
    public static ConsentPurpose Profiling { get; } = new("profiling");
}
