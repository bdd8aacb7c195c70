using Loyalty.Core.Statistics;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

/// <summary>The models told guest by guest: a rate and a chance (or rate) to drop out, summed over a fine grid. Slow, and shares no formula with the code.</summary>
internal sealed class MixtureOracle
{
    private readonly (double Value, double Log)[] rates;
    private readonly (double Value, double Log)[] dropouts;
    private readonly bool pareto;

    private MixtureOracle((double Value, double Log)[] rates, (double Value, double Log)[] dropouts, bool pareto)
    {
        this.rates = rates;
        this.dropouts = dropouts;
        this.pareto = pareto;
    }

    public static MixtureOracle Of(BgNbdParameters p) => new(Gamma(p.R, p.Alpha), Beta(p.A, p.B), pareto: false);

    public static MixtureOracle Of(ParetoNbdParameters p) => new(Gamma(p.R, p.Alpha), Gamma(p.S, p.Beta), pareto: true);

    /// <summary>ln of the likelihood, the chance to be alive, and the (discounted) purchases within a horizon.</summary>
    public (double LogLikelihood, double Alive, double Expected) Guest(int x, double last, double watched, double horizon, double discount = 0)
    {
        double all = 0;
        double alive = 0;
        double expected = 0;

        // The largest term of rates alone keeps the sums within range however large x is.
        double most = rates.Max(r => r.Log + (x * Math.Log(r.Value)) - (r.Value * last));
        foreach ((double rate, double logRate) in rates)
        {
            double outer = logRate + (x * Math.Log(rate)) - (rate * last) - most;
            if (outer < -60)
            {
                continue;
            }

            foreach ((double dropout, double logDropout) in dropouts)
            {
                double weight = Math.Exp(outer + logDropout);
                double here;
                double gone;
                if (pareto)
                {
                    here = weight * Math.Exp((-rate * (watched - last)) - (dropout * watched));
                    gone = weight * dropout / (rate + dropout) * (Math.Exp(-dropout * last) - Math.Exp((-rate * (watched - last)) - (dropout * watched)));
                }
                else
                {
                    here = weight * Math.Pow(1 - dropout, x) * Math.Exp(-rate * (watched - last));
                    gone = x == 0 ? 0 : weight * dropout * Math.Pow(1 - dropout, x - 1);
                }

                all += here + gone;
                alive += here;
                expected += here * Stay(rate, dropout, horizon, discount);
            }
        }

        return (Math.Log(all) + most, alive / all, expected / all);
    }

    /// <summary>The chance of n repeat purchases within t, under Pareto/NBD.</summary>
    public double Chance(int n, double t)
    {
        double sum = 0;
        foreach ((double rate, double logRate) in rates)
        {
            foreach ((double dropout, double logDropout) in dropouts)
            {
                double both = rate + dropout;
                double poisson = Math.Exp((n * Math.Log(rate * t)) - (both * t) - SpecialFunctions.LogGamma(n + 1));
                double gone = dropout / both * Math.Pow(rate / both, n) * SpecialFunctions.RegularizedIncompleteGammaP(n + 1, both * t);
                sum += Math.Exp(logRate + logDropout) * (poisson + gone);
            }
        }

        return sum;
    }

    private double Stay(double rate, double dropout, double horizon, double discount)
    {
        double leaving = pareto ? dropout : rate * dropout;
        double k = leaving + discount;
        return k * horizon < 1e-12 ? rate * horizon : rate / k * -(Math.Exp(-k * horizon) is var left && k * horizon < 1e-5 ? -(k * horizon) + (k * horizon * k * horizon / 2) : left - 1);
    }

    /// <summary>Points of a gamma distribution in steps of its logarithm, with the logarithms of their weights.</summary>
    private static (double Value, double Log)[] Gamma(double shape, double rate)
    {
        const double step = 0.07;
        double constant = (shape * Math.Log(rate)) - SpecialFunctions.LogGamma(shape) + Math.Log(step);
        return [.. Enumerable.Range(-8000, 12000).Select(i => i * step).Select(y => (Math.Exp(y), constant + (shape * y) - (rate * Math.Exp(y)))).Where(p => p.Item2 > -45)];
    }

    private static (double Value, double Log)[] Beta(double a, double b)
    {
        const double step = 0.15;
        double constant = Math.Log(step) - SpecialFunctions.LogBeta(a, b);
        return [.. Enumerable.Range(-4000, 8001).Select(i => i * step).Select(y => (1 / (1 + Math.Exp(-y)), constant - (a * Math.Log(1 + Math.Exp(-y))) - (b * Math.Log(1 + Math.Exp(y))))).Where(p => p.Item2 > -45)];
    }
}
