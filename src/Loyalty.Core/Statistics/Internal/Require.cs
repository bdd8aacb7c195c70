using System.Globalization;

namespace Loyalty.Core.Statistics.Internal;

/// <summary>The refusals that all statistics share: the value, the range, the cure.</summary>
internal static class Require
{
    public static void Number(double value, string name)
    {
        if (double.IsNaN(value))
        {
            throw Outside(value, name, "a number", "leave missing values out before you calculate");
        }
    }

    public static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsPositiveInfinity(value))
        {
            throw Outside(value, name, "above 0 (exclusive) and finite", "check the counts or the variances it was calculated from");
        }
    }

    public static void Shape(double value, string name)
    {
        Positive(value, name);
        if (value > 1e12)
        {
            throw Outside(value, name, "at most 1E+12 (inclusive)", "beyond it use the normal distribution, which is then as exact");
        }
    }

    public static void Share(double value, string name)
    {
        if (!(value >= 0 && value <= 1))
        {
            throw Outside(value, name, "between 0 and 1 (inclusive)", "divide percentages by 100");
        }
    }

    public static void OpenShare(double value, string name)
    {
        if (!(value > 0 && value < 1))
        {
            throw Outside(value, name, "between 0 and 1 (exclusive)", "divide percentages by 100; 95 % is 0.95");
        }
    }

    private static ArgumentOutOfRangeException Outside(double value, string name, string range, string cure) =>
        new(name, value, string.Create(CultureInfo.InvariantCulture, $"The argument '{name}' must be {range}, but it is {value}; {cure}."));
}
