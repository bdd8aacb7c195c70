namespace Loyalty.Segmentation.Habits;

/// <summary>How much evidence a favourite hour, store or channel needs.</summary>
/// <remarks>Immutable; equal when all members are.</remarks>
public sealed record FavouriteOptions
{
    private readonly int minimumVisits = 3;
    private readonly int minimumVisitsThere = 2;

    /// <summary>The fewest visits in all of which hour, store or channel is known.</summary>
    /// <value>≥ 1; 3 unless told.</value>
    public int MinimumVisits
    {
        get => minimumVisits;
        init => minimumVisits = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The fewest visits must be at least 1.");
    }

    /// <summary>The fewest visits at the leading hour, store or channel: one big shop is no habit.</summary>
    /// <value>≥ 1; 2 unless told.</value>
    public int MinimumVisitsThere
    {
        get => minimumVisitsThere;
        init => minimumVisitsThere = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The fewest visits there must be at least 1.");
    }
}
