namespace Loyalty.Offers.Allocation.Internal;

/// <summary>What a minor unit of budget must bring, in units of value: a fraction, compared without rounding. Above every finite one stands <see cref="Infinite"/>.</summary>
internal readonly record struct Price(long Value, long Cost)
{
    public static Price Infinite => new(1, 0);

    public static Price Zero => new(0, 1);

    public bool IsInfinite => Cost == 0;

    /// <summary>A price near <paramref name="price"/> by which candidates can be valued in 64 bits; null where none is near enough to be of use.</summary>
    public static Price? Near(double price, Columns columns)
    {
        int shift = 61 - Bits(columns.LargestValue);
        double limit = (1L << 61) / (double)Math.Max(1, columns.LargestCost);
        if (shift < 0)
        {
            return null;
        }

        shift = Math.Min(shift, 40);
        while (shift > 0 && Math.ScaleB(price, shift) > limit)
        {
            shift--;
        }

        double scaled = Math.ScaleB(price, shift);
        return scaled >= 1 && scaled <= limit ? new Price((long)scaled, 1L << shift) : null;
    }

    public double ToDouble() => IsInfinite ? double.PositiveInfinity : Value / (double)Cost;

    /// <summary>Compares two fractions exactly: positive where the left is larger.</summary>
    public static int Compare(long leftValue, long leftCost, long rightValue, long rightCost)
    {
        ulong high = Math.BigMul((ulong)leftValue, (ulong)rightCost, out ulong low);
        ulong otherHigh = Math.BigMul((ulong)rightValue, (ulong)leftCost, out ulong otherLow);
        return high != otherHigh ? high.CompareTo(otherHigh) : low.CompareTo(otherLow);
    }

    /// <summary>What so much budget is worth at this price, rounded down.</summary>
    public Int128 Worth(Int128 budget)
    {
        Int128 product = budget * Value;
        (Int128 whole, Int128 rest) = Int128.DivRem(product, Cost);
        return rest < 0 ? whole - 1 : whole;
    }

    private static int Bits(long value) => 64 - (int)long.LeadingZeroCount(value);
}
