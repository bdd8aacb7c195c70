namespace Loyalty.Samples.Report;

/// <summary>Maps values to places along an axis, and names round values between its ends.</summary>
internal readonly record struct Scale(double Low, double High, double From, double To)
{
    /// <summary>A scale whose ends are round and hold all the values.</summary>
    public static Scale Round(double low, double high, double from, double to, int ticks = 5)
    {
        double step = Step(low, high, ticks);
        return new Scale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, from, to);
    }

    /// <summary>Where a value lies.</summary>
    public double this[double value] => High == Low ? From : From + ((value - Low) / (High - Low) * (To - From));

    /// <summary>Round values from the low end to the high one.</summary>
    public IReadOnlyList<double> Ticks(int about = 5)
    {
        double step = Step(Low, High, about);
        List<double> ticks = [];
        for (long i = (long)Math.Ceiling((Low / step) - 1e-9); i * step <= High + (step * 1e-9); i++)
        {
            ticks.Add(i * step);
        }

        return ticks;
    }

    private static double Step(double low, double high, int ticks)
    {
        double span = high > low ? high - low : 1;
        double raw = span / Math.Max(1, ticks);
        double power = 1;
        while (power * 10 <= raw)
        {
            power *= 10;
        }

        while (power > raw)
        {
            power /= 10;
        }

        double lead = raw / power;
        return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
