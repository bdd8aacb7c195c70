using Loyalty.Core;

namespace Loyalty.Samples.Demo;

/// <summary>The dates, names and sizes of the demo. Everything that is drawn by chance comes from <see cref="Seed"/>.</summary>
internal static class DemoPlan
{
    /// <summary>The seed of everything made or simulated.</summary>
    public const ulong Seed = 20111101;

    /// <summary>The day of the first receipts.</summary>
    public static readonly DateOnly FirstDay = new(2010, 12, 1);

    /// <summary>How many weeks the purchase model learns from before it is put to the test: to the end of June.</summary>
    public const int LearnedWeeks = 30;

    /// <summary>The last day that counts when guests are judged: the programme decides on the evening before November.</summary>
    public static readonly DateOnly AsOf = new(2011, 10, 31);

    /// <summary>The month for which offers are made, and whose real baskets are priced.</summary>
    public static readonly DateRange Month = DateRange.Month(2011, 11);

    /// <summary>The receipts' currency.</summary>
    public static readonly Currency Pounds = new("GBP");

    /// <summary>The shop whose receipts these are.</summary>
    public static readonly PartnerId Shop = new("giftware");

    /// <summary>A made partner: a chain of coffee houses.</summary>
    public static readonly PartnerId Coffee = new("coffee");

    /// <summary>A made partner: a bookseller.</summary>
    public static readonly PartnerId Books = new("books");

    /// <summary>The three partners, the shop first.</summary>
    public static readonly IReadOnlyList<PartnerId> Partners = [Shop, Coffee, Books];

    /// <summary>A generator of its own for one matter and one member, so that adding a draw here moves nothing there.</summary>
    /// <param name="matter">What is drawn, such as <c>opens</c>.</param>
    /// <param name="member">For whom, such as a guest's row.</param>
    public static SplitMix64 Chance(string matter, long member = 0) => new(SplitMix64.Mix(StableHash.XxHash64(matter, Seed) + (ulong)member));
}
