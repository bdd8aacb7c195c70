using Loyalty.Core;
using Loyalty.Segmentation.LifetimeValue;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class RepeatPurchasesTests
{
    [Fact]
    public void Two_receipts_of_one_day_are_one_purchase_for_the_model_and_two_visits_for_the_basket()
    {
        SummaryTable table = new(default, Histories.Start);
        foreach (int day in new[] { 0, 10, 10, 20 })
        {
            table.Add(new CustomerId(0), Histories.Start.AddDays(day), new Money(500, default));
        }

        CustomerSummary guest = table.Of(new CustomerId(0), Histories.Start.AddDays(50));
        Assert.Equal((4, 3), (guest.Visits, guest.PurchaseDays));
        Assert.Equal((4, 500.0), (table.BasketsOf(new CustomerId(0)).Visits, table.BasketsOf(new CustomerId(0)).MeanSpend));
        Assert.Equal(2, RepeatPurchases.Of(guest)!.Value.Count);
    }

    [Fact]
    public void Recency_counts_back_from_today_for_scores_and_forward_from_the_first_purchase_for_the_model()
    {
        CustomerSummary guest = Histories.Visits(Histories.Start.AddDays(50), 0, 10, 20)[new CustomerId(0)];
        RepeatPurchases purchases = RepeatPurchases.Of(guest)!.Value;
        Assert.Equal(30, guest.RecencyDays);
        Assert.Equal((20, 50), (purchases.LastAfterDays, purchases.WatchedDays));
    }
}
