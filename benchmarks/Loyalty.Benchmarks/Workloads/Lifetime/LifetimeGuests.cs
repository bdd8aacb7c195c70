using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Benchmarks.Workloads.Lifetime;

/// <summary>Guests of two years who buy and drop out as BG/NBD says, one after the other from a seed.</summary>
internal sealed class LifetimeGuests(BgNbdParameters truth, ulong seed)
{
    public const int LongestDays = 730;
    private ulong state = seed;

    /// <summary>Fills a block with the next guests.</summary>
    public void Fill(Span<RepeatPurchases> block)
    {
        for (int i = 0; i < block.Length; i++)
        {
            double rate = Gamma(truth.R) / truth.Alpha / 7;
            double stays = Gamma(truth.A);
            stays /= stays + Gamma(truth.B);
            int watched = (int)(Unit() * (LongestDays + 1));
            int count = 0;
            int last = 0;
            double at = 0;
            while (true)
            {
                at -= Math.Log(1 - Unit()) / rate;
                int day = (int)Math.Ceiling(at);
                if (!(at < watched))
                {
                    break;
                }

                // Several purchases of a day are one purchase day.
                count += day > last ? 1 : 0;
                last = day;
                if (Unit() < stays)
                {
                    break;
                }
            }

            block[i] = new RepeatPurchases(count, last, watched);
        }
    }

    private double Unit()
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Marsaglia and Tsang, 'A simple method for generating gamma variables', 2000.</summary>
    private double Gamma(double shape)
    {
        if (shape < 1)
        {
            return Gamma(shape + 1) * Math.Pow(1 - Unit(), 1 / shape);
        }

        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());
            double root = 1 + (c * normal);
            double cube = root * root * root;
            if (cube > 0 && Math.Log(1 - Unit()) < (normal * normal / 2) + d - (d * cube) + (d * Math.Log(cube)))
            {
                return d * cube;
            }
        }
    }
}
