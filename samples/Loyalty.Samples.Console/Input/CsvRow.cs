using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Samples.Input;

/// <summary>The current row of a <see cref="CsvFile"/>, read by column name; a bad value is a <see cref="RowException"/> with value and cure.</summary>
internal readonly ref struct CsvRow(CsvFile file)
{
    /// <summary>The line on which the row begins, from 1; the header stands on line 1.</summary>
    public int Line => file.Line;

    /// <summary>The data row's number, from 1.</summary>
    public long Number => file.RowNumber;

    /// <summary>The field as it stands; empty where the file has no such column.</summary>
    public string Text(string column) => file.Field(column);

    /// <summary>A field that must not be empty.</summary>
    public string Required(string column)
    {
        string text = file.Field(column);
        return text.Length > 0 ? text : throw new RowException(column, "the value is empty, and one is required");
    }

    /// <summary>A finite decimal within [least, most]; no exponent, no thousands.</summary>
    public decimal Decimal(string column, decimal least = decimal.MinValue, decimal most = decimal.MaxValue)
    {
        string text = Required(column);
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value))
        {
            throw new RowException(column, $"'{text}' is not a decimal number with a point, such as 12.50");
        }

        return value >= least && value <= most ? value : throw new RowException(column, string.Create(CultureInfo.InvariantCulture,
            $"'{text}' is out of range; allowed is {(least == decimal.MinValue ? $"at most {most}" : most == decimal.MaxValue ? $"at least {least}" : $"{least} to {most}")}"));
    }

    /// <summary>A whole number within [least, most].</summary>
    public long Integer(string column, long least, long most)
    {
        string text = Required(column);
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw new RowException(column, string.Create(CultureInfo.InvariantCulture, $"'{text}' is not allowed; allowed is a whole number from {least} to {most}"));
    }

    /// <summary>Money: a decimal with at most as many digits as the currency has, unless rounding is asked for.</summary>
    public Money Money(string column, Currency currency, decimal least = decimal.MinValue)
    {
        decimal amount = Decimal(column, least);
        if (!Core.Money.TryRound(amount, currency, out Money money))
        {
            throw new RowException(column, string.Create(CultureInfo.InvariantCulture, $"'{amount}' is out of range; allowed is at most {long.MaxValue / currency.Scale} in either direction"));
        }

        return money.ToDecimal() == amount
            ? money
            : throw new RowException(column, string.Create(CultureInfo.InvariantCulture, $"'{amount}' has more than {currency.MinorUnits} digits after the point, the most that {currency} has"));
    }

    /// <summary>An ISO 8601 instant; without an offset it is UTC, without a time it is midnight.</summary>
    public DateTimeOffset Instant(string column)
    {
        string text = Required(column);
        return IsoInstant.TryParse(text, out DateTimeOffset instant)
            ? instant
            : throw new RowException(column, $"'{text}' is not an ISO 8601 date or time, such as 2026-11-30 or 2026-11-30T18:05:00+03:00");
    }
}
