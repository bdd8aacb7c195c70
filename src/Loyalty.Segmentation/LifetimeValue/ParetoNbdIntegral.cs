using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The part of Pareto/NBD's likelihood that a guest dropped out between the last purchase and the end of watching: ∫ (α + y)^−(r + x) (β + y)^−(s + 1) dy over [t_x, T].</summary>
/// <remarks>
/// The published form is a difference of two hypergeometric functions, which cancels where t_x is near T and overflows where x is large. The
/// integrand itself is smooth and positive, so it is summed: over w = ln((m + y) / (m + t_x)) with m the smaller of α and β, in Gauss–Legendre
/// panels, as multiples of its value at t_x. The means that the slopes need come from the same points.
/// </remarks>
internal readonly ref struct ParetoNbdIntegral
{
    /// <summary>The mean of ln(α + y) under the integrand.</summary>
    public readonly double LogAlpha;

    /// <summary>The mean of ln(β + y) under the integrand.</summary>
    public readonly double LogBeta;

    /// <summary>The mean of 1 / (α + y) under the integrand.</summary>
    public readonly double InverseAlpha;

    /// <summary>The mean of 1 / (β + y) under the integrand.</summary>
    public readonly double InverseBeta;

    /// <summary>The integral's logarithm; −∞ where the interval is empty.</summary>
    public readonly double Log;

    /// <summary>Computes it.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="ofAlpha">r + x.</param>
    /// <param name="beta">β.</param>
    /// <param name="ofBeta">s + 1.</param>
    /// <param name="from">t_x.</param>
    /// <param name="to">T.</param>
    public ParetoNbdIntegral(double alpha, double ofAlpha, double beta, double ofBeta, double from, double to)
    {
        if (!(to > from))
        {
            Log = double.NegativeInfinity;
            return;
        }

        bool alphaLess = alpha <= beta;
        (double least, double ofLeast, double ofMost) = alphaLess ? (alpha, ofAlpha, ofBeta) : (beta, ofBeta, ofAlpha);
        double apart = Math.Abs(alpha - beta);
        double start = least + from;
        Fall fall = new(ofLeast - 1, ofMost, start / (start + apart));
        double width = Quadrature.Reach(fall, Elementary.Log1p((to - from) / start));
        int panels = Quadrature.Panels(fall, width, 2.5);
        double half = width / panels / 2;
        double sum = 0;
        double logLeast = 0;
        double logMost = 0;
        double inverseLeast = 0;
        double inverseMost = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = ((2 * panel) + 1) * half;
            for (int k = 0; k < Quadrature.Points; k++)
            {
                double w = middle + (half * Quadrature.NodeAt(k));
                double grown = Math.Exp(w);
                double most = fall.MostAt(grown);
                double value = Quadrature.WeightAt(k) * Math.Exp(-(fall.OfLeast * w) - (fall.OfMost * most));
                double y = start * grown;
                sum += value;
                logLeast += value * w;
                logMost += value * most;
                inverseLeast += value / y;
                inverseMost += value / (y + apart);
            }
        }

        double logStart = Math.Log(start);
        double logApart = Math.Log(start + apart);
        Log = -(fall.OfLeast * logStart) - (ofMost * logApart) + Math.Log(half * sum);
        logLeast = logStart + (logLeast / sum);
        logMost = logApart + (logMost / sum);
        (LogAlpha, LogBeta) = alphaLess ? (logLeast, logMost) : (logMost, logLeast);
        (InverseAlpha, InverseBeta) = alphaLess ? (inverseLeast / sum, inverseMost / sum) : (inverseMost / sum, inverseLeast / sum);
    }

    /// <summary>How the integrand falls with w: (m + y)^−(k − 1) (M + y)^−l as a multiple of its start.</summary>
    private readonly struct Fall(double ofLeast, double ofMost, double share) : IFall
    {
        public double OfLeast => ofLeast;

        public double OfMost => ofMost;

        /// <summary>ln of how much M + y has grown where m + y has grown so much.</summary>
        public double MostAt(double grown) => Math.Log(1 + (share * (grown - 1)));

        public double At(double w) => (ofLeast * w) + (ofMost * MostAt(Math.Exp(w)));
    }
}
