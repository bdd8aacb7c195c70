using System.Globalization;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>Claims in the one order that all stores lock in, each limit once.</summary>
internal static class ClaimList
{
    public const int MostClaims = 1000;

    public static LimitClaim[] Sort(IEnumerable<LimitClaim> claims, string? guest)
    {
        ArgumentNullException.ThrowIfNull(claims);
        LimitClaim[] sorted = [.. claims];
        if (sorted.Length is 0 or > MostClaims)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There must be 1 to {MostClaims} claims (inclusive), not {sorted.Length}."), nameof(claims));
        }

        Array.Sort(sorted, static (a, b) => a.Key.CompareTo(b.Key));
        for (int i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Key.IsNone)
            {
                throw new ArgumentException("A claim is the default and claims nothing; make each with its key, amount and limit.", nameof(claims));
            }

            if (i > 0 && sorted[i].Key == sorted[i - 1].Key)
            {
                throw new ArgumentException($"The limit '{sorted[i].Key}' is claimed twice; add the amounts up to one claim.", nameof(claims));
            }

            if (sorted[i].Key.Guest is { } other && other != guest)
            {
                throw new ArgumentException($"The limit '{sorted[i].Key}' is another guest's; name the guest of the redemption.", nameof(claims));
            }
        }

        return sorted;
    }

    /// <summary>Whether two redemptions of one id claim the same. What an erasure takes away is not compared.</summary>
    public static bool AreSame(string? guest, IEnumerable<LimitAmount> claims, string? otherGuest, IEnumerable<LimitClaim> others) =>
        (guest is null || otherGuest is null || guest == otherGuest)
        && claims.Where(c => c.Key.Guest is null).OrderBy(c => c.Key)
            .SequenceEqual(others.Where(c => c.Key.Guest is null).OrderBy(c => c.Key).Select(c => new LimitAmount(c.Key, c.Amount)));
}
