using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;

namespace Loyalty.Segmentation.Tests;

/// <summary>Receipts for tests, made from text or at random.</summary>
internal static class Histories
{
    public static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(4711, 815);

    /// <summary>Few guests, few days, small amounts of both signs: many collisions.</summary>
    public static Arbitrary<(int Row, int Day, int Cents)[]> Receipts { get; } =
        (from row in Gen.Choose(-1, 5) from day in Gen.Choose(0, 40) from cents in Gen.Choose(-300, 1000) select (row, day, cents))
        .ArrayOf().ToArbitrary();

    public static DateOnly Start { get; } = new(2026, 6, 1);

    public static PurchaseHistory Of(IEnumerable<(int Row, int Day, int Cents)> receipts)
    {
        PurchaseHistory history = new();
        foreach ((int row, int day, int cents) in receipts)
        {
            history.Add(row < 0 ? CustomerId.None : new CustomerId(row), Start.AddDays(day), new Money(cents, default));
        }

        return history;
    }

    /// <summary>One guest's visits of 10.00 each on the days given.</summary>
    public static CustomerSummaries Visits(DateOnly asOf, params int[] days) =>
        Of(days.Select(d => (0, d, 1000))).Summarise(asOf);
}
