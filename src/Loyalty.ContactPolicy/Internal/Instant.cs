using System.Globalization;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>The instants that a contact may have: few enough that a contact packs into ten bytes.</summary>
internal static class Instant
{
    private static readonly DateTimeOffset First = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(3000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Check(DateTimeOffset at) => at >= First && at < End
        ? at
        : throw new ArgumentOutOfRangeException(nameof(at), at, string.Create(CultureInfo.InvariantCulture,
            $"A contact's instant must be from {First:yyyy-MM-dd} (inclusive) to {End:yyyy-MM-dd} (exclusive) in UTC, but it is {at:O}; set the real instant."));

    public static DateTimeOffset OfTicks(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
