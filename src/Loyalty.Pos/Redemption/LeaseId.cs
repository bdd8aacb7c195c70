namespace Loyalty.Pos.Redemption;

/// <summary>A slice of a limit that a till may spend without a network.</summary>
/// <remarks>
/// Chosen by the till (its id and a number, which the longer range leaves room for), unique for ever, and the key by which leasing is idempotent.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct LeaseId : IComparable<LeaseId>
{
    private readonly string? value;

    /// <summary>Names a lease.</summary>
    /// <param name="value">1 to 160 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public LeaseId(string value) => this.value = RedemptionText.Check(value, "lease", 160);

    /// <summary>The name as given.</summary>
    /// <value>1 to 160 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no lease.</summary>
    public bool IsNone => value is null;

    /// <inheritdoc/>
    public int CompareTo(LeaseId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
