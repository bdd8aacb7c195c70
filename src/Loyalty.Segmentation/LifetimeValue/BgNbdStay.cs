using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>What a guest who is alive today will buy under BG/NBD: the mean over rates ~ gamma(r + x, scale) and chances to drop out p ~ beta(a, b + x).</summary>
/// <param name="r">r.</param>
/// <param name="scale">α + T.</param>
/// <param name="a">a.</param>
/// <param name="b">b.</param>
/// <param name="x">Repeat purchases.</param>
internal readonly struct BgNbdStay(double r, double scale, double a, double b, int x)
{
    /// <summary>Beyond this the hypergeometric series would lose more than three digits, and the mean over p is summed instead.</summary>
    private const double MostCancelling = 8;

    private double Second => a + b - 1 - r;

    /// <summary>Purchases within a horizon.</summary>
    public double Purchases(double horizon)
    {
        if (horizon == 0)
        {
            return 0;
        }

        if (Second < -MostCancelling)
        {
            return Math.Max(0, BetaMixture.Purchases(a, b + x, r + x, horizon / scale));
        }

        // At a = 1 the formula is 0/0; the mean of both sides of the point is the value there to ten digits.
        return Math.Abs(a - 1) < 1e-5
            ? (Purchases(horizon, 1 - 1e-5) + Purchases(horizon, 1 + 1e-5)) / 2
            : Purchases(horizon, a);
    }

    /// <summary>Purchases within a horizon, each worth exp(−δ t).</summary>
    public double Discounted(double horizon, double rate)
    {
        if (rate == 0)
        {
            return Purchases(horizon);
        }

        if (horizon == 0)
        {
            return 0;
        }

        // Over w = ln(1 + t / scale) the rate of purchases, (r + x) (1 − z)^a ₂F₁(a, a + b − 1 − r; a + b + x; z) with z = 1 − e^−w, is smooth.
        double shape = r + x;
        double most = (shape + 1) * a / (a + b + x);
        Fall fall = new(rate * scale);
        double width = Quadrature.Reach(fall, Elementary.Log1p(Horizon.Counted(horizon, rate) / scale));
        int panels = Math.Max(Quadrature.Panels(fall, width, 0.7), (int)Math.Min(1000, Math.Ceiling(most * width / 8)));
        double half = width / panels / 2;
        double sum = 0;
        Hypergeometric.Walk walk = new(a, Second, a + b + x);
        for (int panel = 0; panel < panels; panel++)
        {
            double middle = ((2 * panel) + 1) * half;
            for (int k = 0; k < Quadrature.Points; k++)
            {
                double w = middle + (half * Quadrature.NodeAt(k));
                sum += Quadrature.WeightAt(k) * Math.Exp(w - fall.At(w)) * Survival(w, ref walk);
            }
        }

        return shape * half * sum;
    }

    /// <summary>E (1 + p u)^−(r + x + 1), with 1 + u = e^w.</summary>
    private double Survival(double w, ref Hypergeometric.Walk walk) => Second < -MostCancelling
        ? BetaMixture.Survival(a, b + x, r + x + 1, Elementary.Expm1(w))
        : Math.Exp(-a * w) * walk.To(Math.Exp(-w));

    private double Purchases(double horizon, double shape)
    {
        // At a + b + x = 1 the series begins with 0/0 too; its limit is reached from any side.
        double c = shape + b + x - 1;
        if (Math.Abs(c) < 1e-7)
        {
            c = 1e-7;
        }

        double z = horizon / (scale + horizon);
        double inner = Hypergeometric.Gauss(shape - 1, c - r - x, c, z);
        return Math.Max(0, c / (shape - 1) * (1 - (Math.Exp((shape - 1) * Math.Log(1 - z)) * inner)));
    }

    private readonly struct Fall(double rate) : IFall
    {
        public double At(double w) => rate * Elementary.Expm1(w);
    }
}
