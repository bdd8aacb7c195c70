using Loyalty.Core.Internal;

namespace Loyalty.Core;

/// <summary>Why a guest is written to: promotion, survey, transaction.</summary>
/// <remarks>
/// The kind is what it was when the message was sent; later re-tagging does not rewrite it.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct ContactKind : IComparable<ContactKind>
{
    private readonly string? value;

    /// <summary>Names a contact kind.</summary>
    /// <param name="value">1 to 128 characters, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public ContactKind(string value) => this.value = Code.Check(value, "contact kind");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no contact kind.</summary>
    public bool IsNone => value is null;

    /// <summary>Names a contact kind if <paramref name="value"/> is a valid name.</summary>
    /// <param name="value">The name.</param>
    /// <param name="result">The contact kind, or <c>default</c>.</param>
    /// <returns>Whether the name is valid.</returns>
    public static bool TryCreate(string? value, out ContactKind result)
    {
        bool valid = Code.IsValid(value);
        result = valid ? new ContactKind(value!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public int CompareTo(ContactKind other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;

    /// <summary>An offer or news.</summary>
    public static ContactKind Promo { get; } = new("promo");

    /// <summary>A question about a visit.</summary>
    public static ContactKind Survey { get; } = new("survey");

    /// <summary>A message that the guest's own act calls for: a receipt, a code, a delivery.</summary>
    public static ContactKind Transactional { get; } = new("transactional");
}
