using Loyalty.Core;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.LifetimeValue;
using Loyalty.Segmentation.Microsegments;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Segmentation.Tests.Docs;

/// <summary>The code of the pages on segmentation, run.</summary>
public class SegmentationSnippets
{
    private static readonly Currency Eur = new("EUR");

    private static readonly Receipt[] Receipts =
    [
        .. Enumerable.Range(0, 8).Select(week => Bought("anna", week, $"r{week}", new DateTimeOffset(2026, 9, 12, 11, 0, 0, TimeSpan.Zero).AddDays(7 * week), 4200)),
        Bought("ben", 90, "b1", new DateTimeOffset(2026, 6, 2, 18, 0, 0, TimeSpan.Zero), 900),
        Bought("carl", 91, "c1", new DateTimeOffset(2026, 10, 28, 18, 0, 0, TimeSpan.Zero), 1500),
    ];

    private static CustomerDirectory Directory { get; } = Known();

    private static PurchaseHistory History { get; } = Filled();

    [Fact]
    public void Readme_Example_NamesTheSegment()
    {
        #region readme
        PurchaseHistory history = new(new Currency("EUR"));
        foreach (Receipt receipt in Receipts)
        {
            history.Add(receipt);
        }

        CustomerSummaries guests = history.Summarise(asOf: new DateOnly(2026, 10, 31));
        RfmScorer scorer = RfmScorer.Fit(guests)!;
        LifecycleModel lifecycle = LifecycleModel.Fit(guests);

        CustomerId anna = Directory.GetOrAdd("anna");
        string segment = scorer.Score(guests[anna]).Segment;                // champions
        LifecycleStage stage = lifecycle.StageOf(guests, anna).Stage;       // Active
        DayOfWeek? bigShop = new FavouriteDay().Of(guests, anna).Day;       // Saturday
        #endregion

        Assert.Equal(("champions", LifecycleStage.Active, DayOfWeek.Saturday), (segment, stage, bigShop));
    }

    [Fact]
    public void Rfm_Example_FreezesCutPoints()
    {
        CustomerId ben = Directory.GetOrAdd("ben");
        #region rfm
        CustomerSummaries october = History.Summarise(new DateOnly(2026, 10, 31));
        RfmScorer scorer = RfmScorer.Fit(october, new RfmOptions { Bins = 5 })!;
        RfmResult result = scorer.Score(october[ben]);
        // result.Score 1-1-1, result.Segment "lost", result.Rule and result.Values say why

        // Next month the same cut points: 555 means what it means today.
        RfmScorer frozen = new(scorer.CutPoints, scorer.Segments);
        CustomerSummaries november = History.Summarise(new DateOnly(2026, 11, 30));
        RfmChange change = RfmChange.Explain(scorer, october[ben], frozen, november[ben]);
        // change.Cause None: the same segment
        #endregion

        Assert.Equal((new RfmScore(1, 1, 1), "lost", RfmChangeCause.None), (result.Score, result.Segment, change.Cause));
    }

    [Fact]
    public void Rfm_Columns_ScoreInOnePass()
    {
        int[] customers = [0, 0, 1];
        short[] days = [0, 300, 10];
        int[] amounts = [4200, 3900, 900];
        #region rfm-columns
        RfmTable table = new(epoch: new DateOnly(2026, 1, 1), capacity: 1_000_000);
        table.Add(customers, days, amounts);                    // columns: row, days since the epoch, minor units
        DateOnly asOf = new(2026, 10, 31);
        RfmCutPoints cutPoints = table.Fit(asOf)!;
        RfmScore[] scores = new RfmScore[table.Capacity];
        int scored = table.Score(cutPoints, asOf, scores);
        #endregion

        Assert.Equal(2, scored);
        Assert.Equal(new RfmScore(5, 5, 5), scores[0]);
    }

