namespace Loyalty.Segmentation.Internal;

/// <summary>How fast an integrand falls: e to the minus this, which is 0 at 0 and convex.</summary>
internal interface IFall
{
    double At(double w);
}

/// <summary>Sixteen-point Gauss–Legendre panels (Abramowitz and Stegun 25.4.30), whose error is below 1e-14 for e^−w over a panel of w = 16.</summary>
internal static class Quadrature
{
    /// <summary>How many points a panel has.</summary>
    public const int Points = 16;

    /// <summary>Beyond this exponent nothing counts in double precision.</summary>
    private const double Negligible = 38;

    private const double MostInPanel = 16;

    private static ReadOnlySpan<double> Nodes =>
    [
        0.9894009349916499325961, 0.9445750230732325760779, 0.8656312023878317438804, 0.7554044083550030338951,
        0.6178762444026437484466, 0.4580167776572273863424, 0.2816035507792589132304, 0.0950125098376374401853,
    ];

    private static ReadOnlySpan<double> Weights =>
    [
        0.0271524594117540948517, 0.0622535239386478928628, 0.0951585116824927848099, 0.1246289712555338720524,
        0.1495959888165767320815, 0.1691565193950025381893, 0.1826034150449235888667, 0.1894506104550684962853,
    ];

    /// <summary>Where a point stands in its panel, from −1 to 1.</summary>
    public static double NodeAt(int point) => point < Points / 2 ? -Nodes[point] : Nodes[Points - 1 - point];

    /// <summary>How much a point counts; the weights of a panel add up to 2.</summary>
    public static double WeightAt(int point) => Weights[Math.Min(point, Points - 1 - point)];

    /// <summary>How much of [0, width] counts: where the integrand has fallen to nothing, the rest is cut off.</summary>
    public static double Reach<T>(in T fall, double width)
        where T : struct, IFall
    {
        if (!(fall.At(width) > Negligible + 10))
        {
            return width;
        }

        double low = 0;
        double high = width;
        while (true)
        {
            double middle = (low + high) / 2;
            double at = fall.At(middle);
            if (at is >= Negligible and <= Negligible + 10 || middle == low || middle == high)
            {
                return middle;
            }

            (low, high) = at < Negligible ? (middle, high) : (low, middle);
        }
    }

    /// <summary>How many panels: at most so wide each, and at most a factor of e¹⁶ in each on average.</summary>
    public static int Panels<T>(in T fall, double width, double widest)
        where T : struct, IFall => (int)Math.Clamp(Math.Ceiling(Math.Max(width / widest, Math.Abs(fall.At(width)) / MostInPanel)), 1, 4096);
}
