namespace Loyalty.Segmentation.Internal;

/// <summary>A function's value at a point, with the slope in each direction written into a span.</summary>
internal delegate double Slope(ReadOnlySpan<double> at, Span<double> gradient);

/// <summary>Where the search ended, and how steep it still was there in each direction.</summary>
internal readonly record struct Maximum(double[] At, double Value, bool Converged, int Iterations, double[] Slope);

/// <summary>Climbs to the maximum of a smooth function of a few variables: BFGS (Nocedal and Wright, Numerical Optimization, chapter 6) with backtracking.</summary>
/// <remarks>Variables are logarithms of parameters and stay within ±<see cref="Reach"/>; a maximum at that edge is none.</remarks>
internal static class Maximiser
{
    public const double Reach = 16;
    private const int MostIterations = 500;
    private const int MostAtEdge = 5;
    private const double FlatSlope = 1e-8;

    public static Maximum Find(Slope function, double[] start)
    {
        int size = start.Length;
        double[] at = (double[])start.Clone();
        double[] slope = new double[size];
        double value = function(at, slope);
        double[,] inverse = Identity(size);
        double[] step = new double[size];
        double[] next = new double[size];
        double[] nextSlope = new double[size];
        bool restarted = true;
        int atEdge = 0;
        int iteration = 0;
        for (; iteration < MostIterations && double.IsFinite(value); iteration++)
        {
            if (IsFlat(slope, FlatSlope))
            {
                return new Maximum(at, value, IsInside(at), iteration, slope);
            }

            double climb = 0;
            double length = 0;
            for (int i = 0; i < size; i++)
            {
                step[i] = 0;
                for (int j = 0; j < size; j++)
                {
                    step[i] += inverse[i, j] * slope[j];
                }

                climb += step[i] * slope[i];
                length = Math.Max(length, Math.Abs(step[i]));
            }

            // A step of more than a factor e² at once overshoots; shorten it, not turn it.
            double share = length > 2 ? 2 / length : 1;
            double nextValue = double.NaN;
            bool better = false;
            for (int halvings = 0; halvings < 60 && climb > 0; halvings++, share /= 2)
            {
                for (int i = 0; i < size; i++)
                {
                    next[i] = Math.Clamp(at[i] + (share * step[i]), -Reach, Reach);
                }

                nextValue = function(next, nextSlope);
                better = nextValue >= value + (1e-4 * share * climb) || IsFlatter(nextValue, value, nextSlope, step, climb);
                if (better)
                {
                    break;
                }
            }

            if (!better)
            {
                if (restarted)
                {
                    break;
                }

                inverse = Identity(size);
                restarted = true;
                continue;
            }

            restarted = false;
            Update(inverse, at, next, slope, nextSlope);
            (at, next) = (next, at);
            (slope, nextSlope) = (nextSlope, slope);
            value = nextValue;

            // Whoever keeps to the edge climbs towards infinity, where there is no maximum.
            atEdge = IsInside(at) ? 0 : atEdge + 1;
            if (atEdge == MostAtEdge)
            {
                break;
            }
        }

        // Rounding can stop the climb just short of the strict slope.
        return new Maximum(at, value, IsInside(at) && double.IsFinite(value) && IsFlat(slope, 1e-5), iteration, slope);
    }

    /// <summary>
    /// Near the top the value's rounding hides what a step gains; then it is the slope along the step that says whether it led upwards (the
    /// approximate Wolfe condition of Hager and Zhang, SIAM Journal on Optimization 16, 2005).
    /// </summary>
    private static bool IsFlatter(double nextValue, double value, double[] nextSlope, double[] step, double climb)
    {
        double along = 0;
        for (int i = 0; i < step.Length; i++)
        {
            along += nextSlope[i] * step[i];
        }

        return nextValue >= value - (1e-12 * Math.Abs(value)) && Math.Abs(along) <= 0.8 * climb;
    }

    private static bool IsInside(double[] at) => Array.TrueForAll(at, v => Math.Abs(v) < Reach - 0.5);

    private static bool IsFlat(double[] slope, double limit) => Array.TrueForAll(slope, s => Math.Abs(s) < limit);

    private static double[,] Identity(int size)
    {
        double[,] matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            matrix[i, i] = 1;
        }

        return matrix;
    }

    /// <summary>Learns the curvature from one step (equation 6.17), for a maximum: slopes fall along it.</summary>
    private static void Update(double[,] inverse, double[] from, double[] to, double[] slopeFrom, double[] slopeTo)
    {
        int size = from.Length;
        double[] moved = new double[size];
        double[] fallen = new double[size];
        double product = 0;
        for (int i = 0; i < size; i++)
        {
            moved[i] = to[i] - from[i];
            fallen[i] = slopeFrom[i] - slopeTo[i];
            product += moved[i] * fallen[i];
        }

        if (!(product > 1e-14))
        {
            return;
        }

        double[] turned = new double[size];
        double curvature = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                turned[i] += inverse[i, j] * fallen[j];
            }

            curvature += turned[i] * fallen[i];
        }

        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                inverse[i, j] += ((1 + (curvature / product)) * moved[i] * moved[j] / product)
                    - (((turned[i] * moved[j]) + (moved[i] * turned[j])) / product);
            }
        }
    }
}