    [Fact]
    public void Lifecycle_Example_CountsTheFlow()
    {
        CustomerId ben = Directory.GetOrAdd("ben");
        #region lifecycle
        CustomerSummaries september = History.Summarise(new DateOnly(2026, 9, 30));
        CustomerSummaries october = History.Summarise(new DateOnly(2026, 10, 31));
        LifecycleModel lifecycle = LifecycleModel.Fit(october, new LifecycleOptions { SlippingAfter = 1.5 });

        LifecycleResult result = lifecycle.StageOf(october, ben);
        // result.Stage Lost: 151 days of silence are 21 of this guest's rhythms, more than the threshold of 6

        LifecycleFlow flow = LifecycleFlow.Between(lifecycle, september, october);
        long came = flow[LifecycleStage.None, LifecycleStage.New];
        #endregion

        Assert.Equal((LifecycleStage.Lost, 151, 6.0), (result.Stage, result.SilenceDays, result.Threshold));
        Assert.Equal(21, (int)result.Silence);
        Assert.Equal(1, came);
    }

    [Fact]
    public void LifetimeValue_Example_PredictsThirteenWeeks()
    {
        CustomerSummaries guests = LifetimeValue.Cdnow.Calibration;
        IReadOnlyList<SpendHistory> spends = LifetimeValue.Cdnow.Spend;
        CustomerId guest = new(0);
        #region lifetime-value
        BgNbdFit fit = BgNbdFit.To(PurchaseGroups.Of(guests));                  // the unit of time is a week unless told
        if (fit.Model is not { } model)
        {
            throw new InvalidOperationException(fit.Reason);                    // too few guests, or no maximum: never NaN
        }

        RepeatPurchases purchases = RepeatPurchases.Of(guests[guest])!.Value;
        double alive = model.ProbabilityAlive(purchases);
        double visits = model.ExpectedPurchases(purchases, horizon: 13);        // 13 weeks, because the unit is a week

        GammaGammaFit spend = GammaGammaFit.To(spends);                         // repeat days and their mean spend
        double basket = spend.Model!.ExpectedSpend(spends[guest.Index]);
        double worth = visits * basket;
        #endregion

        Assert.Equal(0.72662, alive, 4);
        Assert.InRange(worth, 5, 20);
    }

    [Fact]
    public void LifetimeValue_Whole_DiscountsAndLooksAtANewGuest()
    {
        CustomerSummaries guests = LifetimeValue.Cdnow.Calibration;
        IReadOnlyList<SpendHistory> spends = LifetimeValue.Cdnow.Spend;
        CustomerId guest = new(0);
        #region lifetime-value-discounted
        ParetoNbdModel purchases = ParetoNbdFit.To(PurchaseGroups.Of(guests)).Model!;
        LifetimeValueModel model = new(purchases, GammaGammaFit.To(spends).Model!);

        // 15 % a year, whatever the unit of the model; for ever, because later purchases hardly count.
        GuestValue value = model.Of(guests[guest], spends[guest.Index], double.PositiveInfinity, DiscountRate.Yearly(0.15))!.Value;
        Money hadSoFar = value.Historical;
        double transactions = value.DiscountedPurchases;                        // DERT
        double stillToCome = value.ExpectedValue;

        double aNewGuest = model.OfNewGuest(horizon: 52, DiscountRate.Yearly(0.15));
        #endregion

        Assert.Equal(guests[guest].Net, hadSoFar);
        Assert.Equal(6.5, transactions, 1);
        Assert.InRange(stillToCome, 100, 200);
        Assert.InRange(aNewGuest, 40, 60);
    }

    [Fact]
    public void LifetimeValue_Fit_SaysHowWellItFits()
    {
        CustomerSummaries calibration = LifetimeValue.Cdnow.Calibration;
        CustomerSummaries everything = LifetimeValue.Cdnow.History.Summarise(LifetimeValue.Cdnow.End);
        #region lifetime-value-fit
        PurchaseGroups groups = PurchaseGroups.Of(calibration);
        BgNbdFit fit = BgNbdFit.To(groups);
        double? error = fit.Estimates["b"].StandardError;                       // null, and IsIdentified false, where the guests do not say
        bool sure = !fit.Estimates["b"].IsUncertain;

        FitHistogram histogram = FitHistogram.Of(fit.Model!, groups);           // 0, 1, 2, … repeat purchases: actual, expected, chi-squared
        IReadOnlyList<TrackedPeriod> weeks = PurchaseTracking.Of(               // week by week, through the hold-out
            fit.Model!, PurchaseCalendar.Of(everything, lastFirstDay: calibration.AsOf), through: everything.AsOf);
        AliveGrid picture = new(fit.Model!, watchedDays: 273, mostPurchases: 20);
        #endregion

        Assert.InRange(error!.Value, 0.5, 1);
        Assert.True(sure);
        Assert.Equal(0.19, histogram.PValue!.Value, 2);
        Assert.Equal(78, weeks.Count);
        Assert.Equal(40, picture.Rows);
    }

