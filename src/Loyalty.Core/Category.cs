using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>A group of goods, at whatever level of the assortment the host works.</summary>
/// <remarks>
/// A good may belong to several.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct Category : IComparable<Category>
{
    private readonly string? value;

    /// <summary>Names a category.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public Category(string value) => this.value = Code.Check(value, "category");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no category.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a category if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The category, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out Category result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new Category(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Category other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
