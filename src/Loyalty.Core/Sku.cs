using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>A stock keeping unit: what a line of a receipt sells.</summary>
/// <remarks>
/// Article numbers are text, leading zeros included.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct Sku : IComparable<Sku>
{
    private readonly string? value;

    /// <summary>Names a sku.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public Sku(string value) => this.value = Code.Check(value, "sku");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no sku.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a sku if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The sku, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out Sku result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new Sku(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(Sku other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
