using System.Globalization;
using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>Quantiles by linear interpolation between order statistics: Hyndman and Fan's type 7, the default of R, NumPy and Excel.</summary>
/// <remarks>
/// Hyndman and Fan, The American Statistician 50 (1996). At n sorted numbers the share p lies at position (n − 1) p. Interpolation is
/// NumPy's, to the bit. Only the numbers that are looked at are checked for order.
/// </remarks>
public static class Quantiles
{
    /// <summary>The number below which a share of the numbers lies.</summary>
    /// <param name="sorted">At least one number, ascending, none NaN.</param>
    /// <param name="p">0 to 1 (inclusive); 0.5 is the median.</param>
    /// <exception cref="ArgumentException">There are no numbers, or they are not sorted.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside that range.</exception>
    public static double Type7(ReadOnlySpan<double> sorted, double p)
    {
        (int at, double share) = Position(sorted.Length, p);
        double low = sorted[at];
        double high = sorted[Math.Min(at + 1, sorted.Length - 1)];
        if (!(sorted[0] <= low && low <= high && high <= sorted[^1]))
        {
            throw Unsorted(nameof(sorted));
        }

        return low == high ? low : Between(low, high, high - low, share);
    }

    /// <summary>The number below which a share of the whole numbers lies.</summary>
    /// <param name="sorted">At least one number, ascending.</param>
    /// <param name="p">0 to 1 (inclusive); 0.5 is the median.</param>
    /// <exception cref="ArgumentException">There are no numbers, or they are not sorted.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside that range.</exception>
    public static double Type7(ReadOnlySpan<long> sorted, double p)
    {
        (int at, double share) = Position(sorted.Length, p);
        long low = sorted[at];
        long high = sorted[Math.Min(at + 1, sorted.Length - 1)];
        if (!(sorted[0] <= low && low <= high && high <= sorted[^1]))
        {
            throw Unsorted(nameof(sorted));
        }

        return Between(low, high, (double)((Int128)high - low), share);
    }

    /// <summary>The exact cut point below which <paramref name="part"/> of <paramref name="parts"/> equal parts of the numbers lie.</summary>
    /// <param name="sorted">At least one number, ascending.</param>
    /// <param name="part">0 to <paramref name="parts"/> (inclusive).</param>
    /// <param name="parts">1 to 1,000,000: 5 for quintiles.</param>
    /// <returns>A fraction, so that a number equal to the cut is never judged above or below it by a rounding.</returns>
    /// <exception cref="ArgumentException">There are no numbers, or they are not sorted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A part is out of its range.</exception>
    public static QuantileCut Cut(ReadOnlySpan<long> sorted, int part, int parts)
    {
        RequireSome(sorted.Length, nameof(sorted));
        (long at, int rest) = Position(sorted.Length, part, parts);
        long low = sorted[(int)at];
        long high = sorted[(int)Math.Min(at + 1, sorted.Length - 1)];
        if (!(sorted[0] <= low && low <= high && high <= sorted[^1]))
        {
            throw Unsorted(nameof(sorted));
        }

        return new QuantileCut(low, high, rest, parts);
    }

    internal static (long At, int Remainder) Position(long count, int part, int parts)
    {
        if (parts is < 1 or > QuantileCut.MaxParts)
        {
            throw new ArgumentOutOfRangeException(nameof(parts), parts, $"The parts must be between 1 and {QuantileCut.MaxParts} (inclusive), but they are {parts}; quintiles have 5.");
        }

        if (part < 0 || part > parts)
        {
            throw new ArgumentOutOfRangeException(nameof(part), part, $"The part must be between 0 and {parts} (inclusive), but it is {part}.");
        }

        Int128 product = (Int128)(count - 1) * part;
        return ((long)(product / parts), (int)(product % parts));
    }

    internal static double Between(double low, double high, double difference, double share) =>
        share >= 0.5 ? high - (difference * (1 - share)) : low + (difference * share);

    private static (int At, double Share) Position(int count, double p)
    {
        RequireSome(count, "sorted");
        Require.Share(p, nameof(p));
        double position = (count - 1) * p;
        int at = (int)position;
        return (at, position - at);
    }

    private static void RequireSome(int count, string name)
    {
        if (count == 0)
        {
            throw new ArgumentException("A quantile needs at least one number, but there are none; ask only where the count is above 0.", name);
        }
    }

    private static ArgumentException Unsorted(string name) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The numbers must stand in ascending order, without NaN, but they do not; sort them first."), name);
}
