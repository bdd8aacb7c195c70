using Loyalty.Core.Statistics;

namespace Loyalty.Nps.Internal;

/// <summary>An interval for the difference of two shares of one multinomial sample.</summary>
/// <remarks>
/// MOVER (Zou and Donner, Statistics in Medicine 27, 2008; Newcombe, 17, 1998): the distances from each share to its own limit stand for
/// their standard errors, here to Clopper and Pearson's exact limits, and the shares' correlation is that at the limits.
/// </remarks>
internal static class ScoreInterval
{
    /// <summary>
    /// The confidence of each share's limits. At 0.95 the joint interval falls up to 0.1 % short at a few points (such as 94.9 % at 21
    /// answers, 1 % promoters and 97.5 % detractors); giving each tail 47 hundredths of the error instead of 50 mends them all.
    /// </summary>
    private const double LimitConfidence = 0.953;

    public static Interval Of(long promoters, long passives, long detractors)
    {
        long n = promoters + passives + detractors;
        Interval p = Proportion.ClopperPearson(promoters, n, LimitConfidence);
        Interval d = promoters == detractors ? p : Proportion.ClopperPearson(detractors, n, LimitConfidence);
        double share = (double)(promoters - detractors) / n;
        double low = share - Reach(((double)promoters / n) - p.Low, d.High - ((double)detractors / n), p.Low, d.High);
        double high = share + Reach(p.High - ((double)promoters / n), ((double)detractors / n) - d.Low, p.High, d.Low);

        // Nobody but promoters (or detractors) so far: the best (worst) score stays possible.
        return new Interval(detractors == n ? -100 : 100 * Math.Max(-1, low), promoters == n ? 100 : 100 * Math.Min(1, high));
    }

    /// <summary>√(a² + b² + 2 r a b), r being minus the correlation of two multinomial shares.</summary>
    private static double Reach(double a, double b, double promoters, double detractors)
    {
        double odds = promoters * detractors;
        double rest = (1 - promoters) * (1 - detractors);
        double r = odds == 0 ? 0 : odds >= rest ? 1 : Math.Sqrt(odds / rest);
        return Math.Sqrt((a * a) + (b * b) + (2 * r * a * b));
    }
}
