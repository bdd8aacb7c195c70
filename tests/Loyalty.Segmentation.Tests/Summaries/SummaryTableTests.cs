using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Tests.Summaries;

public class SummaryTableTests
{
    private static readonly CustomerId Guest = new(3);

    [Fact]
    public void MergeWith_AnySplitInAnyOrder_GivesWhatOnePassGives() => Prop.ForAll(Tables.Split, split =>
    {
        SummaryTable left = Tables.Of(split.Receipts.Where((_, i) => split.Halves[i]));
        left.MergeWith(Tables.Of(split.Receipts.Where((_, i) => !split.Halves[i]).Reverse()), workers: 2);
        Assert.Equal(Tables.Bytes(Tables.Of(split.Receipts)), Tables.Bytes(left));
    }).Check(Histories.Fixed);

    [Fact]
    public void Summarise_AnyReceipts_AgreesWithTheHistoryOfThem() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        DateOnly asOf = Histories.Start.AddDays(45);
        CustomerSummaries expected = Histories.Of(receipts).Summarise(asOf);
        SummaryTable table = Tables.Of(receipts);
        CustomerSummaries actual = table.Summarise(asOf);
        Assert.Equal((expected.Customers, expected.Receipts), (actual.Customers, actual.Receipts));
        Assert.Equal((receipts.Count(r => r.Row < 0), receipts.Where(r => r.Row < 0).Sum(r => r.Cents)), (table.AnonymousReceipts, table.AnonymousMoney.MinorUnits));
        for (int row = 0; row < 6; row++)
        {
            CustomerId mine = new(row);
            CustomerId theirs = new(row * Tables.Spread);
            Assert.Equal(expected[mine], actual[theirs]);
            Assert.Equal(expected[mine], table.Of(theirs, asOf));
            Assert.Equal(expected.Has(mine), table.Has(theirs));
            if (expected.Has(mine))
            {
                Assert.Equal(expected.DayNumbersOf(mine).ToImmutableArray(), actual.DayNumbersOf(theirs).ToImmutableArray());
                Assert.Equal(expected.WeekdaySpendOf(mine).ToImmutableArray(), actual.WeekdaySpendOf(theirs).ToImmutableArray());
                Assert.Equal(expected.WeekdayVisitsOf(mine).ToImmutableArray(), actual.WeekdayVisitsOf(theirs).ToImmutableArray());
            }
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void BasketsAndHours_AnyReceipts_AgreeWithTheObviousSums() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        SummaryTable table = Tables.Of(receipts);
        HourVisits[] hours = new HourVisits[24];
        for (int row = 0; row < 6; row++)
        {
            int[] visits = [.. receipts.Where(r => r.Row == row && r.Cents > 0).Select(r => r.Cents)];
            CustomerId customer = new(row * Tables.Spread);
            Assert.Equal(
                new BasketProfile(visits.Length, visits.Sum(c => 1L + (c % 4)), new Money(visits.Sum(), default), new Money(visits.Sum(c => c / 3), default)),
                table.BasketsOf(customer));
            HourVisits[] expected = [.. visits.Where(c => c % 5 != 0).GroupBy(c => c % 24).OrderBy(g => g.Key).Select(g => new HourVisits(g.Key, g.Count(), g.Sum()))];
            Assert.Equal(expected, hours.Take(table.HoursOf(customer, hours)));
        }
    }).Check(Histories.Fixed);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Add_ColumnsWithAnyWorkers_GivesWhatOneByOneGives(int workers)
    {
        (int[] customers, short[] days, int[] amounts) = Receipts(60_000);
        SummaryTable expected = new(default, Histories.Start);
        for (int i = 0; i < customers.Length; i++)
        {
            expected.Add(new CustomerId(customers[i]), Histories.Start.AddDays(days[i]), new Money(amounts[i], default));
        }

        SummaryTable actual = new(default, Histories.Start);
        actual.Add(customers, days, amounts, workers);

        Assert.Equal(Tables.Bytes(expected), Tables.Bytes(actual));
        Assert.Equal(60_000, actual.Receipts);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Add_ColumnsFromAnEpochOfAnyWeekday_KnowsTheWeekday(int later)
    {
        DateOnly epoch = Histories.Start.AddDays(later);
        SummaryTable table = new(default, epoch);
        table.Add([Guest.Index, Guest.Index], [3, 4], [500, 700]);

        CustomerSummaries summaries = table.Summarise(epoch.AddDays(10));
        int first = ((int)epoch.AddDays(3).DayOfWeek + 6) % 7;
        Assert.Equal(500, summaries.WeekdaySpendOf(Guest)[first]);
        Assert.Equal(700, summaries.WeekdaySpendOf(Guest)[(first + 1) % 7]);
    }

    [Fact]
    public void ToRfm_AnyColumns_ScoresAsTheTableOfRfmDoes()
    {
        (int[] customers, short[] days, int[] amounts) = Receipts(20_000);
        SummaryTable full = new(default, Histories.Start);
        full.Add(customers, days, amounts);
        RfmTable bare = new(Histories.Start);
        bare.Add(customers, days, amounts, workers: 2);
        DateOnly asOf = Histories.Start.AddDays(900);
        RfmScore[] expected = new RfmScore[bare.Capacity];
        RfmScore[] actual = new RfmScore[full.Capacity];
        int scored = bare.Score(bare.Fit(asOf)!, asOf, expected);

        RfmTable converted = full.ToRfm();

        Assert.Equal(scored, converted.Score(converted.Fit(asOf)!, asOf, actual));
        Assert.Equal(expected.Take(42_001), actual.Take(42_001));
        Assert.Equal(Tables.Bytes(bare), Tables.Bytes(converted));
    }

    [Fact]
    public void ToRfm_GuestsWithReturnsAlone_KeepTheirMoney()
    {
        RfmTable bare = new(Histories.Start);
        bare.Add(Guest, Histories.Start, -400);
        SummaryTable full = new(default, Histories.Start);
        full.Add(Guest, Histories.Start, new Money(-400, default));
        Assert.Equal(Tables.Bytes(bare), Tables.Bytes(full.ToRfm()));
    }

    [Fact]
    public void Add_AThousandAVisitsDayForTwoYears_IsExact()
    {
        SummaryTable table = new(default, Histories.Start);
        int[] guests = new int[730_000];
        guests.AsSpan().Fill(Guest.Index);
        short[] days = [.. Enumerable.Range(0, 730_000).Select(i => (short)(i / 1000))];
        int[] amounts = new int[730_000];
        amounts.AsSpan().Fill(20_000_000);
        table.Add(guests, days, amounts);
        table.Add(guests, days, amounts);
        table.Add(guests, days, amounts, workers: 2);

        CustomerSummary summary = table.Of(Guest, Histories.Start.AddDays(729));

        // Beyond 524,287 visits and 1.1 trillion minor units of one weekday, the row's own word is full.
        Assert.Equal((2_190_000, 730, 43_800_000_000_000L), (summary.Visits, summary.PurchaseDays, summary.Net.MinorUnits));
        CustomerSummaries all = table.Summarise(Histories.Start.AddDays(729));
        Assert.Equal(315_000, all.WeekdayVisitsOf(Guest)[0]);
        Assert.Equal(315_000 * 20_000_000L, all.WeekdaySpendOf(Guest)[0]);
        Assert.Equal(1, summary.MeanGapDays);

        RfmTable bare = new(Histories.Start);
        for (int i = 0; i < 3; i++)
        {
            bare.Add(guests, days, amounts);
        }

        Assert.Equal(Tables.Bytes(bare), Tables.Bytes(table.ToRfm()));
    }

    [Theory]
    [InlineData(1, 19)] // 524,288 visits
    [InlineData(1L << 39, 1)] // 1,099,511,627,776 minor units
    public void MergeWith_OneMoreThanARowsOwnWordHolds_IsExact(long money, int doublings)
    {
        SummaryTable table = new(default, Histories.Start);
        table.Add(Guest, Histories.Start, new Money(money, default), hour: 9);
        for (int i = 0; i < doublings; i++)
        {
            table.MergeWith(table);
        }

        HourVisits[] hours = new HourVisits[24];
        Assert.Equal(1, table.HoursOf(Guest, hours));
        Assert.Equal(new HourVisits(9, 1L << doublings, money << doublings), hours[0]);
        Assert.Equal((1L << doublings, money << doublings), (table.BasketsOf(Guest).Visits, table.BasketsOf(Guest).Spend.MinorUnits));
    }

    [Fact]
    public void Add_MoreReceiptsOfOneGuestThanCanBeCounted_IsRefusedNotWrapped()
    {
        SummaryTable table = new(default, Histories.Start);
        table.Add(Guest, Histories.Start, new Money(1, default));
        for (int doublings = 0; doublings < 30; doublings++)
        {
            table.MergeWith(table);
            table.Add(Guest, Histories.Start, new Money(1, default));
        }

        Assert.Equal((2_147_483_647L, 2_147_483_647L), (table.Receipts, table.BasketsOf(Guest).Visits));
        Assert.Throws<OverflowException>(() => table.Add([Guest.Index], [0], [1]));
        Assert.Throws<OverflowException>(() => table.Add(Guest, Histories.Start, new Money(1, default)));
        Assert.Equal((int.MaxValue, 2_147_483_647L), (table.Of(Guest, Histories.Start).Visits, table.Of(Guest, Histories.Start).Net.MinorUnits));
    }

    [Fact]
    public void Add_OneHugeReceipt_IsExactAndErasedWhole()
    {
        SummaryTable table = new(default, Histories.Start);
        table.Add(Guest, Histories.Start, new Money(long.MaxValue / 2, default), hour: 9);
        table.Add(Guest, Histories.Start, new Money(5, default), hour: 9);
        HourVisits[] hours = new HourVisits[24];

        Assert.Equal(1, table.HoursOf(Guest, hours));
        Assert.Equal(new HourVisits(9, 2, (long.MaxValue / 2) + 5), hours[0]);
        Assert.Equal((long.MaxValue / 2) + 5, table.BasketsOf(Guest).Spend.MinorUnits);
        Assert.Equal(2, table.Erase(Guest));
        table.Add(Guest, Histories.Start, new Money(7, default), hour: 9);
        Assert.Equal((1L, 7L), (table.BasketsOf(Guest).Visits, table.BasketsOf(Guest).Spend.MinorUnits));
        Assert.Equal(1, table.HoursOf(Guest, hours));
        Assert.Equal(new HourVisits(9, 1, 7), hours[0]);
    }

    [Fact]
    public void Add_DaysInAnyOrder_KeepsEachOnce()
    {
        SummaryTable table = new(default, Histories.Start);
        int[] days = [.. Enumerable.Range(0, 400).Select(i => i * 7919 % 400)];
        foreach (int day in days.Concat(days.Reverse()))
        {
            table.Add(Guest, Histories.Start.AddDays(day), new Money(100, default));
        }

        Assert.Equal(Enumerable.Range(0, 400).Select(d => Histories.Start.AddDays(d).DayNumber),
            table.Summarise(Histories.Start.AddDays(400)).DayNumbersOf(Guest).ToArray());
    }

    [Fact]
    public void Erase_Guest_LeavesNoTraceAndTheSameTotal() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        SummaryTable table = Tables.Of(receipts);
        int erased = table.Erase(new CustomerId(2 * Tables.Spread));

        Assert.Equal(receipts.Count(r => r.Row == 2), erased);
        Assert.Equal(Tables.Bytes(Tables.Of(receipts.Select(r => r.Row == 2 ? (-1, r.Day, r.Cents) : r))), Tables.Bytes(table));
        Assert.Equal(0, table.Erase(new CustomerId(2 * Tables.Spread)));
    }).Check(Histories.Fixed);

    [Fact]
    public void Clear_FilledTable_IsAsNew()
    {
        SummaryTable table = Tables.Of([(1, 3, 500), (2, 5, -100), (-1, 2, 50)]);
        table.Clear();
        Assert.Equal(Tables.Bytes(new SummaryTable(default, Histories.Start)), Tables.Bytes(table));
    }

    [Fact]
    public void Clear_AfterHugeReceipts_CarriesNothingOver()
    {
        SummaryTable table = new(default, Histories.Start);
        table.Add(Guest, Histories.Start, new Money(long.MaxValue / 2, default), hour: 9);
        table.Add(Guest, Histories.Start, new Money(5, default), hour: 9);
        table.Clear();
        table.Add(Guest, Histories.Start, new Money(7, default), hour: 9);

        Assert.Equal((1L, 7L), (table.BasketsOf(Guest).Visits, table.BasketsOf(Guest).Spend.MinorUnits));
    }

    [Fact]
    public void Of_GuestWithOnlyReturns_HasNothingAndNoNaN()
    {
        SummaryTable table = new(default, Histories.Start);
        table.Add(Guest, Histories.Start, new Money(-400, default), hour: 9, lines: 2);

        Assert.Equal(new CustomerSummary(0, 0, new Money(-400, default), null, null, null), table.Of(Guest, Histories.Start));
        BasketProfile baskets = table.BasketsOf(Guest);
        Assert.Equal((null, null, null), (baskets.MeanSpend, baskets.MeanLines, baskets.OfferShare));
        Assert.Equal(0, table.HoursOf(Guest, new HourVisits[24]));
        Assert.Equal(default, table.BasketsOf(new CustomerId(99_999)) with { Spend = default, OnOffer = default });
    }

    [Fact]
    public void BasketsOf_HalfBoughtOnOffer_SaysSo()
    {
        SummaryTable table = new(new Currency("EUR"), Histories.Start);
        ReceiptLine milk = new(new Sku("milk"), 1, new Money(300, new Currency("EUR")));
        ReceiptLine back = new(new Sku("salt"), -1, new Money(-100, new Currency("EUR")));
        table.Add(new Receipt("r", Guest, new DateTimeOffset(2026, 6, 5, 23, 30, 0, TimeSpan.FromHours(-5)), [milk, milk, back]), new Money(250, new Currency("EUR")));

        BasketProfile baskets = table.BasketsOf(Guest);
        HourVisits[] hours = new HourVisits[24];
        Assert.Equal((2, 500, 0.5), (baskets.MeanLines, baskets.MeanSpend, baskets.OfferShare));
        Assert.Equal(1, table.HoursOf(Guest, hours));
        Assert.Equal(new HourVisits(23, 1, 500), hours[0]);
        Assert.Equal(new DateOnly(2026, 6, 5), table.Of(Guest, new DateOnly(2026, 6, 30)).LastDay);
    }

    [Fact]
    public void Add_BadInput_IsRefusedWithItsRangeBeforeAnythingChanges()
    {
        SummaryTable table = new(new Currency("EUR"), Histories.Start);
        Money euro = new(100, new Currency("EUR"));
        byte[] before = Tables.Bytes(table);

        Assert.Contains("EUR", Assert.Throws<InvalidOperationException>(() => table.Add(Guest, Histories.Start, new Money(1, new Currency("USD")))).Message, StringComparison.Ordinal);
        Assert.Contains("65534", Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(Guest, Histories.Start.AddDays(-1), euro)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(Guest, Histories.Start.AddDays(65_535), euro));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(Guest, Histories.Start, euro, hour: 24));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(Guest, Histories.Start, euro, lines: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add(Guest, Histories.Start, euro, onOffer: new Money(101, new Currency("EUR"))));
        Assert.Throws<InvalidOperationException>(() => table.Add(Guest, Histories.Start, euro, onOffer: new Money(1, new Currency("USD"))));
        Assert.Throws<ArgumentException>(() => table.Add([1, 2], [1], [1, 2]));
        Assert.Contains("position 1 is -7", Assert.Throws<ArgumentException>(() => table.Add([1, -7], [1, 1], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("position 1 is -3", Assert.Throws<ArgumentException>(() => table.Add([1, 2], [1, -3], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Add([1], [1], [1], workers: 0));
        Assert.Throws<ArgumentException>(() => table.MergeWith(new SummaryTable(new Currency("EUR"), Histories.Start.AddDays(1))));
        Assert.Throws<ArgumentException>(() => table.MergeWith(new SummaryTable(new Currency("USD"), Histories.Start)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SummaryTable(default, Histories.Start, -1));
        Assert.Equal(before, Tables.Bytes(table));

        table.Add(Guest, Histories.Start, new Money(long.MaxValue, new Currency("EUR")));
        Assert.Throws<OverflowException>(() => table.Add(Guest, Histories.Start, euro));
        Assert.Equal(1, table.Receipts);
    }

    [Fact]
    public void Summarise_BeforeALaterVisit_IsRefusedWithTheCure()
    {
        SummaryTable table = Tables.Of([(0, 10, 500)]);
        Assert.Contains("PurchaseHistory", Assert.Throws<ArgumentOutOfRangeException>(() => table.Summarise(Histories.Start.AddDays(9))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Of(new CustomerId(0), Histories.Start));
        Assert.Equal(0, table.Summarise(Histories.Start.AddDays(10))[new CustomerId(0)].RecencyDays);
    }

    private static (int[] Customers, short[] Days, int[] Amounts) Receipts(int count)
    {
        SplitMix64 random = new(7);
        int[] customers = new int[count];
        short[] days = new short[count];
        int[] amounts = new int[count];
        for (int i = 0; i < count; i++)
        {
            customers[i] = random.Below(4) == 0 ? random.Below(42_001) : random.Below(50);
            days[i] = (short)random.Below(900);
            amounts[i] = random.Below(20_000) - 2_000;
        }

        return (customers, days, amounts);
    }
}
