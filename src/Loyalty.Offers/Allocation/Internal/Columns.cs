using Loyalty.Core;

namespace Loyalty.Offers.Allocation.Internal;

/// <summary>Candidates as columns, a customer's beside each other in ordinal order of their offers.</summary>
internal sealed record Columns
{
    /// <summary>Customer i's candidates are [Starts[i], Starts[i + 1]).</summary>
    public required int[] Starts { get; init; }

    /// <summary>In units of the grid; 0 for what is never picked.</summary>
    public required long[] Values { get; init; }

    /// <summary>In minor units.</summary>
    public required long[] Costs { get; init; }

    public required int[] Offers { get; init; }

    /// <summary>The place of each candidate in the order of adding.</summary>
    public required int[] Sources { get; init; }

    /// <summary>The most guests for each offer, <see cref="int.MaxValue"/> for no limit.</summary>
    public required int[] Limits { get; init; }

    public required long LargestValue { get; init; }

    public required long LargestCost { get; init; }

    /// <summary>Every value is a multiple of this many units.</summary>
    public required long Unit { get; init; }

    /// <summary>A unit is 10^−Digits.</summary>
    public required int Digits { get; init; }

    public required bool Exact { get; init; }

    public required Currency Currency { get; init; }

    public required IReadOnlyList<OfferTerms> Terms { get; init; }

    public int Customers => Starts.Length - 1;

    /// <summary>The most candidates that any customer has, at least 1.</summary>
    public required int MostForOne { get; init; }

    /// <summary>Down to a multiple of the unit: no total lies between.</summary>
    public Int128 Floor(Int128 units) => Unit <= 1 ? units : units - (((units % Unit) + Unit) % Unit);

    /// <summary>Without the candidates that cost more than the whole budget: that only makes the relaxation sharper.</summary>
    public Columns Within(long budget)
    {
        if (LargestCost <= budget)
        {
            return this;
        }

        long[] values = (long[])Values.Clone();
        long largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (Costs[i] > budget)
            {
                values[i] = 0;
            }
            else
            {
                largest = Math.Max(largest, Costs[i]);
            }
        }

        return this with { Values = values, LargestCost = largest };
    }

    /// <summary>A count of units as a decimal without needless zeros; beyond 28 digits it is rounded.</summary>
    public decimal ToDecimal(Int128 units)
    {
        int digits = Digits;
        for (; digits > 0 && (digits > 28 || units % 10 == 0 || Int128.Abs(units) > (Int128)decimal.MaxValue); digits--)
        {
            units /= 10;
        }

        decimal value = (decimal)units;
        for (; digits < 0; digits++)
        {
            value *= 10;
        }

        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value, bits);
        return new decimal(bits[0], bits[1], bits[2], value < 0, (byte)digits);
    }
}
