namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>How BG/NBD and Pareto/NBD are fitted.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
public sealed record PurchaseModelOptions
{
    private readonly double unitDays = 7;
    private readonly int minimumRepeatCustomers = 20;

    /// <summary>Length of the model's unit of time, in days. Parameters, horizons and times are in this unit; predictions do not depend on it.</summary>
    /// <value>Above 0; 7 unless told: weeks.</value>
    public double UnitDays
    {
        get => unitDays;
        init => unitDays = value > 0 && double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The unit must be above 0 days (exclusive).");
    }

    /// <summary>The fewest guests who came back; with fewer nothing is fitted.</summary>
    /// <value>≥ 1; 20 unless told: four parameters need some evidence.</value>
    public int MinimumRepeatCustomers
    {
        get => minimumRepeatCustomers;
        init => minimumRepeatCustomers = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "At least 1 guest must have come back.");
    }
}
