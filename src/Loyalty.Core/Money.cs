using System.Globalization;

namespace Loyalty.Core;

/// <summary>An exact amount: a whole number of minor units (cents) of one currency.</summary>
/// <remarks>
/// Equal when amount and currency are. Ordered within one currency; adding or comparing two currencies is an error, as is leaving the
/// range of 64 bits: never a wrong sum. The <c>default</c> is zero of <see cref="Currency.None"/>. Immutable.
/// </remarks>
/// <param name="MinorUnits">The amount in minor units; negative for money that goes back.</param>
/// <param name="Currency">The currency.</param>
public readonly record struct Money(long MinorUnits, Currency Currency) : IComparable<Money>
{
    /// <summary>Nothing, in a currency.</summary>
    /// <param name="currency">The currency.</param>
    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>An amount that is exact in minor units.</summary>
    /// <param name="amount">At most as many digits after the point as the currency has.</param>
    /// <param name="currency">The currency.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount has more digits, or does not fit 64 bits of minor units.</exception>
    public static Money Exact(decimal amount, Currency currency)
    {
        Money rounded = Round(amount, currency);
        if (rounded.ToDecimal() != amount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(amount), amount, $"An exact amount of {currency} has at most {currency.MinorUnits} digits after the point; round it first with Money.Round.");
        }

        return rounded;
    }

    /// <summary>An amount rounded to minor units, half away from zero.</summary>
    /// <param name="amount">Any decimal that fits 64 bits of minor units.</param>
    /// <param name="currency">The currency.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount does not fit.</exception>
    public static Money Round(decimal amount, Currency currency)
    {
        if (!TryRound(amount, currency, out Money money))
        {
            throw new ArgumentOutOfRangeException(
                nameof(amount), amount, $"An amount must fit 64 bits of minor units: at most {long.MaxValue / currency.Scale} {currency} in either direction.");
        }

        return money;
    }

    /// <summary>Rounds an amount to minor units, half away from zero, if it fits.</summary>
    /// <param name="amount">Any decimal.</param>
    /// <param name="currency">The currency.</param>
    /// <param name="money">The amount, or <c>default</c>.</param>
    /// <returns>Whether the amount fits 64 bits of minor units.</returns>
    public static bool TryRound(decimal amount, Currency currency, out Money money)
    {
        // Rounding before scaling keeps digits that scaling could push out of a decimal's 28.
        decimal rounded = Math.Round(amount, currency.MinorUnits, MidpointRounding.AwayFromZero);
        decimal limit = (decimal)long.MaxValue / currency.Scale;
        bool fits = rounded >= -limit && rounded <= limit;
        money = fits ? new Money((long)(rounded * currency.Scale), currency) : default;
        return fits;
    }

    /// <summary>The amount in whole units of the currency: 1234 cents are 12.34.</summary>
    public decimal ToDecimal() => (decimal)MinorUnits / Currency.Scale;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public int CompareTo(Money other)
    {
        RequireSame(this, other);
        return MinorUnits.CompareTo(other.MinorUnits);
    }

    /// <summary>Splits this amount in proportion to weights, to the last minor unit, by largest remainder.</summary>
    /// <param name="weights">A weight ≥ 0 for each share; all zero shares as if all were equal. Their sum must fit 64 bits.</param>
    /// <param name="shares">Receives a share for each weight; they add up to this amount.</param>
    /// <remarks>Of equal remainders the earlier share gets the minor unit. Does not allocate up to 128 weights.</remarks>
    /// <exception cref="ArgumentException">There are no weights, or <paramref name="shares"/> has another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative.</exception>
    public void Split(ReadOnlySpan<long> weights, Span<Money> shares)
    {
        if (weights.IsEmpty || weights.Length != shares.Length)
        {
            throw new ArgumentException($"Splitting needs one share for each of at least one weight, but there are {weights.Length} weights and {shares.Length} shares.", nameof(shares));
        }

        long total = 0;
        foreach (long weight in weights)
        {
            if (weight < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(weights), weight, "A weight must be at least 0.");
            }

            total = checked(total + weight);
        }

        bool equal = total == 0;
        Int128 whole = equal ? weights.Length : total;
        Span<Int128> remainders = weights.Length <= 128 ? stackalloc Int128[weights.Length] : new Int128[weights.Length];
        Int128 magnitude = Int128.Abs(MinorUnits);
        int sign = MinorUnits < 0 ? -1 : 1;
        Int128 left = magnitude;
        for (int i = 0; i < weights.Length; i++)
        {
            (Int128 share, remainders[i]) = Int128.DivRem(magnitude * (equal ? 1 : weights[i]), whole);
            left -= share;
            shares[i] = new Money((long)(share * sign), Currency);
        }

        for (; left > 0; left--)
        {
            int largest = 0;
            for (int i = 1; i < remainders.Length; i++)
            {
                if (remainders[i] > remainders[largest])
                {
                    largest = i;
                }
            }

            remainders[largest] = -1;
            shares[largest] = new Money(shares[largest].MinorUnits + sign, Currency);
        }
    }

    /// <summary>Returns the amount with all its minor digits and the currency's code: <c>12.30 EUR</c>, on every culture.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ToDecimal().ToString("F" + Currency.MinorUnits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)} {Currency.Code}");

    /// <summary>Adds.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount in the same currency.</param>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The sum does not fit 64 bits.</exception>
    public static Money operator +(Money left, Money right)
    {
        RequireSame(left, right);
        return new(checked(left.MinorUnits + right.MinorUnits), left.Currency);
    }

    /// <summary>Subtracts.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount in the same currency.</param>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    /// <exception cref="OverflowException">The difference does not fit 64 bits.</exception>
    public static Money operator -(Money left, Money right)
    {
        RequireSame(left, right);
        return new(checked(left.MinorUnits - right.MinorUnits), left.Currency);
    }

    /// <summary>Turns the sign.</summary>
    /// <param name="value">An amount.</param>
    public static Money operator -(Money value) => new(checked(-value.MinorUnits), value.Currency);

    /// <summary>Multiplies by a whole number.</summary>
    /// <param name="value">An amount.</param>
    /// <param name="times">How often.</param>
    /// <exception cref="OverflowException">The product does not fit 64 bits.</exception>
    public static Money operator *(Money value, long times) => new(checked(value.MinorUnits * times), value.Currency);

    /// <summary>Whether <paramref name="left"/> is less.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount in the same currency.</param>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Whether <paramref name="left"/> is more.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount in the same currency.</param>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Whether <paramref name="left"/> is not more.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount in the same currency.</param>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Whether <paramref name="left"/> is not less.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">An amount in the same currency.</param>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    private static void RequireSame(Money left, Money right)
    {
        if (left.Currency != right.Currency)
        {
            throw new InvalidOperationException(
                $"Amounts of {left.Currency} ({left.Currency.MinorUnits} digits) and {right.Currency} ({right.Currency.MinorUnits} digits) cannot be added or compared; convert one first.");
        }
    }
}
