using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>A company of the coalition: it has shops, offers and messages of its own.</summary>
/// <remarks>
/// Partners share guests; a partner's messages and budgets are counted by this name.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct PartnerId : IComparable<PartnerId>
{
    private readonly string? value;

    /// <summary>Names a partner.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public PartnerId(string value) => this.value = Code.Check(value, "partner");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no partner.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a partner if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The partner, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out PartnerId result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new PartnerId(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(PartnerId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
