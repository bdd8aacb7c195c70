using Loyalty.Core.Statistics;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class ParameterEstimatesTests
{
    private static readonly BgNbdParameters BgTruth = new(0.6, 4, 0.9, 2.2);
    private static readonly ParetoNbdParameters ParetoTruth = new(0.6, 5, 0.8, 9);

    [Fact]
    public void BgNbdStandardErrors_Cdnow_AreThoseOfTheLikelihoodWrittenOutPlainly()
    {
        BgNbdFit fit = BgNbdFit.To(Cdnow.Groups());
        RepeatPurchases[] guests = [.. Cdnow.Purchases()];
        double[] at = [.. fit.Estimates.Select(e => e.Value)];

        // Second differences in the parameters themselves, not their logarithms, of equation 6 of the paper as it stands.
        double[,] curvature = new double[4, 4];
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                curvature[i, j] = -(Plain(i, 1, j, 1) - Plain(i, 1, j, -1) - Plain(i, -1, j, 1) + Plain(i, -1, j, -1)) / (4 * Step(i) * Step(j));
            }
        }

        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(1, Math.Sqrt(Inverse(curvature, i)) / fit.Estimates[i].StandardError!.Value, 3e-3);
        }

        Assert.True(fit.Estimates.IsIdentified);
        Assert.InRange(fit.Estimates.Correlation("a", "b")!.Value, 0.9, 1);
        Assert.InRange(Math.Abs(fit.Estimates.SteepestSlope), 0, 1e-5);

        double Step(int i) => at[i] * 1e-3;

        double Plain(int i, int up, int j, int alsoUp)
        {
            double[] p = [.. at];
            p[i] += up * Step(i);
            p[j] += alsoUp * Step(j);
            (double r, double alpha, double a, double b) = (p[0], p[1], p[2], p[3]);
            return guests.Sum(g => SpecialFunctions.LogGamma(r + g.Count) - SpecialFunctions.LogGamma(r) + (r * Math.Log(alpha))
                + SpecialFunctions.LogGamma(a + b) + SpecialFunctions.LogGamma(b + g.Count) - SpecialFunctions.LogGamma(b) - SpecialFunctions.LogGamma(a + b + g.Count)
                + Math.Log(Math.Pow(alpha + (g.WatchedDays / 7.0), -r - g.Count)
                    + (g.Count > 0 ? a / (b + g.Count - 1) * Math.Pow(alpha + (g.LastAfterDays / 7.0), -r - g.Count) : 0)));
        }
    }

    [Fact]
    public void To_GuestsWhoBehaveAsTheModelSays_FindsTheirParametersWithinTheErrors()
    {
        BgNbdFit bg = BgNbdFit.To(new Simulated(1).BgNbd(BgTruth, 20_000, 30), new PurchaseModelOptions { UnitDays = Simulated.UnitDays });
        Within(bg.Estimates, BgTruth.R, BgTruth.Alpha, BgTruth.A, BgTruth.B);
        ParetoNbdFit pareto = ParetoNbdFit.To(new Simulated(2).ParetoNbd(ParetoTruth, 8000, 30), new PurchaseModelOptions { UnitDays = Simulated.UnitDays });
        Within(pareto.Estimates, ParetoTruth.R, ParetoTruth.Alpha, ParetoTruth.S, ParetoTruth.Beta);
        Within(GammaGammaFit.To(new Simulated(3).GammaGamma(6, 4, 15, 20_000)).Estimates, 6, 4, 15);

        static void Within(ParameterEstimates estimates, params double[] truth)
        {
            Assert.True(estimates.IsIdentified);
            Assert.All(estimates.Zip(truth), e => Assert.True(e.First.Interval(0.999)!.Value.Contains(e.Second), $"{e.First} of {e.Second}"));
            Assert.All(estimates, e => Assert.InRange(e.StandardError!.Value / e.Value, 1e-3, 0.35));
        }
    }

    [Fact]
    public void Interval_ManySamples_CoversTheTruthAsOftenAsItSays()
    {
        const int samples = 200;
        int[] bg = new int[4];
        int[] gamma = new int[3];
        for (int seed = 0; seed < samples; seed++)
        {
            Count(bg, BgNbdFit.To(new Simulated(100 + seed).BgNbd(BgTruth, 1500, 30), new PurchaseModelOptions { UnitDays = Simulated.UnitDays }).Estimates, BgTruth.R, BgTruth.Alpha, BgTruth.A, BgTruth.B);
            Count(gamma, GammaGammaFit.To(new Simulated(9100 + seed).GammaGamma(6, 4, 15, 1000)).Estimates, 6, 4, 15);
        }

        // 95 % of 200 is 190; fewer than 181 or more than 198 would be three standard errors off.
        Assert.All(bg, covered => Assert.InRange(covered, 181, 198));
        Assert.All(gamma, covered => Assert.InRange(covered, 181, 198));

        static void Count(int[] covered, ParameterEstimates estimates, params double[] truth)
        {
            for (int i = 0; i < truth.Length; i++)
            {
                covered[i] += estimates[i].Interval() is { } interval && interval.Contains(truth[i]) ? 1 : 0;
            }
        }
    }

    [Fact]
    public void Interval_ParetoSamples_CoversTheTruthAsOftenAsItSays()
    {
        int[] covered = new int[4];
        for (int seed = 0; seed < 60; seed++)
        {
            ParameterEstimates estimates = ParetoNbdFit.To(new Simulated(500 + seed).ParetoNbd(ParetoTruth, 1000, 40), new PurchaseModelOptions { UnitDays = Simulated.UnitDays }).Estimates;
            double[] truth = [ParetoTruth.R, ParetoTruth.Alpha, ParetoTruth.S, ParetoTruth.Beta];
            for (int i = 0; i < 4; i++)
            {
                covered[i] += estimates[i].Interval() is { } interval && interval.Contains(truth[i]) ? 1 : 0;
            }
        }

        Assert.All(covered, c => Assert.InRange(c, 52, 60));
    }

    [Fact]
    public void To_NobodyEverDropsOut_SaysWhatIsNotDetermined()
    {
        // Guests with a steady rate who all bought until the end: how many drop out can only be bounded.
        PurchaseGroups groups = new();
        for (int x = 1; x <= 12; x++)
        {
            groups.Add(new RepeatPurchases(x, 180, 182), 200 / x);
        }

        BgNbdFit fit = BgNbdFit.To(groups);
        Assert.Contains(fit.Estimates, e => e.IsUncertain);
        Assert.DoesNotContain("maximum.", fit.Reason.Split(' '));
        Assert.All(fit.Estimates, e => Assert.True(double.IsFinite(e.Value) && double.IsFinite(e.Slope) && e.StandardError is null or > 0));
    }

    [Fact]
    public void Interval_BoundsAndConfidence_AreAsSaid()
    {
        ParameterEstimate estimate = new("r", 2, 0.5, 0);
        Interval interval = estimate.Interval()!.Value;
        Assert.Equal(2 * Math.Exp(1.959963984540054 / 4), interval.High, 12);
        Assert.Equal(4, interval.Low * interval.High, 12);
        Assert.Null(new ParameterEstimate("r", 2, null, 0).Interval());
        Assert.True(new ParameterEstimate("r", 2, null, 0).IsUncertain);
        Assert.True(new ParameterEstimate("r", 2, 2.1, 0).IsUncertain);
        Assert.Throws<ArgumentOutOfRangeException>(() => estimate.Interval(1));
        ParameterEstimates estimates = BgNbdFit.To(Cdnow.Groups()).Estimates;
        Assert.Contains("r, alpha, a, b", Assert.Throws<ArgumentException>(() => estimates["q"]).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (ParameterEstimates.None.Count, ParameterEstimates.None.SteepestSlope));
    }

    [Fact]
    public void Covariance_FlatDirection_IsNone()
    {
        // −(x + y)² is flat along x = −y.
        static double Ridge(ReadOnlySpan<double> at, Span<double> slope)
        {
            slope[0] = slope[1] = -2 * (at[0] + at[1]);
            return -(at[0] + at[1]) * (at[0] + at[1]);
        }

        Assert.Null(Information.Covariance(Ridge, [0, 0], 10));
    }

    /// <summary>A diagonal element of the inverse by Cramer's rule.</summary>
    private static double Inverse(double[,] matrix, int i) => Determinant(matrix, i) / Determinant(matrix, -1);

    private static double Determinant(double[,] matrix, int without)
    {
        int[] kept = [.. Enumerable.Range(0, 4).Where(k => k != without)];
        return Expand([.. kept], [.. kept]);

        double Expand(int[] rows, int[] columns) => rows.Length == 0 ? 1 : columns.Index()
            .Sum(c => (c.Index % 2 == 0 ? 1 : -1) * matrix[rows[0], c.Item] * Expand(rows[1..], [.. columns.Where(k => k != c.Item)]));
    }
}
