using Loyalty.Core.Statistics;
using Loyalty.Nps.Internal;

namespace Loyalty.Nps;

/// <summary>How a score moved between two groups of answers, and whether chance alone could have moved it so.</summary>
/// <remarks>Equal when both scores are. The <c>default</c> has no answers and its members are refused. Immutable.</remarks>
/// <param name="Before">The earlier score.</param>
/// <param name="After">The later one, of other answers.</param>
public readonly record struct NpsChange(NpsScore Before, NpsScore After)
{
    /// <summary>After less before, in points.</summary>
    /// <value>−200 to 200.</value>
    public double Points => After.Value - Before.Value;

    /// <summary>
    /// The two-sided p-value of 'the score of all guests did not move': the efficient score test, with both variances under that
    /// hypothesis (Miettinen and Nurminen, Statistics in Medicine 4, 1985, for shares; Tango, 17, 1998, for the nuisance share).
    /// </summary>
    /// <value>0 to 1. Where nothing moved, it falls below 0.05 in at most 8 % of small samples, which the tests enumerate; Wald's does in up to half of them.</value>
    public double PValue => ChangeTest.PValue(Before, After);

    /// <summary>Where the change of all guests' score may lie at 95 % confidence: both scores' intervals joined by MOVER.</summary>
    /// <returns>Points within [−200, 200].</returns>
    public Interval Interval()
    {
        Interval before = Before.Interval();
        Interval after = After.Interval();
        return new Interval(
            Points - Joined(After.Value - after.Low, before.High - Before.Value),
            Points + Joined(after.High - After.Value, Before.Value - before.Low));
    }

    private static double Joined(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
