using System.Globalization;
using Loyalty.Core.Statistics;

namespace Loyalty.Core.Tests.Statistics;

public sealed class SpecialFunctionsTests
{
    public static TheoryData<string, string, string> References()
    {
        TheoryData<string, string, string> data = [];
        foreach (string line in File.ReadLines(Repository.PathOf("tests", "Loyalty.Core.Tests", "Statistics", "Data", "reference.csv")).Skip(1))
        {
            string[] fields = line.Split(',');
            data.Add(fields[0], fields[1], fields[2]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(References))]
    public void Functions_AgainstSixtyDigitValues_AgreeToThirteenDigits(string function, string arguments, string value)
    {
        double[] a = [.. arguments.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
        double expected = double.Parse(value, CultureInfo.InvariantCulture);
        double actual = function switch
        {
            "LogGamma" => SpecialFunctions.LogGamma(a[0]),
            "Digamma" => SpecialFunctions.Digamma(a[0]),
            "LogBeta" => SpecialFunctions.LogBeta(a[0], a[1]),
            "Erf" => SpecialFunctions.Erf(a[0]),
            "Erfc" => SpecialFunctions.Erfc(a[0]),
            "IncompleteBeta" => SpecialFunctions.RegularizedIncompleteBeta(a[0], a[1], a[2]),
            "GammaP" => SpecialFunctions.RegularizedIncompleteGammaP(a[0], a[1]),
            "GammaQ" => SpecialFunctions.RegularizedIncompleteGammaQ(a[0], a[1]),
            "StudentTUpper" => StudentT.UpperTail(a[0], a[1]),
            "ChiSquaredUpper" => ChiSquared.UpperTail(a[0], a[1]),
            "NormalUpper" => NormalDistribution.UpperTail(a[0]),
            "NormalQuantile" => NormalDistribution.Quantile(a[0]),
            "Binomial" => BinomialDistribution.Probability((long)a[0], (long)a[1], a[2]),
            _ => throw new ArgumentException(function),
        };
        Assert.True(Math.Abs(actual - expected) <= 1e-13 * Math.Abs(expected),
            string.Create(CultureInfo.InvariantCulture, $"{function}({arguments}) is {actual:R}, not {expected:R}: off by {Math.Abs(actual / expected - 1):E2}."));
    }

    [Fact]
    public void LogGamma_AtOneAndTwo_IsExactlyZero()
    {
        Assert.Equal(0, SpecialFunctions.LogGamma(1));
        Assert.Equal(0, SpecialFunctions.LogGamma(2));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Functions_BadArgument_SayValueRangeAndCure(double bad)
    {
        foreach (Action call in new Action[]
        {
            () => SpecialFunctions.LogGamma(bad), () => SpecialFunctions.Digamma(bad), () => SpecialFunctions.LogBeta(bad, 1), () => SpecialFunctions.LogBeta(1, bad),
            () => SpecialFunctions.RegularizedIncompleteBeta(bad, 1, 0.5), () => SpecialFunctions.RegularizedIncompleteGammaP(bad, 1),
            () => StudentT.Cdf(1, bad), () => ChiSquared.UpperTail(1, bad), () => BetaDistribution.Quantile(0.5, 1, bad),
        })
        {
            ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(call);
            Assert.Contains("must be above 0 (exclusive)", e.Message, StringComparison.Ordinal);
            Assert.Equal(bad, e.ActualValue);
        }
    }

    [Fact]
    public void Functions_NotANumber_AreRefusedEverywhere()
    {
        foreach (Action call in new Action[]
        {
            () => SpecialFunctions.Erf(double.NaN), () => SpecialFunctions.Erfc(double.NaN), () => NormalDistribution.Cdf(double.NaN),
            () => NormalDistribution.Quantile(double.NaN), () => NormalDistribution.Quantile(0), () => NormalDistribution.Quantile(1),
            () => StudentT.Cdf(double.NaN, 3), () => StudentT.Quantile(1, 3), () => ChiSquared.Cdf(double.NaN, 2), () => ChiSquared.UpperTail(-1, 2),
            () => SpecialFunctions.RegularizedIncompleteBeta(1, 1, 1.1), () => SpecialFunctions.RegularizedIncompleteBeta(1, 1, double.NaN),
            () => BinomialDistribution.Probability(1, -1, 0.5), () => BinomialDistribution.Cdf(1, 2, double.NaN),
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(call);
        }
    }

    [Fact]
    public void Functions_AtTheEndsOfTheirRange_AreExact()
    {
        Assert.Equal(0, SpecialFunctions.RegularizedIncompleteBeta(2, 3, 0));
        Assert.Equal(1, SpecialFunctions.RegularizedIncompleteBeta(2, 3, 1));
        Assert.Equal(0, SpecialFunctions.RegularizedIncompleteGammaP(2, 0));
        Assert.Equal(0, SpecialFunctions.RegularizedIncompleteGammaQ(2, double.PositiveInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(0.5, NormalDistribution.Cdf(0));
        Assert.Equal(0.5, StudentT.Cdf(0, 3.3));
        Assert.Equal(1, StudentT.Cdf(double.PositiveInfinity, 3.3));
        Assert.Equal(-1, SpecialFunctions.Erf(double.NegativeInfinity));
    }
}
