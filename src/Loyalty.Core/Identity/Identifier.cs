namespace Loyalty.Core.Identity;

/// <summary>One identifier of a person: an e-mail address, a phone number, a card.</summary>
/// <remarks>
/// Equal when kind and value are, ordinally: normalise values first with <see cref="PhoneNumber"/> and <see cref="EmailAddress"/>. The order is by
/// kind, then by value. The <c>default</c> names nothing: <see cref="IsNone"/> is true. Immutable.
/// </remarks>
public readonly record struct Identifier : IComparable<Identifier>
{
    private readonly string? value;

    /// <summary>Names an identifier.</summary>
    /// <param name="kind">One of the identifiers among the attributes: phone, e-mail, card, cookie, device, national id.</param>
    /// <param name="value">The value, normalised; not empty.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="kind"/> is no identifier.</exception>
    /// <exception cref="ArgumentException"><paramref name="value"/> is empty.</exception>
    public Identifier(PersonAttribute kind, string value)
    {
        if (kind is < PersonAttribute.Phone or > PersonAttribute.NationalId)
        {
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "An identifier must be a phone, e-mail, card, cookie, device or national id.");
        }

        ArgumentException.ThrowIfNullOrEmpty(value);
        Kind = kind;
        this.value = value;
    }

    /// <summary>What kind of identifier.</summary>
    public PersonAttribute Kind { get; }

    /// <summary>The value.</summary>
    /// <value>Empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this names nothing.</summary>
    public bool IsNone => value is null;

    /// <inheritdoc/>
    public int CompareTo(Identifier other)
    {
        int byKind = Kind.CompareTo(other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Value, other.Value);
    }

    /// <summary>Returns the kind alone: identifiers are personal data and do not belong into logs.</summary>
    public override string ToString() => IsNone ? "none" : Kind.ToString();
}
