namespace Loyalty.Segmentation.Internal;

/// <summary>Elementary functions that keep their digits near 0, where the framework's lose them (Kahan's corrections).</summary>
internal static class Elementary
{
    /// <summary>ln(1 + x).</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsPositiveInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>eˣ − 1.</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        return u == 1 ? x : u == 0 || double.IsPositiveInfinity(u) ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(eᵃ + eᵇ); either may be −∞.</summary>
    public static double LogSum(double a, double b)
    {
        double most = Math.Max(a, b);
        return double.IsNegativeInfinity(most) ? most : most + Log1p(Math.Exp(Math.Min(a, b) - most));
    }
}
