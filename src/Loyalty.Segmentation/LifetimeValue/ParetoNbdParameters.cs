namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The four parameters of Pareto/NBD: how purchase rates (r, alpha) and rates of dropping out (s, beta) are spread over guests.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
public readonly record struct ParetoNbdParameters
{
    /// <summary>Names parameters.</summary>
    /// <param name="r">Shape of the gamma distribution of purchase rates, above 0.</param>
    /// <param name="alpha">Rate of that distribution, in units of time, above 0.</param>
    /// <param name="s">Shape of the gamma distribution of rates of dropping out, above 0.</param>
    /// <param name="beta">Rate of that distribution, in units of time, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not a number above 0.</exception>
    public ParetoNbdParameters(double r, double alpha, double s, double beta)
    {
        foreach (double value in (ReadOnlySpan<double>)[r, alpha, s, beta])
        {
            if (!(value > 0) || !double.IsFinite(value))
            {
                throw new ArgumentOutOfRangeException(nameof(r), value, "The parameters of Pareto/NBD must be numbers above 0 (exclusive).");
            }
        }

        R = r;
        Alpha = alpha;
        S = s;
        Beta = beta;
    }

    /// <summary>Shape of the distribution of purchase rates.</summary>
    public double R { get; }

    /// <summary>Rate of the distribution of purchase rates, in units of time.</summary>
    public double Alpha { get; }

    /// <summary>Shape of the distribution of rates of dropping out.</summary>
    public double S { get; }

    /// <summary>Rate of the distribution of rates of dropping out, in units of time.</summary>
    public double Beta { get; }
}
