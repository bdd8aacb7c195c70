namespace Loyalty.Pos.Redemption;

/// <summary>A till: the device that prices, redeems and keeps a journal.</summary>
/// <remarks>
/// Unique for an installation: a till that was set up anew, without its journal, takes a new id, for its journal counts from 1 again.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct TillId : IComparable<TillId>
{
    private readonly string? value;

    /// <summary>Names a till.</summary>
    /// <param name="value">1 to 128 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public TillId(string value) => this.value = RedemptionText.Check(value, "till");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no till.</summary>
    public bool IsNone => value is null;

    /// <inheritdoc/>
    public int CompareTo(TillId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
