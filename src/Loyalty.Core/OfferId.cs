using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>An offer: what a guest is promised, at the till or in a message.</summary>
/// <remarks>
/// One name from the audience through the message to the receipt, so that its effect can be measured.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct OfferId : IComparable<OfferId>
{
    private readonly string? value;

    /// <summary>Names a offer.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public OfferId(string value) => this.value = Code.Check(value, "offer");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no offer.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a offer if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The offer, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out OfferId result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new OfferId(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(OfferId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
