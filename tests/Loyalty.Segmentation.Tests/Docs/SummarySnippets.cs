using Loyalty.Core;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Tests.Docs;

/// <summary>The code of the page on summaries and of the second half of that on habits, run.</summary>
public class SummarySnippets
{
    private static readonly Currency Eur = new("EUR");

    [Fact]
    public void Summaries_Example_AddsADayToYesterdaysState()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("loyalty-summaries-").FullName, "guests.summaries");
        try
        {
            Receipt[] history = [.. Enumerable.Range(0, 8).Select(week => Bought(new(0), new DateTimeOffset(2026, 9, 5, 11, 0, 0, TimeSpan.Zero).AddDays(7 * week)))];
            Receipt[] today = [Bought(new(0), new DateTimeOffset(2026, 10, 31, 11, 0, 0, TimeSpan.Zero)), Bought(new(1), new DateTimeOffset(2026, 10, 31, 12, 0, 0, TimeSpan.Zero))];
            #region summaries
            CustomerDirectory guests = new();
            CustomerId anna = guests.GetOrAdd("anna");
            SummaryTable yesterday = new(new Currency("EUR"), epoch: new DateOnly(2020, 1, 1));
            foreach (Receipt receipt in history)
            {
                yesterday.Add(receipt);
            }

            yesterday.Save(path, guests);                            // the guests' own keys, a version, checksums

            CustomerDirectory tomorrow = new();                      // another process, another day
            SummaryTable table = SummaryTable.Open(path, tomorrow);
            CustomerId ben = tomorrow.GetOrAdd("ben");
            foreach (Receipt receipt in today)
            {
                table.Add(receipt, onOffer: new Money(1000, new Currency("EUR")));
            }

            CustomerSummaries snapshot = table.Summarise(asOf: new DateOnly(2026, 10, 31));
            RfmScorer scorer = RfmScorer.Fit(snapshot)!;             // scores, lifecycle, favourite days, lifetime value
            double? share = table.BasketsOf(ben).OfferShare;         // 0.25: a quarter of the spend at a discount
            #endregion

            Assert.Equal(9, snapshot[anna].Visits);
            Assert.Equal(0.25, share);
            Assert.Equal(2, tomorrow.Count);
            Assert.Equal(LifecycleStage.Active, LifecycleModel.Fit(snapshot).StageOf(snapshot, anna).Stage);
            Assert.Equal(5, scorer.Score(snapshot[anna]).Score.F);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Fact]
    public void Summaries_Columns_AreFilledByTwoThreads()
    {
        int[] customers = [0, 0, 1];
        short[] days = [0, 300, 10];
        int[] amounts = [4200, 3900, 900];
        #region summaries-columns
        SummaryTable table = new(new Currency("EUR"), epoch: new DateOnly(2026, 1, 1), capacity: 1_000_000);
        table.Add(customers, days, amounts, workers: 2);             // columns: row, days since the epoch, minor units
        RfmTable rfm = table.ToRfm();
        #endregion

        Assert.Equal(3, table.Receipts);
        Assert.Equal(5, rfm.Fit(new DateOnly(2026, 12, 31))!.Bins);
    }

    [Fact]
    public void Favourites_Example_FindsHourStoreAndShares()
    {
        CustomerId anna = new(0);
        Receipt[] receipts = [.. Enumerable.Range(0, 4).Select(week => Bought(anna, new DateTimeOffset(2026, 10, 3, 11, 30, 0, TimeSpan.Zero).AddDays(7 * week)))];
        #region favourites
        SummaryTable summaries = new(new Currency("EUR"), epoch: new DateOnly(2020, 1, 1));
        ShoppingHabits habits = new(new Currency("EUR"));
        foreach (Receipt receipt in receipts)
        {
            summaries.Add(receipt);
            habits.Add(receipt);
        }

        Favourites favourites = new(new FavouriteOptions { MinimumVisits = 3 });
        FavouriteResult<int> hour = favourites.HourOf(summaries, anna);          // hour.Favourite 11, because it leads
        FavouriteResult<StoreId> store = favourites.StoreOf(habits, anna);       // store.Favourite "hall"
        IReadOnlyList<CategoryShare> shares = habits.CategoriesOf(anna);         // coffee 0.75, dairy 0.25
        #endregion

        Assert.Equal((11, FavouriteReason.Leads, new StoreId("hall")), (hour.Favourite, hour.Reason, store.Favourite));
        Assert.Equal([("coffee", 0.75), ("dairy", 0.25)], shares.Select(s => (s.Category.Value, s.Share)));
    }

    private static Receipt Bought(CustomerId guest, DateTimeOffset at) => new(
        "r", guest, at,
        [
            new ReceiptLine(new Sku("beans"), 1, new Money(3000, Eur), new Category("coffee")),
            new ReceiptLine(new Sku("milk"), 1, new Money(1000, Eur), new Category("dairy")),
        ],
        new StoreId("hall"));
}
