using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>A place where guests buy: a shop, a site, an app.</summary>
/// <remarks>
/// Unique within the coalition; a host whose partners number their stores alike prefixes them.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct StoreId : IComparable<StoreId>
{
    private readonly string? value;

    /// <summary>Names a store.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public StoreId(string value) => this.value = Code.Check(value, "store");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no store.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a store if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The store, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out StoreId result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new StoreId(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(StoreId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
