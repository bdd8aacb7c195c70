using Loyalty.Core;

namespace Loyalty.Segmentation.Habits;

/// <summary>Finds the day of a guest's big shop.</summary>
/// <remarks>
/// The day with the most spend for each time it came round, not the day with the most visits: who buys bread daily and the week's food on
/// Saturday should hear from the shop on Friday. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class FavouriteDay
{
    private readonly FavouriteDayOptions options;

    /// <summary>Makes a finder.</summary>
    /// <param name="options">How much evidence is needed; absent, the defaults.</param>
    public FavouriteDay(FavouriteDayOptions? options = null) => this.options = options ?? new FavouriteDayOptions();

    /// <summary>Finds a guest's favourite day at the end of the snapshot's day.</summary>
    /// <param name="summaries">The snapshot.</param>
    /// <param name="customer">The guest.</param>
    /// <remarks>Does not allocate.</remarks>
    public FavouriteDayResult Of(CustomerSummaries summaries, CustomerId customer)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        ReadOnlySpan<int> days = summaries.DayNumbersOf(customer);
        if (days.IsEmpty)
        {
            return default;
        }

        ReadOnlySpan<long> spend = summaries.WeekdaySpendOf(customer);
        ReadOnlySpan<int> visits = summaries.WeekdayVisitsOf(customer);
        Span<int> offered = stackalloc int[7];
        int all = 0;
        int lead = 0;
        for (int day = 0; day < 7; day++)
        {
            offered[day] = TimesBetween(day, days[0], summaries.AsOf.DayNumber);
            all += visits[day];
            if (Compare(spend[day], offered[day], spend[lead], offered[lead]) > 0)
            {
                lead = day;
            }
        }

        // The same spend on two days is a tie even where the calendar happened to offer one of them once more.
        bool tie = false;
        for (int day = 0; day < 7; day++)
        {
            tie |= day != lead && visits[day] > 0
                && (Compare(spend[day], offered[day], spend[lead], offered[lead]) == 0 || spend[day] == spend[lead]);
        }

        DayOfWeek leading = (DayOfWeek)((lead + 1) % 7);
        FavouriteDayReason reason = tie ? FavouriteDayReason.Tie
            : all < options.MinimumVisits || visits[lead] < options.MinimumVisitsOnDay ? FavouriteDayReason.TooFewVisits
            : FavouriteDayReason.Leads;
        return new FavouriteDayResult(reason == FavouriteDayReason.Leads ? leading : null, reason, leading, visits[lead], spend[lead], offered[lead]);
    }

    /// <summary>How often a weekday (0 is Monday) comes round from one day to another, both inclusive.</summary>
    private static int TimesBetween(int weekday, int first, int last)
    {
        int wait = (weekday - (first % 7) + 7) % 7;
        return last - first < wait ? 0 : ((last - first - wait) / 7) + 1;
    }

    /// <summary>Compares spend for each time on offer, as fractions, exactly. A day never on offer has no spend.</summary>
    private static int Compare(long spend, int offered, long otherSpend, int otherOffered) =>
        ((Int128)spend * Math.Max(1, otherOffered)).CompareTo((Int128)otherSpend * Math.Max(1, offered));
}
