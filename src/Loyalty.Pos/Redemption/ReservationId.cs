namespace Loyalty.Pos.Redemption;

/// <summary>A redemption, from the basket to the payment and beyond.</summary>
/// <remarks>
/// Chosen by the host, unique for ever, and the key by which everything is idempotent: a receipt's number will do. It must not name the guest: it outlives an erasure.
/// Equality and order are ordinal and case-sensitive. The <c>default</c> names nothing: <see cref="IsNone"/> is true and
/// <see cref="Value"/> is empty. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct ReservationId : IComparable<ReservationId>
{
    private readonly string? value;

    /// <summary>Names a reservation.</summary>
    /// <param name="value">1 to 128 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is outside that range.</exception>
    public ReservationId(string value) => this.value = RedemptionText.Check(value, "reservation");

    /// <summary>The name as given.</summary>
    /// <value>1 to 128 characters; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this is the <c>default</c>, which names no reservation.</summary>
    public bool IsNone => value is null;

    /// <inheritdoc/>
    public int CompareTo(ReservationId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
