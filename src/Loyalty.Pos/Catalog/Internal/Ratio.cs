using System.Globalization;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>An exact fraction in lowest terms; amounts are rounded half away from zero, once.</summary>
internal readonly struct Ratio
{
    private const long Unit = 1_000_000_000_000;

    public Ratio(long numerator, long denominator)
    {
        long divisor = Divisor(numerator, denominator);
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
        Percent = Denominator <= 100 && 100 % Denominator == 0 && Numerator <= Denominator ? (short)(Numerator * (100 / Denominator)) : (short)-1;
    }

    private Ratio(short percent)
    {
        // Not in lowest terms, and equal for all that.
        Numerator = percent;
        Denominator = 100;
        Percent = percent;
    }

    public long Numerator { get; }

    public long Denominator { get; }

    public bool IsWhole => Numerator == Denominator;

    /// <summary>The percent where it is a whole one, so that the division is by a constant; else −1.</summary>
    public short Percent { get; }

    public static Ratio OfWholePercent(short percent) => new(percent);

    /// <summary>A share of a whole percent, rounded half away from zero.</summary>
    public static long Of(long amount, int percent) =>
        // At most 10^15 × 200 fits 64 bits.
        (long)((ulong)((2 * amount * percent) + 100) / 200);

    public static Ratio OfPercent(decimal percent)
    {
        if (decimal.Round(percent, 12) != percent)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A percent has at most twelve decimals, not {percent}; round it."));
        }

        return new Ratio((long)(percent * Unit), 100 * Unit);
    }

    /// <summary>The share of an amount ≥ 0, rounded half away from zero.</summary>
    public long Of(long amount)
    {
        if (Percent >= 0)
        {
            return Of(amount, Percent);
        }

        if (Numerator <= 2000 && Denominator <= 1_000_000)
        {
            // At most 10^15 × 4000 fits 64 bits.
            long doubled = (2 * amount * Numerator) + Denominator;
            return doubled / (2 * Denominator);
        }

        return (long)((((Int128)amount * Numerator * 2) + Denominator) / ((Int128)Denominator * 2));
    }

    /// <summary>Compares two fractions exactly.</summary>
    public int CompareTo(Ratio other) => ((Int128)Numerator * other.Denominator).CompareTo((Int128)other.Numerator * Denominator);

    private static long Divisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a == 0 ? 1 : a;
    }
}
