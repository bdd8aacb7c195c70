using Loyalty.Core.Statistics;

namespace Loyalty.Nps.Internal;

/// <summary>The score test of two net promoter scores being equal.</summary>
internal static class ChangeTest
{
    public static double PValue(NpsScore before, NpsScore after)
    {
        int sign = after.CompareTo(before);
        if (sign == 0)
        {
            return 1;
        }

        // The common score that both samples find likeliest lies between theirs; its score equation falls from low to high.
        double low = Math.Min(before.Value, after.Value) / 100;
        double high = Math.Max(before.Value, after.Value) / 100;
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            if (Pull(before, middle) + Pull(after, middle) > 0)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        double common = (low + high) / 2;
        double answers = (double)before.Answers + after.Answers;
        double variance = ((Variance(before, common) / before.Answers) + (Variance(after, common) / after.Answers)) * answers / (answers - 1);
        return 2 * NormalDistribution.UpperTail(Math.Abs(after.Value - before.Value) / 100 / Math.Sqrt(variance));
    }

    private static double Pull(NpsScore score, double common) => score.Answers * ((score.Value / 100) - common) / Variance(score, common);

    /// <summary>One answer's variance, given the common score and the likeliest share of detractors under it.</summary>
    private static double Variance(NpsScore score, double common)
    {
        double n = score.Answers;
        double b = ((2 * n) - score.Promoters + score.Detractors) * common - score.Promoters - score.Detractors;
        double c = -score.Detractors * common * (1 - common);
        double detractors = (Math.Sqrt(Math.Max(0, (b * b) - (8 * n * c))) - b) / (4 * n);
        detractors = Math.Clamp(detractors, Math.Max(0, -common), (1 - common) / 2);
        return Math.Max(1e-12, (2 * detractors) + (common * (1 - common)));
    }
}