    [Fact]
    public void Habits_Example_CrossesTheTopWithThePromotions()
    {
        CustomerId anna = Directory.GetOrAdd("anna");
        #region habits
        CustomerSummaries guests = History.Summarise(new DateOnly(2026, 10, 31));
        FavouriteDayResult day = new FavouriteDay().Of(guests, anna);
        // day.Day Saturday, because it leads: 8 visits on it, which came round 8 times

        PersonalGoods goods = new(new Currency("EUR"));
        foreach (Receipt receipt in Receipts)
        {
            goods.Add(receipt);
        }

        PersonalTops tops = goods.Top(100);
        HashSet<Sku> promotions = [new Sku("coffee"), new Sku("tea")];
        PersonalGood[] best = new PersonalGood[5];
        int found = tops.Cross(anna, promotions, best);         // best[0].Sku coffee, best[0].Score 8 receipts
        #endregion

        Assert.Equal((DayOfWeek.Saturday, FavouriteDayReason.Leads, 8, 8), (day.Day, day.Reason, day.VisitsOnDay, day.TimesOnOffer));
        Assert.Equal((1, "coffee", 8), (found, best[0].Sku.Value, best[0].Score));
    }

    [Fact]
    public void Microsegments_Example_SaysWhyNot()
    {
        CustomerSummaries guests = History.Summarise(new DateOnly(2026, 10, 31));
        RfmScorer scorer = RfmScorer.Fit(guests)!;
        #region microsegments
        GuestAttribute[] attributes =
        [
            GuestAttribute.OfText("segment", row => scorer.Score(guests[new CustomerId(row)]).Segment),
            GuestAttribute.OfNumber("monetary", row => guests[new CustomerId(row)].Net.ToDecimal()),
        ];
        Cascade cascade = Cascade.Parse(
            """{"steps":[{"name":"kept","where":{"segment":{"not":["lost"]}}},{"name":"big","where":{"monetary":{"min":100}}}]}""",
            attributes);

        List<int> chosen = [];
        CascadeResult result = cascade.Run(Enumerable.Range(0, guests.Rows), chosen);   // 3 → 2 → 1
        CascadeVerdict carl = cascade.WhyNotIn(Directory.GetOrAdd("carl").Index);
        // carl.Step "big", carl.Condition "monetary at least 100", carl.Value "15.00"
        #endregion

        Assert.Equal([0], chosen);
        Assert.Equal([3L, 2L, 1L], [result.In, .. result.Steps.Select(s => s.Out)]);
        Assert.Equal(("big", "monetary at least 100", 15m), (carl.Step, carl.Condition, decimal.Parse(carl.Value!, System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static CustomerDirectory Known()
    {
        CustomerDirectory directory = new();
        _ = directory.GetOrAdd("anna");
        _ = directory.GetOrAdd("ben");
        _ = directory.GetOrAdd("carl");
        return directory;
    }

    private static PurchaseHistory Filled()
    {
        PurchaseHistory history = new(Eur);
        foreach (Receipt receipt in Receipts)
        {
            history.Add(receipt);
        }

        return history;
    }

    private static Receipt Bought(string guest, int number, string id, DateTimeOffset at, int cents) => new(
        id, new CustomerId(Array.IndexOf(["anna", "ben", "carl"], guest)), at,
        [new ReceiptLine(new Sku(number < 90 ? "coffee" : "bread"), 1, new Money(cents, Eur))]);
}
