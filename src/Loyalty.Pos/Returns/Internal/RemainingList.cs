using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Returns.Internal;

/// <summary>What remains claimed after a partial return: each limit once, in order of the keys.</summary>
internal static class RemainingList
{
    public static LimitAmount[] Sort(IEnumerable<LimitAmount> remaining)
    {
        ArgumentNullException.ThrowIfNull(remaining);
        LimitAmount[] sorted = [.. remaining];
        Array.Sort(sorted, static (a, b) => a.Key.CompareTo(b.Key));
        if (sorted.Length is 0 or > ClaimList.MostClaims || sorted[0].Key.IsNone)
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
}
