namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The refusals of horizons that both models share.</summary>
internal static class Horizon
{
    public static double Checked(double horizon) => horizon >= 0 && double.IsFinite(horizon)
        ? horizon
        : throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "The horizon must be at least 0 units of time, and finite.");

    public static double Checked(double horizon, double rate) => horizon >= 0 && (double.IsFinite(horizon) || rate > 0)
        ? horizon
        : throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "The horizon must be at least 0 units of time, and finite unless later purchases are discounted; give a rate above 0.");

    /// <summary>A horizon beyond which a discounted purchase counts for nothing in double precision.</summary>
    public static double Counted(double horizon, double rate) => rate > 0 ? Math.Min(horizon, 45 / rate) : horizon;
}
