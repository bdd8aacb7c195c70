using Loyalty.Core.Statistics.Internal;

namespace Loyalty.Core.Statistics;

/// <summary>The chi-squared distribution.</summary>
public static class ChiSquared
{
    /// <summary>The chance of a value at most x.</summary>
    /// <param name="x">At least 0 (inclusive); may be infinite.</param>
    /// <param name="degreesOfFreedom">Above 0 (exclusive); need not be whole.</param>
    /// <returns>P(½ df, ½ x), 0 to 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double Cdf(double x, double degreesOfFreedom)
    {
        Require.Positive(degreesOfFreedom, nameof(degreesOfFreedom));
        return SpecialFunctions.RegularizedIncompleteGammaP(degreesOfFreedom / 2, x / 2);
    }

    /// <summary>The chance of a value above x: the p-value of a chi-squared test.</summary>
    /// <param name="x">At least 0 (inclusive); may be infinite.</param>
    /// <param name="degreesOfFreedom">Above 0 (exclusive); need not be whole.</param>
    /// <returns>Q(½ df, ½ x), 0 to 1, with its own digits in the far tail.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static double UpperTail(double x, double degreesOfFreedom)
    {
        Require.Positive(degreesOfFreedom, nameof(degreesOfFreedom));
        return SpecialFunctions.RegularizedIncompleteGammaQ(degreesOfFreedom / 2, x / 2);
    }
}
