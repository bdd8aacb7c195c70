using Loyalty.Core;
using Loyalty.Samples.Demo.Made;
using Loyalty.Segmentation;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.LifetimeValue;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Samples.Demo;

/// <summary>(b) Who the guests are on the eve of November: scores, stages, habits, and whom a campaign may reach.</summary>
/// <param name="Summaries">Receipts summed up as of the eve.</param>
/// <param name="Scorer">The scores' cut points and names.</param>
/// <param name="Lifecycle">The model of stages.</param>
/// <param name="Snapshots">The days between which <paramref name="Flows"/> tell who moved.</param>
/// <param name="Flows">Movements between stages.</param>
/// <param name="Tops">Each guest's favourite goods.</param>
/// <param name="Value">The purchase model.</param>
/// <param name="Tracking">The purchase model tested on the months that it did not see; null where it did not converge.</param>
/// <param name="AnonymousReceipts">Receipts without a customer up to the eve.</param>
internal sealed record SegmentsStep(
    CustomerSummaries Summaries, RfmScorer Scorer, LifecycleModel Lifecycle, IReadOnlyList<DateOnly> Snapshots, IReadOnlyList<LifecycleFlow> Flows,
    PersonalTops Tops, BgNbdFit Value, Tracking? Tracking, long AnonymousReceipts)
{
    private static readonly FavouriteDay Days = new();

    public static SegmentsStep Run(Shop shop, ProfilesStep profiles)
    {
        PurchaseHistory history = new(DemoPlan.Pounds);
        PersonalGoods goods = new(DemoPlan.Pounds);
        long anonymous = 0;
        foreach (ShopReceipt receipt in shop.Receipts.Where(r => r.Day <= DemoPlan.AsOf))
        {
            CustomerId guest = receipt.Card < 0 ? CustomerId.None : profiles.GuestOfCard[receipt.Card];
            anonymous += guest.IsNone ? 1 : 0;
            long net = 0;
            foreach (IGrouping<int, ShopLine> good in receipt.Lines.GroupBy(l => l.Good))
            {
                long amount = good.Sum(Amount);
                net += amount;
                if (shop.Goods[good.Key].IsMerchandise)
                {
                    goods.Add(guest, new Sku(shop.Goods[good.Key].Sku), receipt.Day, new Money(amount, DemoPlan.Pounds));
                }
            }

            history.Add(guest, receipt.Day, new Money(net, DemoPlan.Pounds));
        }

        DateOnly[] days = [DemoPlan.AsOf.AddMonths(-6), DemoPlan.AsOf.AddMonths(-3), DemoPlan.AsOf];
        CustomerSummaries[] snapshots = [.. days.Select(history.Summarise)];
        CustomerSummaries now = snapshots[^1];
        LifecycleModel lifecycle = LifecycleModel.Fit(now);
        RfmScorer scorer = RfmScorer.Fit(now) ?? throw new InvalidOperationException("No guest has a visit; the sample's receipts are not whole.");
        return new SegmentsStep(now, scorer, lifecycle, days,
            [LifecycleFlow.Between(lifecycle, snapshots[0], snapshots[1]), LifecycleFlow.Between(lifecycle, snapshots[1], snapshots[2])],
            goods.Top(), BgNbdFit.To(PurchaseGroups.Of(now)), Tracking.Of(history, DemoPlan.FirstDay, DemoPlan.LearnedWeeks, DemoPlan.AsOf), anonymous);
    }

    /// <summary>What a line comes to, rounded once.</summary>
    public static long Amount(ShopLine line) => Money.Round(line.Quantity * line.UnitPrice, DemoPlan.Pounds).MinorUnits;

    /// <summary>A guest's scores and segment.</summary>
    public RfmResult Rfm(CustomerId guest) => Scorer.Score(Summaries[guest]);

    /// <summary>A guest's stage.</summary>
    public LifecycleStage Stage(CustomerId guest) => Lifecycle.StageOf(Summaries, guest).Stage;

    /// <summary>The day of a guest's big shop; null where there is none.</summary>
    public DayOfWeek? Favourite(CustomerId guest) => Days.Of(Summaries, guest).Day;

    /// <summary>How many purchase days to expect from a guest in so many days.</summary>
    public double Expected(CustomerId guest, int days) => Value.Model is { } model && RepeatPurchases.Of(Summaries[guest]) is { } purchases
        ? model.ExpectedPurchases(purchases, days / model.UnitDays)
        : 0;
}
