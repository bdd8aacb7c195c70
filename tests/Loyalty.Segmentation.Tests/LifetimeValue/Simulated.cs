using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

/// <summary>Guests who behave as a model says. A unit of time is ten thousand days, so that times are as good as continuous.</summary>
internal sealed class Simulated(int seed)
{
    public const int UnitDays = 10_000;

    private readonly Random random = new(seed);

    public PurchaseGroups BgNbd(BgNbdParameters p, int guests, double watched)
    {
        PurchaseGroups groups = new();
        for (int i = 0; i < guests; i++)
        {
            double rate = Gamma(p.R) / p.Alpha;
            double first = Gamma(p.A);
            double dropout = first / (first + Gamma(p.B));
            double own = watched * (0.7 + (0.3 * random.NextDouble()));
            Add(groups, rate, own, () => random.NextDouble() < dropout, double.PositiveInfinity);
        }

        return groups;
    }

    public PurchaseGroups ParetoNbd(ParetoNbdParameters p, int guests, double watched)
    {
        PurchaseGroups groups = new();
        for (int i = 0; i < guests; i++)
        {
            double rate = Gamma(p.R) / p.Alpha;
            double life = Exponential(Gamma(p.S) / p.Beta);
            double own = watched * (0.7 + (0.3 * random.NextDouble()));
            Add(groups, rate, own, () => false, life);
        }

        return groups;
    }

    public List<SpendHistory> GammaGamma(double p, double q, double v, int guests)
    {
        List<SpendHistory> spends = [];
        for (int i = 0; i < guests; i++)
        {
            double rate = Gamma(q) / v;
            int count = 1 + random.Next(6);
            spends.Add(new SpendHistory(count, Gamma(p * count) / rate / count));
        }

        return spends;
    }

    private void Add(PurchaseGroups groups, double rate, double watched, Func<bool> dropsOut, double life)
    {
        int count = 0;
        double last = 0;
        for (double at = Exponential(rate); at < Math.Min(watched, life); at += Exponential(rate))
        {
            count++;
            last = at;
            if (dropsOut())
            {
                break;
            }
        }

        int lastDay = (int)Math.Max(count, Math.Round(last * UnitDays));
        groups.Add(new RepeatPurchases(count, lastDay, Math.Max(lastDay, (int)Math.Round(watched * UnitDays))));
    }

    private double Exponential(double rate) => -Math.Log(1 - random.NextDouble()) / rate;

    /// <summary>Marsaglia and Tsang, 'A simple method for generating gamma variables', 2000.</summary>
    private double Gamma(double shape)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            double cube = Math.Pow(1 + (c * normal), 3);
            if (cube > 0 && Math.Log(1 - random.NextDouble()) < (normal * normal / 2) + d - (d * cube) + (d * Math.Log(cube)))
            {
                return d * cube;
            }
        }
    }
}
