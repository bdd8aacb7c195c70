using System.Globalization;

namespace Loyalty.Pos.Catalog;

/// <summary>The ranges that every definition of a catalogue keeps, and the words for what is outside.</summary>
internal static class Range
{
    /// <summary>The largest amount of a catalogue or a basket, in minor units: products with any percent stay exact.</summary>
    public const long MostAmount = 1_000_000_000_000_000;

    /// <summary>The most units of a line or a threshold.</summary>
    public const long MostUnits = 1_000_000_000;

    public static void Amount(long value, string what) => Within(value, 0, MostAmount, what);

    public static void Within(decimal value, decimal least, decimal most, string what)
    {
        if (value < least || value > most)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} must be from {least} to {most} (inclusive), not {value}."));
        }
    }

    public static void Known<T>(T value, string what)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            throw new ArgumentException($"{what} must be one of {string.Join(", ", Enum.GetNames<T>())}, not {value}.");
        }
    }
}
