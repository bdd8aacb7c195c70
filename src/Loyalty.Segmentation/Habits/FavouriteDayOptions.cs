namespace Loyalty.Segmentation.Habits;

/// <summary>How much evidence a favourite day needs.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
public sealed record FavouriteDayOptions
{
    private readonly int minimumVisits = 3;
    private readonly int minimumVisitsOnDay = 2;

    /// <summary>The fewest visits in all.</summary>
    /// <value>≥ 1; 3 unless told.</value>
    public int MinimumVisits
    {
        get => minimumVisits;
        init => minimumVisits = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The fewest visits must be at least 1.");
    }

    /// <summary>The fewest visits on the day itself: one big shop is no habit.</summary>
    /// <value>≥ 1; 2 unless told.</value>
    public int MinimumVisitsOnDay
    {
        get => minimumVisitsOnDay;
        init => minimumVisitsOnDay = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The fewest visits on the day must be at least 1.");
    }
}
