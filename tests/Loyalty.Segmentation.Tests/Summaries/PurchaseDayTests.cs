using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Tests.Summaries;

/// <summary>Few purchase days stand in a guest's row, many in a block beside it: both must be one list.</summary>
public class PurchaseDayTests
{
    private static readonly Arbitrary<(int Row, int Day)[]> Visits =
        (from range in Gen.Elements(15, 40, 300)
         from visits in (from row in Gen.Elements(0, 0, 1, 1, 2) from day in Gen.Choose(0, range) select (row, day)).ListOf(300)
         from first in Gen.Choose(0, visits.Count)
         select visits.Take(first).ToArray()).ToArbitrary();

    [Fact]
    public void Add_DaysInAnyOrder_AreTheDaysOfASet() => Prop.ForAll(Visits, visits => AssertDays(visits, Columns(visits), 0)).Check(Histories.Fixed);

    [Fact]
    public void Erase_BetweenTwoLots_LeavesNothingOfTheFirst() => Prop.ForAll(Visits, visits =>
    {
        SummaryTable table = Columns(visits);
        table.Erase(new CustomerId(0));
        Add(table, visits);
        AssertDays(visits, table, 0);
    }).Check(Histories.Fixed);

    [Fact]
    public void MergeWith_SomeOfTheSameDays_KeepsEachOnce() => Prop.ForAll(Visits, visits =>
    {
        SummaryTable table = Columns(visits[..(visits.Length * 2 / 3)]);
        table.MergeWith(Columns(visits[(visits.Length / 3)..]));
        AssertDays(visits, table, 0);
        SummaryTable whole = Columns([.. visits[..(visits.Length * 2 / 3)], .. visits[(visits.Length / 3)..]]);
        Assert.Equal(Tables.Bytes(whole), Tables.Bytes(table));
    }).Check(Histories.Fixed);

    [Fact]
    public void MergeWith_Itself_CountsTwiceAndKeepsTheDays() => Prop.ForAll(Visits, visits =>
    {
        SummaryTable table = Columns(visits);
        table.MergeWith(table);
        AssertDays(visits, table, 0);
        Assert.Equal(Tables.Bytes(Columns([.. visits, .. visits])), Tables.Bytes(table));
    }).Check(Histories.Fixed);

    [Fact]
    public void CopyTo_AnyWorkers_GivesTheSameTableWithoutAllocatingOnOne()
    {
        SummaryTable table = Columns([.. Enumerable.Range(0, 70_000).Select(i => (i * 7 % 40_000, i % 500))]);
        RfmTable one = table.ToRfm();
        RfmTable several = new(Histories.Start);
        table.CopyTo(several, workers: 3);

        DateOnly asOf = Histories.Start.AddDays(500);
        RfmScore[] expected = new RfmScore[one.Capacity];
        RfmScore[] actual = new RfmScore[several.Capacity];
        one.Score(one.Fit(asOf)!, asOf, expected);
        several.Score(several.Fit(asOf)!, asOf, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(0, Allocated.Bytes(() => table.CopyTo(one)));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.CopyTo(one, workers: 0));
    }

    [Fact]
    public void CopyTo_IntoAFilledTable_ReplacesTheGuestsItKnowsAndLeavesTheOthers()
    {
        SummaryTable table = Columns([(0, 3), (0, 4), (20_000, 9)]);
        RfmTable filled = new(Histories.Start);
        filled.Add(new CustomerId(0), Histories.Start.AddDays(40), 5);
        filled.Add(new CustomerId(7), Histories.Start.AddDays(8), 300);
        RfmTable expected = table.ToRfm();
        expected.Add(new CustomerId(7), Histories.Start.AddDays(8), 300);
        foreach (int workers in new[] { 1, 2 })
        {
            table.CopyTo(filled, workers);
            Assert.Equal(Tables.Bytes(expected), Tables.Bytes(filled));
        }
    }

    private static SummaryTable Columns((int Row, int Day)[] visits)
    {
        SummaryTable table = new(default, Histories.Start);
        Add(table, visits);
        return table;
    }

    private static void Add(SummaryTable table, (int Row, int Day)[] visits) =>
        table.Add([.. visits.Select(v => v.Row)], [.. visits.Select(v => (short)v.Day)], [.. visits.Select(v => 100 + v.Day)]);

    private static void AssertDays((int Row, int Day)[] visits, SummaryTable table, int guest)
    {
        int[] expected = [.. visits.Where(v => v.Row == guest).Select(v => v.Day).Distinct().Order()];
        DateOnly asOf = Histories.Start.AddDays(400);
        CustomerSummary summary = table.Of(new CustomerId(guest), asOf);
        Assert.Equal(expected.Select(d => d + Histories.Start.DayNumber), table.Summarise(asOf).DayNumbersOf(new CustomerId(guest)).ToArray());
        Assert.Equal(expected.Length, summary.PurchaseDays);
        if (expected.Length > 0)
        {
            Assert.Equal((Histories.Start.AddDays(expected[0]), Histories.Start.AddDays(expected[^1])), (summary.FirstDay, summary.LastDay));
        }
    }
}
