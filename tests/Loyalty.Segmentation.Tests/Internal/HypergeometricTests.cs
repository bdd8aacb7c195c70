using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Internal;

public class HypergeometricTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.79)]
    [InlineData(0.81)]
    [InlineData(0.97)]
    [InlineData(0.999999)]
    [InlineData(0.999999999999)]
    public void Gauss_WhereThereIsAClosedForm_IsThat(double z)
    {
        double left = 1 - z;
        Close(-Math.Log(left) / z, Hypergeometric.Gauss(1, 1, 2, z));
        Close(Math.Pow(left, -0.7), Hypergeometric.Gauss(0.7, 2.5, 2.5, z));
        Close(Math.Pow(left, 1.3), Hypergeometric.Gauss(-1.3, 4, 4, z));
        double root = Math.Sqrt(z);
        Close(Math.Log((1 + root) / left * (1 + root)) / 2 / root, Hypergeometric.Gauss(0.5, 1, 1.5, z));
        Close(Math.Asin(root) / root, Hypergeometric.Gauss(0.5, 0.5, 1.5, z));
    }

    [Theory]
    [InlineData(0.4, 1.2, 3.4)]
    [InlineData(-0.2, 2.4, 5.1)]
    [InlineData(0.003, 6.1, 12.7)]
    [InlineData(1.7, -5.2, 29)]
    [InlineData(0.8, 3, 60)]
    public void Gauss_NearOne_ContinuesTheSeries(double a, double b, double c)
    {
        foreach (double z in new[] { 0.81, 0.9, 0.95, 0.99 })
        {
            // The plain series with a hundred thousand terms.
            double term = 1;
            double sum = 1;
            for (int n = 0; n < 100_000; n++)
            {
                term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
                sum += term;
            }

            Close(sum, Hypergeometric.Gauss(a, b, c, z));
        }
    }

    [Fact]
    public void Gauss_AtZeroOrWithAZeroParameter_IsOne()
    {
        Assert.Equal(1, Hypergeometric.Gauss(0.3, 2, 3, 0));
        Assert.Equal(1, Hypergeometric.Gauss(0, 2, 3, 0.99));
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= (1e-9 * Math.Abs(expected)) + 1e-16, $"expected {expected:R}, but it is {actual:R}");
}
