using System.Globalization;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>How many messages of a partner go in a period whatever the others' are worth, as far as the partner has that many that may go.</summary>
/// <remarks>Equal when both members are. The <c>default</c> names no partner and is refused. Immutable.</remarks>
/// <param name="Partner">The partner.</param>
/// <param name="Guaranteed">Messages over all guests of the period; ≥ 0.</param>
public readonly record struct PartnerQuota(PartnerId Partner, int Guaranteed)
{
    /// <summary>Splits slots by shares; what the whole numbers leave goes to the largest remainders, of equal ones to the partner named first.</summary>
    /// <param name="slots">How many slots, such as the messages of the period before; ≥ 0.</param>
    /// <param name="shares">The partners and their shares, each ≥ 0, at most 1 together.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    public static IReadOnlyList<PartnerQuota> OfShares(int slots, IReadOnlyList<(PartnerId Partner, double Share)> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        double sum = shares.Sum(s => s.Share);
        if (shares.Any(s => !(s.Share >= 0)) || sum > 1 + 1e-9)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Shares must be at least 0 and at most 1 together, but they are {string.Join(", ", shares.Select(s => s.Share.ToString(CultureInfo.InvariantCulture)))}."), nameof(shares));
        }

        int[] counts = [.. shares.Select(s => (int)Math.Floor(s.Share * slots))];
        int left = Math.Min((int)Math.Round(sum * slots), slots) - counts.Sum();
        foreach (int i in Enumerable.Range(0, counts.Length).OrderByDescending(i => (shares[i].Share * slots) - counts[i]).Take(Math.Max(0, left)))
        {
            counts[i]++;
        }

        return [.. shares.Select((s, i) => new PartnerQuota(s.Partner, counts[i]))];
    }
}
