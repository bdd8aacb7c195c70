namespace Loyalty.Segmentation.Habits;

/// <summary>Why a guest has a favourite day, or none.</summary>
public enum FavouriteDayReason
{
    /// <summary>Too few visits, in all or on the leading day.</summary>
    TooFewVisits,

    /// <summary>Two days lead together.</summary>
    Tie,

    /// <summary>One day leads.</summary>
    Leads,
}

/// <summary>The day of a guest's big shop, and what decided it.</summary>
/// <remarks>Equal when all members are. The <c>default</c> is that of a guest without visits. Immutable.</remarks>
/// <param name="Day">The day; null where there is none.</param>
/// <param name="Reason">Why.</param>
/// <param name="LeadingDay">The day with the most spend for each time it came round, even where evidence is short; null without visits.</param>
/// <param name="VisitsOnDay">Visits on the leading day.</param>
/// <param name="SpendOnDay">What these cost, in minor units.</param>
/// <param name="TimesOnOffer">How often the leading day came round from the first visit to the snapshot's date.</param>
public readonly record struct FavouriteDayResult(
    DayOfWeek? Day, FavouriteDayReason Reason, DayOfWeek? LeadingDay, int VisitsOnDay, long SpendOnDay, int TimesOnOffer);
