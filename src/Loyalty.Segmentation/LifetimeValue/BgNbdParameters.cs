namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The four parameters of BG/NBD: how purchase rates (r, alpha) and chances to drop out (a, b) are spread over guests.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
public readonly record struct BgNbdParameters
{
    /// <summary>Names parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of purchase rates, above 0.</param>
    /// <param name="alpha">Rate of that distribution, in units of time, above 0.</param>
    /// <param name="a">First shape of the beta distribution of the chance to drop out after a purchase, above 0.</param>
    /// <param name="b">Second shape of that distribution, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a number above 0.</exception>
    public BgNbdParameters(double r, double alpha, double a, double b)
    {
        foreach (double value in (ReadOnlySpan<double>)[r, alpha, a, b])
        {
            if (!(value > 0) || !double.IsFinite(value))
            {
                throw new ArgumentOutOfRangeException(nameof(r), value, "The parameters of BG/NBD must be numbers above 0 (exclusive).");
            }
        }

        R = r;
        Alpha = alpha;
        A = a;
        B = b;
    }

    /// <summary>Shape of the distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>Rate of the distribution of purchase rates, in units of time.</summary>
    public double Alpha { get; }

    /// <summary>First shape of the distribution of the chance to drop out.</summary>
    public double A { get; }

    /// <summary>Second shape of the distribution of the chance to drop out.</summary>
    public double B { get; }
}
