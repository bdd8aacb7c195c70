namespace Loyalty.Offers.Allocation.Internal;

/// <summary>Values as whole numbers of one power of ten: exact wherever 18 significant digits suffice for all, else rounded to that grid.</summary>
internal sealed class ValueGrid(int capacity)
{
    /// <summary>No unit exceeds this: products with a cost fit 128 bits, and so do sums of millions of them.</summary>
    public const long Limit = 4_000_000_000_000_000_000;

    private long[] units = new long[Math.Max(16, capacity)];

    public int Count { get; private set; }

    /// <summary>A unit is 10^−Digits.</summary>
    public int Digits { get; private set; }

    public bool Exact { get; private set; } = true;

    public long Largest { get; private set; }

    public long[] Units => units;

    /// <summary>Appends a value; what is not positive is never picked and stands as 0.</summary>
    public void Add(decimal value)
    {
        if (Count == units.Length)
        {
            Array.Resize(ref units, checked(Count * 2));
        }

        long unit = value <= 0 ? 0 : UnitOf(value);
        Largest = Math.Max(Largest, unit);
        units[Count++] = unit;
    }

    /// <summary>Makes the grid finer where there is room.</summary>
    public void Refine(int digits)
    {
        for (; digits > 0 && Digits < 28 && Largest <= Limit / 10; digits--)
        {
            Raise(1);
        }
    }

    private long UnitOf(decimal value)
    {
        UInt128 mantissa = Mantissa(value, out int digits);
        int raise = 0;
        while (Digits + raise < digits && Fits(Largest, raise + 1) && mantissa / Power(digits - Digits - raise - 1) <= (UInt128)Limit)
        {
            raise++;
        }

        Raise(raise);
        if (digits > Digits)
        {
            UInt128 divisor = Power(digits - Digits);
            (UInt128 whole, UInt128 rest) = UInt128.DivRem(mantissa, divisor);
            Exact &= rest == 0;
            mantissa = whole + (rest * 2 >= divisor ? UInt128.One : UInt128.Zero);
            digits = Digits;
        }

        while (mantissa > (UInt128)Limit / Power(Digits - digits))
        {
            Lower();
            if (digits > Digits)
            {
                (mantissa, UInt128 rest) = UInt128.DivRem(mantissa, 10);
                Exact &= rest == 0;
                digits--;
            }
        }

        return (long)(mantissa * Power(Digits - digits));
    }

    private static bool Fits(long unit, int power) => unit == 0 || (power <= 18 && unit <= Limit / (long)Power(power));

    private void Raise(int digits)
    {
        if (digits > 0 && Largest > 0)
        {
            long factor = (long)Power(digits);
            foreach (ref long unit in units.AsSpan(0, Count))
            {
                unit *= factor;
            }

            Largest *= factor;
        }

        Digits += digits;
    }

    private void Lower()
    {
        foreach (ref long unit in units.AsSpan(0, Count))
        {
            Exact &= unit % 10 == 0;
            unit = (unit + 5) / 10;
        }

        Largest = (Largest + 5) / 10;
        Digits--;
    }

    private static UInt128 Mantissa(decimal value, out int digits)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        UInt128 mantissa = new((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        digits = value.Scale;
        for (; digits > 0 && mantissa % 10 == 0; digits--)
        {
            mantissa /= 10;
        }

        return mantissa;
    }

    private static UInt128 Power(int digits)
    {
        UInt128 power = 1;
        for (int i = 0; i < Math.Min(digits, 38); i++)
        {
            power *= 10;
        }

        return power;
    }
}
