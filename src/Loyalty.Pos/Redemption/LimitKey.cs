using Loyalty.Core;

namespace Loyalty.Pos.Redemption;

/// <summary>Names one counter: an offer's uses, a guest's uses of it, a code's uses, a budget.</summary>
/// <remarks>
/// A store keeps <see cref="Value"/> as the counter's key and <see cref="Guest"/> beside it, so that it can erase a guest.
/// Equality and order are those of <see cref="Value"/>, ordinal. The <c>default</c> names nothing. Immutable, so any number of threads may share one.
/// </remarks>
public readonly record struct LimitKey : IComparable<LimitKey>
{
    private const int MaxPart = RedemptionText.MaxPart;
    private readonly string? value;

    private LimitKey(LimitKind kind, string value, string? guest)
    {
        Kind = kind;
        this.value = value;
        Guest = guest;
    }

    /// <summary>What it counts.</summary>
    public LimitKind Kind { get; }

    /// <summary>The key as one text, the same in every process and store.</summary>
    /// <value><c>offer:ID</c>, <c>guest:ID:GUEST</c> (with <c>%</c> and <c>:</c> of the id as <c>%25</c> and <c>%3A</c>), <c>code:CODE</c> or <c>budget:NAME</c>; empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>The guest whose uses are counted.</summary>
    /// <value>Null unless <see cref="Kind"/> is <see cref="LimitKind.Guest"/>.</value>
    public string? Guest { get; }

    /// <summary>Whether this is the <c>default</c>, which names no counter.</summary>
    public bool IsNone => value is null;

    /// <summary>Counts an offer's uses.</summary>
    /// <param name="offer">The offer.</param>
    /// <exception cref="ArgumentException">It names no offer.</exception>
    public static LimitKey OfOffer(OfferId offer) => new(LimitKind.Offer, "offer:" + RedemptionText.Check(offer.Value, "offer"), null);

    /// <summary>Counts one guest's uses of an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="guest">The guest, 1 to 512 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException">It names no offer, or the guest is outside that range.</exception>
    public static LimitKey OfGuest(OfferId offer, string guest)
    {
        string id = RedemptionText.Check(offer.Value, "offer").Replace("%", "%25", StringComparison.Ordinal).Replace(":", "%3A", StringComparison.Ordinal);
        return new(LimitKind.Guest, $"guest:{id}:{RedemptionText.Check(guest, "guest", MaxPart)}", guest);
    }

    /// <summary>Counts a coupon code's uses.</summary>
    /// <param name="code">The code, 1 to 512 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is outside that range.</exception>
    public static LimitKey OfCode(string code) => new(LimitKind.Code, "code:" + RedemptionText.Check(code, "code", MaxPart), null);

    /// <summary>Counts what is given away of a budget, in minor units.</summary>
    /// <param name="name">The budget, 1 to 512 characters of well-formed text, no control characters, no white space at either end.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is outside that range.</exception>
    public static LimitKey OfBudget(string name) => new(LimitKind.Budget, "budget:" + RedemptionText.Check(name, "budget", MaxPart), null);

    /// <summary>Reads what <see cref="Value"/> gave.</summary>
    /// <param name="value">The text.</param>
    /// <returns>The key, with its kind and guest.</returns>
    /// <exception cref="FormatException">It is no key.</exception>
    public static LimitKey Parse(string value) => TryParse(value, out LimitKey key)
        ? key
        : throw new FormatException("A limit's key must read 'offer:ID', 'guest:ID:GUEST', 'code:CODE' or 'budget:NAME'; this text does not.");

    /// <summary>Reads what <see cref="Value"/> gave, if it did.</summary>
    /// <param name="value">The text.</param>
    /// <param name="key">The key, or <c>default</c>.</param>
    /// <returns>Whether the text is a key.</returns>
    public static bool TryParse(string? value, out LimitKey key)
    {
        key = default;
        int colon = value?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon < 0)
        {
            return false;
        }

        string rest = value![(colon + 1)..];
        switch (value[..colon])
        {
            case "offer" when RedemptionText.IsValid(rest):
                key = new LimitKey(LimitKind.Offer, value, null);
                return true;
            case "code" when RedemptionText.IsValid(rest, MaxPart):
                key = new LimitKey(LimitKind.Code, value, null);
                return true;
            case "budget" when RedemptionText.IsValid(rest, MaxPart):
                key = new LimitKey(LimitKind.Budget, value, null);
                return true;
            case "guest" when rest.IndexOf(':', StringComparison.Ordinal) is > 0 and int end && RedemptionText.IsValid(rest[(end + 1)..], MaxPart):
                key = new LimitKey(LimitKind.Guest, value, rest[(end + 1)..]);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether both name the same counter.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LimitKey other) => string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public int CompareTo(LimitKey other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>; where it counts a guest's uses, without the guest.</summary>
    public override string ToString() => Guest is null ? Value : Value[..^Guest.Length] + "…";
}
