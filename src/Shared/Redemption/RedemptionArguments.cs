using Loyalty.Pos.Redemption;

namespace Loyalty.Storage.Internal;

/// <summary>What is refused before a database is asked.</summary>
internal static class RedemptionArguments
{
    private const int MostAmounts = 1000;

    public static void Check(Reservation reservation, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        RequireLater(reservation.ExpiresAt, now, nameof(reservation));
    }

    public static void Check(in Lease lease, DateTimeOffset now)
    {
        if (lease.Id.IsNone)
        {
            throw new ArgumentException("The lease is the default and asks for nothing; make one with its id, till, limit and amount.", nameof(lease));
        }

        RequireLater(lease.ExpiresAt, now, nameof(lease));
    }

    public static void Check(TillId till, IReadOnlyList<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (till.IsNone)
        {
            throw new ArgumentException("A journal needs its till's id, but it is the default.", nameof(till));
        }

        if (entries.Contains(null!))
        {
            throw new ArgumentException("One of the entries is null; nothing was applied.", nameof(entries));
        }
    }

    public static void Check(ReservationId id)
    {
        if (id.IsNone)
        {
            throw new ArgumentException("The id is the default; name the redemption.", nameof(id));
        }
    }

    /// <summary>What remains claimed, each limit once.</summary>
    public static LimitAmount[] Sort(IReadOnlyList<LimitAmount> remaining)
    {
        ArgumentNullException.ThrowIfNull(remaining);
        LimitAmount[] sorted = [.. remaining.OrderBy(r => r.Key)];
        if (sorted.Length is 0 or > MostAmounts || sorted[0].Key.IsNone)
        {
            throw new ArgumentException("There must be 1 to 1000 amounts that remain (inclusive), each with its limit's key; to cancel everything, void the redemption.", nameof(remaining));
        }

        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].Key == sorted[i - 1].Key)
            {
                throw new ArgumentException($"The limit '{sorted[i].Key}' is named twice; say once what remains of it.", nameof(remaining));
            }
        }

        return sorted;
    }

    /// <summary>Whether any guest can have that name: what no reservation accepts, no table holds.</summary>
    public static bool CanBeGuest(string guest)
    {
        ArgumentException.ThrowIfNullOrEmpty(guest);
        return LimitKey.TryParse("guest:o:" + guest, out _);
    }

    private static void RequireLater(DateTimeOffset expiresAt, DateTimeOffset now, string name)
    {
        if (expiresAt <= now)
        {
            throw new ArgumentException($"It would expire at {expiresAt:O}, which is not after {now.ToUniversalTime():O}; let it last longer than it takes to pay.", name);
        }
    }
}
