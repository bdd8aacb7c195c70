using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

/// <summary>Both models against guests summed over one by one, for parameters and guests drawn at random.</summary>
public class PurchaseModelOracleTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(271828, 4591);

    private static readonly Gen<double> Shape = Gen.Choose(-140, 200).Select(i => Math.Exp(i / 100.0));

    private static readonly Gen<double> Scale = Gen.Choose(-50, 400).Select(i => Math.Exp(i / 100.0));

    private static readonly Gen<RepeatPurchases> Guest =
        from x in Gen.Choose(0, 12)
        from more in Gen.Choose(0, 200)
        from after in Gen.Choose(0, 200)
        select new RepeatPurchases(x, x == 0 ? 0 : x + more, x == 0 ? after : x + more + after);

    private static readonly Arbitrary<(double, double, double, double, RepeatPurchases)> Cases =
        (from r in Shape from alpha in Scale from third in Shape from fourth in Shape from guest in Guest select (r, alpha, third, fourth, guest)).ToArbitrary();

    [Fact]
    public void BgNbd_AnyParameters_AgreesWithTheOracle() => Prop.ForAll(Cases, c =>
    {
        (double r, double alpha, double a, double b, RepeatPurchases guest) = c;
        BgNbdModel model = new(new BgNbdParameters(r, alpha, a, b));
        MixtureOracle oracle = MixtureOracle.Of(model.Parameters);
        Check(model, oracle, guest);
        PurchaseGroups groups = new();
        groups.Add(guest);
        double log = new BgNbdLikelihood(groups, 7).Evaluate([Math.Log(r), Math.Log(alpha), Math.Log(a), Math.Log(b)], new double[4]);
        Close(oracle.Guest(guest.Count, guest.LastAfterDays / 7.0, guest.WatchedDays / 7.0, 0).LogLikelihood, log, "log-likelihood");
    }).Check(Fixed);

    [Fact]
    public void ParetoNbd_AnyParameters_AgreesWithTheOracle() => Prop.ForAll(Cases, c =>
    {
        (double r, double alpha, double s, double beta, RepeatPurchases guest) = c;
        ParetoNbdModel model = new(new ParetoNbdParameters(r, alpha, s, beta * 10));
        MixtureOracle oracle = MixtureOracle.Of(model.Parameters);
        Check(model, oracle, guest);
        PurchaseGroups groups = new();
        groups.Add(guest);
        double log = new ParetoNbdLikelihood(groups, 7).Evaluate([Math.Log(r), Math.Log(alpha), Math.Log(s), Math.Log(beta * 10)], new double[4]);
        Close(oracle.Guest(guest.Count, guest.LastAfterDays / 7.0, guest.WatchedDays / 7.0, 0).LogLikelihood, log, "log-likelihood");
        Close(oracle.Chance(guest.Count, 39), model.ProbabilityOfPurchases(guest.Count, 39), "chance");
    }).Check(Fixed);

    [Fact]
    public void Slopes_AnyParameters_AreWhatTheLikelihoodRisesBy() => Prop.ForAll(Cases, c =>
    {
        (double r, double alpha, double third, double fourth, RepeatPurchases guest) = c;
        PurchaseGroups groups = new();
        groups.Add(guest, 3);
        groups.Add(new RepeatPurchases(2, 40, 90));
        double[] at = [Math.Log(r), Math.Log(alpha), Math.Log(third), Math.Log(fourth)];
        foreach (Slope function in new Slope[] { new BgNbdLikelihood(groups, 7).Evaluate, new ParetoNbdLikelihood(groups, 7).Evaluate })
        {
            double[] slope = new double[4];
            function(at, slope);
            for (int i = 0; i < 4; i++)
            {
                double[] point = [.. at];
                point[i] += 1e-5;
                double above = function(point, new double[4]);
                point[i] -= 2e-5;
                Assert.Equal((above - function(point, new double[4])) / 2e-5, slope[i], 1e-5);
            }
        }
    }).Check(Fixed);

    [Fact]
    public void Predictions_AnyParameters_AreChancesAndGrowWithTheHorizonAndRecency() => Prop.ForAll(Cases, c =>
    {
        (double r, double alpha, double third, double fourth, RepeatPurchases guest) = c;
        foreach (IPurchaseModel model in new IPurchaseModel[] { new BgNbdModel(new BgNbdParameters(r, alpha, third, fourth)), new ParetoNbdModel(new ParetoNbdParameters(r, alpha, third, fourth)) })
        {
            double before = 0;
            foreach (double horizon in new[] { 0, 0.1, 1, 10, 100, 1000 })
            {
                double expected = model.ExpectedPurchases(guest, horizon);
                Assert.True(expected >= before, $"{horizon}: {expected} < {before}");
                double discounted = model.DiscountedPurchases(guest, horizon, DiscountRate.Continuous(0.5));
                Assert.InRange(discounted, 0, expected * (1 + 1e-9));
                before = expected;
            }

            // The later the last of as many purchases, the likelier alive.
            double alive = 0;
            for (int last = Math.Max(guest.Count, 1); guest.Count > 0 && last <= guest.WatchedDays; last += 3)
            {
                double now = model.ProbabilityAlive(new RepeatPurchases(guest.Count, last, guest.WatchedDays));
                Assert.InRange(now, alive * (1 - 1e-12), 1);
                alive = now;
            }
        }
    }).Check(Fixed);

    [Fact]
    public void Predictions_AnotherUnitOfTime_AreTheSame() => Prop.ForAll(Cases, c =>
    {
        (double r, double alpha, double third, double fourth, RepeatPurchases guest) = c;
        const double days = 3.5;
        Same(new BgNbdModel(new BgNbdParameters(r, alpha, third, fourth)), new BgNbdModel(new BgNbdParameters(r, alpha * 7 / days, third, fourth), days));
        Same(new ParetoNbdModel(new ParetoNbdParameters(r, alpha, third, fourth)), new ParetoNbdModel(new ParetoNbdParameters(r, alpha * 7 / days, third, fourth * 7 / days), days));

        void Same(IPurchaseModel weeks, IPurchaseModel other)
        {
            Close(weeks.ProbabilityAlive(guest), other.ProbabilityAlive(guest), "alive");
            Close(weeks.ExpectedPurchases(guest, 26), other.ExpectedPurchases(guest, 52), "purchases");
            Close(weeks.DiscountedPurchases(guest, 26, DiscountRate.Yearly(0.2)), other.DiscountedPurchases(guest, 52, DiscountRate.Yearly(0.2)), "discounted");
        }
    }).Check(Fixed);

    [Fact]
    public void Likelihoods_AnywhereWithinReach_AreFinite() => Prop.ForAll(
        (from at in Gen.Choose(-160, 160).Four() from guest in Guest from often in Gen.Choose(1, 4000) select (at, guest, often)).ToArbitrary(), c =>
    {
        PurchaseGroups groups = new();
        groups.Add(c.guest);
        groups.Add(new RepeatPurchases(c.often, c.often, c.often));
        groups.Add(new RepeatPurchases(1, 1, c.often + 5000));
        double[] at = [c.at.Item1 / 10.0, c.at.Item2 / 10.0, c.at.Item3 / 10.0, c.at.Item4 / 10.0];
        foreach (Slope function in new Slope[] { new BgNbdLikelihood(groups, 7).Evaluate, new ParetoNbdLikelihood(groups, 7).Evaluate })
        {
            double[] slope = new double[4];
            Assert.True(double.IsFinite(function(at, slope)));
            Assert.All(slope, s => Assert.True(double.IsFinite(s)));
        }
    }).Check(Fixed.WithMaxTest(200));

    [Theory]
    [InlineData(60.0, 20.0, 0.8, 2.5)]
    [InlineData(200.0, 90.0, 0.4, 0.9)]
    [InlineData(12.0, 4.4, 0.3, 2.0)]
    [InlineData(9.5, 4.4, 0.5, 1.0)]
    public void BgNbd_GuestsNearlyAlike_AgreesWithTheOracle(double r, double alpha, double a, double b)
    {
        // The hypergeometric series cancels here; the mean over chances takes over.
        BgNbdModel model = new(new BgNbdParameters(r, alpha, a, b));
        Check(model, MixtureOracle.Of(model.Parameters), new RepeatPurchases(7, 90, 120));
        Check(model, MixtureOracle.Of(model.Parameters), default);
    }

    private static void Check(IPurchaseModel model, MixtureOracle oracle, RepeatPurchases guest)
    {
        foreach ((double horizon, double perYear) in new[] { (5.0, 0.0), (39, 0), (500, 0), (26, 0.15), (2000, 0.6) })
        {
            DiscountRate rate = DiscountRate.Continuous(perYear);
            (_, double alive, double expected) = oracle.Guest(guest.Count, guest.LastAfterDays / 7.0, guest.WatchedDays / 7.0, horizon, rate.PerUnit(7));
            Close(alive, model.ProbabilityAlive(guest), "alive");
            Close(expected, model.DiscountedPurchases(guest, horizon, rate), $"purchases within {horizon} at {perYear} of {guest}");
            if (perYear == 0)
            {
                Close(expected, model.ExpectedPurchases(guest, horizon), $"purchases within {horizon} of {guest}");
            }
        }
    }

    private static void Close(double expected, double actual, string what) =>
        Assert.True(Math.Abs(expected - actual) <= 2e-7 * (Math.Abs(expected) + 1e-6), $"{what}: expected {expected:R}, but it is {actual:R}");
}
