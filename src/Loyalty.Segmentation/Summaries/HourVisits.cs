namespace Loyalty.Segmentation.Summaries;

/// <summary>A guest's visits in one hour of the day.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Hour">The hour on the store's clock, 0 to 23.</param>
/// <param name="Visits">How many visits.</param>
/// <param name="Spend">What they cost, in minor units.</param>
public readonly record struct HourVisits(int Hour, long Visits, long Spend);
