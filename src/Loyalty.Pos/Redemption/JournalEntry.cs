using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Pos.Redemption;

/// <summary>One line of a till's journal: what happened without a network, for the store to learn later.</summary>
/// <remarks>Immutable.</remarks>
public sealed class JournalEntry
{
    private JournalEntry(long sequence, JournalEntryKind kind, DateTimeOffset at, ReservationId id, string? guest, LimitClaim[] claims, LimitAmount[] remaining)
    {
        if (sequence < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "A journal counts from 1.");
        }

        if (id.IsNone)
        {
            throw new ArgumentException("An entry needs the redemption's id, but it is the default.", nameof(id));
        }

        (Sequence, Kind, At, Id, Guest, Claims, Remaining) = (sequence, kind, at.ToUniversalTime(), id, guest, claims, remaining);
    }

    /// <summary>Its number in the till's journal.</summary>
    /// <value>At least 1; every number once, without gaps.</value>
    public long Sequence { get; }

    /// <summary>What happened.</summary>
    public JournalEntryKind Kind { get; }

    /// <summary>When, on the till's clock, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The redemption.</summary>
    public ReservationId Id { get; }

    /// <summary>The guest of a sale, or null.</summary>
    public string? Guest { get; }

    /// <summary>What a sale claimed, in order of the keys.</summary>
    /// <value>Empty unless <see cref="Kind"/> is <see cref="JournalEntryKind.Redeemed"/>; also where an erasure left no claim.</value>
    public IReadOnlyList<LimitClaim> Claims { get; }

    /// <summary>The most that remains claimed of each limit named, in order of the keys; of others everything remains.</summary>
    /// <value>Empty unless <see cref="Kind"/> is <see cref="JournalEntryKind.Reduced"/>; also where an erasure left none.</value>
    public IReadOnlyList<LimitAmount> Remaining { get; }

    /// <summary>Tells whether an entry that comes again is the same: kind, redemption and instant, hashed. An erasure does not change it.</summary>
    /// <value>XXH64 of the three as text.</value>
    public long Fingerprint => unchecked((long)StableHash.XxHash64(string.Create(CultureInfo.InvariantCulture, $"{(int)Kind} {At.UtcTicks} {Id.Value}")));

    /// <summary>A sale was paid.</summary>
    /// <param name="sequence">The entry's number, at least 1.</param>
    /// <param name="at">When it was paid.</param>
    /// <param name="id">The redemption.</param>
    /// <param name="guest">The guest, or null.</param>
    /// <param name="claims">What it claimed; each limit once; a lease where one pays.</param>
    /// <exception cref="ArgumentException">The id is missing, a limit is claimed twice, or a guest's limit is another guest's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is less than 1.</exception>
    public static JournalEntry Redeemed(long sequence, DateTimeOffset at, ReservationId id, string? guest, IEnumerable<LimitClaim> claims)
    {
        ArgumentNullException.ThrowIfNull(claims);
        LimitClaim[] list = [.. claims];
        return new(sequence, JournalEntryKind.Redeemed, at, id, guest is null ? null : RedemptionText.Check(guest, "guest", 512), list.Length == 0 ? list : ClaimList.Sort(list, guest), []);
    }

    /// <summary>A sale was cancelled.</summary>
    /// <param name="sequence">The entry's number, at least 1.</param>
    /// <param name="at">When.</param>
    /// <param name="id">The redemption.</param>
    /// <exception cref="ArgumentException">The id is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is less than 1.</exception>
    public static JournalEntry Voided(long sequence, DateTimeOffset at, ReservationId id) => new(sequence, JournalEntryKind.Voided, at, id, null, [], []);

    /// <summary>Part of a sale was taken back.</summary>
    /// <param name="sequence">The entry's number, at least 1.</param>
    /// <param name="at">When.</param>
    /// <param name="id">The redemption.</param>
    /// <param name="remaining">The most that remains claimed of each limit named; at least one, each limit once.</param>
    /// <exception cref="ArgumentException">The id is missing, nothing is named, or a limit is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sequence"/> is less than 1.</exception>
    public static JournalEntry Reduced(long sequence, DateTimeOffset at, ReservationId id, IEnumerable<LimitAmount> remaining) =>
        new(sequence, JournalEntryKind.Reduced, at, id, null, [], RemainingList.Sort(remaining));

    /// <summary>A reduction as a journal keeps it: an erasure may have left nothing of it but its number.</summary>
    internal static JournalEntry Restored(long sequence, DateTimeOffset at, ReservationId id, IReadOnlyCollection<LimitAmount> remaining) =>
        remaining.Count > 0 ? Reduced(sequence, at, id, remaining) : new(sequence, JournalEntryKind.Reduced, at, id, null, [], []);
}
