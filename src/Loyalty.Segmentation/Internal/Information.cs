namespace Loyalty.Segmentation.Internal;

/// <summary>How sharply a likelihood is curved at its maximum: the observed information, and what its inverse says of the parameters.</summary>
internal static class Information
{
    /// <summary>Below this share of its curvature left over by the other parameters, a parameter is not identified.</summary>
    public const double LeastShare = 1e-7;

    private const double Step = 1e-4;

    /// <summary>The covariance of the variables (logarithms of parameters); null where the curvature is flat in some direction.</summary>
    /// <param name="function">The mean log-likelihood of a guest and its exact slopes; their differences are the curvature.</param>
    /// <param name="at">The maximum.</param>
    /// <param name="customers">How many guests the mean is over.</param>
    public static double[,]? Covariance(Slope function, double[] at, double customers)
    {
        int size = at.Length;
        double[,] curvature = new double[size, size];
        double[] point = (double[])at.Clone();
        double[] above = new double[size];
        double[] below = new double[size];
        for (int i = 0; i < size; i++)
        {
            point[i] = at[i] + Step;
            function(point, above);
            point[i] = at[i] - Step;
            function(point, below);
            point[i] = at[i];
            for (int j = 0; j < size; j++)
            {
                curvature[i, j] -= (above[j] - below[j]) / (4 * Step);
                curvature[j, i] -= (above[j] - below[j]) / (4 * Step);
            }
        }

        double[,]? inverse = Inverse(curvature);
        for (int i = 0; inverse is not null && i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                inverse[i, j] /= customers;
            }
        }

        return inverse;
    }

    /// <summary>The inverse of a symmetric positive definite matrix by Cholesky's factor; null where it is not safely so.</summary>
    private static double[,]? Inverse(double[,] matrix)
    {
        int size = matrix.GetLength(0);
        double[] scale = new double[size];
        for (int i = 0; i < size; i++)
        {
            if (!(matrix[i, i] > 0))
            {
                return null;
            }

            scale[i] = Math.Sqrt(matrix[i, i]);
        }

        // The scaled matrix has ones on its diagonal; a pivot is the share of a variable's curvature that the ones before it do not explain.
        double[,] lower = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = matrix[i, j] / (scale[i] * scale[j]);
                for (int k = 0; k < j; k++)
                {
                    sum -= lower[i, k] * lower[j, k];
                }

                if (i == j && !(sum > LeastShare))
                {
                    return null;
                }

                lower[i, j] = i == j ? Math.Sqrt(sum) : sum / lower[j, j];
            }
        }

        double[,] inverse = new double[size, size];
        double[] column = new double[size];
        for (int at = 0; at < size; at++)
        {
            for (int i = 0; i < size; i++)
            {
                column[i] = i == at ? 1 : 0;
                for (int k = 0; k < i; k++)
                {
                    column[i] -= lower[i, k] * column[k];
                }

                column[i] /= lower[i, i];
            }

            for (int i = size - 1; i >= 0; i--)
            {
                for (int k = i + 1; k < size; k++)
                {
                    column[i] -= lower[k, i] * column[k];
                }

                column[i] /= lower[i, i];
                inverse[i, at] = column[i] / (scale[i] * scale[at]);
            }
        }

        return inverse;
    }
}
