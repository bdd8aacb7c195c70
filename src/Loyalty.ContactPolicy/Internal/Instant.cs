using System.Globalization;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>The instants that a contact may have: few enough that a contact packs into ten bytes.</summary>
internal static class Instant
{
    // 1 January 1900 and 1 January 3000.
    private const long FirstTicks = 599_266_080_000_000_000;
    private const long EndTicks = 946_392_768_000_000_000;

    public static DateTimeOffset Check(DateTimeOffset at) => IsPossible(at.UtcTicks) ? at : throw Impossible(at);

    public static bool IsPossible(long utcTicks) => utcTicks is >= FirstTicks and < EndTicks;

    private static ArgumentOutOfRangeException Impossible(DateTimeOffset at) => new(nameof(at), at, string.Create(CultureInfo.InvariantCulture,
        $"A contact's instant must be from 1900-01-01 (inclusive) to 3000-01-01 (exclusive) in UTC, but it is {at:O}; set the real instant."));

    public static DateTimeOffset OfTicks(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
