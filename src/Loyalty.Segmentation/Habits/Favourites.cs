using Loyalty.Core;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Habits;

/// <summary>Finds the hour, the store and the channel of a guest's big shop.</summary>
/// <remarks>
/// The one with the most spend, not with the most visits: who fetches rolls at the station each morning does the week's shopping elsewhere.
/// Two with the same spend are a tie: no favourite. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class Favourites
{
    private readonly FavouriteOptions options;

    /// <summary>Makes a finder.</summary>
    /// <param name="options">How much evidence is needed; absent, the defaults.</param>
    public Favourites(FavouriteOptions? options = null) => this.options = options ?? new FavouriteOptions();

    /// <summary>Finds a guest's favourite hour, of the visits whose hour is known. Each hour comes round once a day, so there is nothing to correct for.</summary>
    /// <param name="summaries">The guests' summaries.</param>
    /// <param name="customer">The guest.</param>
    /// <returns>An hour on the store's clock, 0 to 23.</returns>
    /// <remarks>Does not allocate.</remarks>
    public FavouriteResult<int> HourOf(SummaryTable summaries, CustomerId customer)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        Span<HourVisits> hours = stackalloc HourVisits[24];
        Leader<int> leader = default;
        foreach (HourVisits hour in hours[..summaries.HoursOf(customer, hours)])
        {
            leader.See(hour.Hour, hour.Visits, hour.Spend);
        }

        return leader.Decide(options);
    }

    /// <summary>Finds a guest's favourite store, of the visits whose store is known.</summary>
    /// <param name="habits">The guests' habits.</param>
    /// <param name="customer">The guest.</param>
    public FavouriteResult<StoreId> StoreOf(ShoppingHabits habits, CustomerId customer)
    {
        ArgumentNullException.ThrowIfNull(habits);
        Leader<StoreId> leader = default;
        foreach ((StoreId store, int visits, long spend) in habits.Stores(customer))
        {
            leader.See(store, visits, spend);
        }

        return leader.Decide(options);
    }

    /// <summary>Finds the channel through which a guest buys most, of the visits whose channel is known.</summary>
    /// <param name="habits">The guests' habits.</param>
    /// <param name="customer">The guest.</param>
    public FavouriteResult<Channel> ChannelOf(ShoppingHabits habits, CustomerId customer)
    {
        ArgumentNullException.ThrowIfNull(habits);
        Leader<Channel> leader = default;
        foreach ((Channel channel, int visits, long spend) in habits.Channels(customer))
        {
            leader.See(channel, visits, spend);
        }

        return leader.Decide(options);
    }

    private struct Leader<T>
        where T : struct
    {
        private T? leading;
        private long all;
        private long visits;
        private long spend;
        private bool tie;

        public void See(T value, long visitsThere, long spendThere)
        {
            all += visitsThere;
            tie = leading is not null && (spendThere == spend || (tie && spendThere < spend));
            if (leading is null || spendThere > spend)
            {
                (leading, visits, spend) = (value, visitsThere, spendThere);
            }
        }

        public readonly FavouriteResult<T> Decide(FavouriteOptions options)
        {
            FavouriteReason reason = leading is null || (!tie && (all < options.MinimumVisits || visits < options.MinimumVisitsThere))
                ? FavouriteReason.TooFewVisits
                : tie ? FavouriteReason.Tie : FavouriteReason.Leads;
            return new FavouriteResult<T>(reason == FavouriteReason.Leads ? leading : null, reason, tie ? null : leading, tie ? 0 : visits, spend);
        }
    }
}
