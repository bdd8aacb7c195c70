using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;

namespace Loyalty.Segmentation.Tests;

public class PurchaseHistoryTests
{
    private static readonly CustomerId Guest = new(0);

    [Fact]
    public void MergeWith_AnyTwoHalves_GiveWhatOnePassGives() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        PurchaseHistory left = Histories.Of(receipts.Where((_, i) => i % 3 == 0));
        left.MergeWith(Histories.Of(receipts.Where((_, i) => i % 3 != 0)));
        AssertSame(Histories.Of(receipts), left);
    }).Check(Histories.Fixed);

    [Fact]
    public void Summarise_ReceiptsInAnyOrder_AreTheSame() => Prop.ForAll(Histories.Receipts, receipts =>
        AssertSame(Histories.Of(receipts), Histories.Of(receipts.Reverse()))).Check(Histories.Fixed);

    [Fact]
    public void Summarise_AnyReceipts_AgreeWithTheObviousSums() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        DateOnly asOf = Histories.Start.AddDays(25);
        CustomerSummaries summaries = Histories.Of(receipts).Summarise(asOf);
        for (int row = 0; row < 6; row++)
        {
            (int Row, int Day, int Cents)[] own = [.. receipts.Where(r => r.Row == row && r.Day <= 25)];
            int[] visits = [.. own.Where(r => r.Cents > 0).Select(r => r.Day)];
            CustomerSummary summary = summaries[new CustomerId(row)];
            Assert.Equal(own.Length > 0, summaries.Has(new CustomerId(row)));
            Assert.Equal(visits.Length, summary.Visits);
            Assert.Equal(visits.Distinct().Count(), summary.PurchaseDays);
            Assert.Equal(own.Sum(r => (long)r.Cents), summary.Net.MinorUnits);
            Assert.Equal(visits.Length == 0 ? null : 25 - visits.Max(), summary.RecencyDays);
            Assert.Equal(visits.Length == 0 ? null : Histories.Start.AddDays(visits.Min()), summary.FirstDay);
            long mondays = own.Where(r => r.Cents > 0 && r.Day % 7 == 0).Sum(r => (long)r.Cents);
            Assert.Equal(mondays, own.Length == 0 && row >= summaries.Rows ? 0 : summaries.WeekdaySpendOf(new CustomerId(row))[0]);
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void Add_FullyReturnedReceipt_IsNeitherVisitNorRecent()
    {
        PurchaseHistory history = new();
        history.Add(Guest, new DateOnly(2026, 1, 5), new Money(1000, default));
        history.Add(Guest, new DateOnly(2026, 2, 5), new Money(0, default));
        history.Add(Guest, new DateOnly(2026, 3, 5), new Money(-400, default));

        CustomerSummary summary = history.Summarise(new DateOnly(2026, 3, 31))[Guest];

        Assert.Equal(1, summary.Visits);
        Assert.Equal(new DateOnly(2026, 1, 5), summary.LastDay);
        Assert.Equal(600, summary.Net.MinorUnits);
    }

    [Fact]
    public void Add_OnlyReturns_LeavesAGuestWithoutVisitsAndWithoutNaN()
    {
        PurchaseHistory history = new();
        history.Add(Guest, new DateOnly(2026, 3, 5), new Money(-400, default));

        CustomerSummaries summaries = history.Summarise(new DateOnly(2026, 3, 31));

        Assert.Equal(new CustomerSummary(0, 0, new Money(-400, default), null, null, null), summaries[Guest]);
        Assert.Null(summaries[Guest].MeanGapDays);
        Assert.True(summaries.Has(Guest));
        Assert.Equal(1, summaries.Customers);
    }

    [Fact]
    public void Add_ReceiptBeforeMidnight_CountsOnTheStoresDate()
    {
        PurchaseHistory history = new();
        ReceiptLine line = new(new Sku("bread"), 1, new Money(250, default));
        history.Add(new Receipt("r1", Guest, new DateTimeOffset(2026, 3, 5, 23, 30, 0, TimeSpan.FromHours(-5)), [line]));

        Assert.Equal(new DateOnly(2026, 3, 5), history.Summarise(new DateOnly(2026, 3, 31))[Guest].LastDay);
    }

    [Fact]
    public void Add_ReceiptWithoutCustomer_IsCountedNotLost()
    {
        PurchaseHistory history = new();
        history.Add(CustomerId.None, new DateOnly(2026, 3, 5), new Money(250, default));

        Assert.Equal((0, 1L, 250L), (history.Receipts, history.AnonymousReceipts, history.AnonymousMoney.MinorUnits));
    }

    [Fact]
    public void Add_OtherCurrency_IsRefused()
    {
        PurchaseHistory history = new(new Currency("EUR"));
        Assert.Throws<InvalidOperationException>(() => history.Add(Guest, new DateOnly(2026, 3, 5), new Money(1, new Currency("USD"))));
        Assert.Throws<ArgumentException>(() => history.MergeWith(new PurchaseHistory(new Currency("USD"))));
        Assert.Equal(0, history.Receipts);
    }

    [Fact]
    public void Add_MoreThanFits_IsRefusedBeforeAnythingChanges()
    {
        PurchaseHistory history = new();
        history.Add(Guest, new DateOnly(2026, 3, 5), new Money(long.MaxValue, default));

        Assert.Throws<OverflowException>(() => history.Add(Guest, new DateOnly(2026, 3, 5), new Money(1, default)));
        Assert.Equal(1, history.Receipts);
    }

    [Fact]
    public void Summarise_LaterReceipts_AreNotYetKnown()
    {
        CustomerSummaries summaries = Histories.Visits(Histories.Start.AddDays(10), 0, 5, 11);

        Assert.Equal((2, 2, 1), (summaries[Guest].Visits, summaries.Receipts, summaries.LaterReceipts));
        Assert.Equal(5, summaries[Guest].RecencyDays);
        Assert.Equal(5, summaries[Guest].MeanGapDays);
    }

    [Fact]
    public void Erase_Guest_LeavesNoTraceAndTheSameTotal() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        PurchaseHistory history = Histories.Of(receipts);
        int erased = history.Erase(new CustomerId(2));

        Assert.Equal(receipts.Count(r => r.Row == 2), erased);
        CustomerSummaries summaries = history.Summarise(DateOnly.MaxValue);
        Assert.False(summaries.Has(new CustomerId(2)));
        long named = Enumerable.Range(0, 6).Sum(row => summaries[new CustomerId(row)].Net.MinorUnits);
        Assert.Equal(receipts.Sum(r => (long)r.Cents), named + history.AnonymousMoney.MinorUnits);
        Assert.Equal(receipts.Length, history.Receipts + history.AnonymousReceipts);
        Assert.Equal(0, history.Erase(new CustomerId(2)));
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_WhatWasWritten_IsTheSameHistory() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        CustomerDirectory directory = new();
        for (int row = 0; row < 6; row++)
        {
            directory.GetOrAdd($"guest {row}");
        }

        PurchaseHistory history = Histories.Of(receipts);
        using MemoryStream stream = new();
        history.WriteTo(stream, directory);
        stream.Position = 0;
        PurchaseHistory read = PurchaseHistory.ReadFrom(stream, directory);
        AssertSame(history, read);
        using MemoryStream again = new();
        read.WriteTo(again, directory);
        Assert.Equal(stream.ToArray(), again.ToArray());
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_AnyBitFlippedOrCut_IsRefused()
    {
        CustomerDirectory directory = new();
        PurchaseHistory history = new(new Currency("EUR"));
        history.Add(directory.GetOrAdd("anna"), new DateOnly(2026, 3, 5), new Money(250, new Currency("EUR")));
        history.Add(directory.GetOrAdd("anna"), new DateOnly(2026, 3, 9), new Money(-50, new Currency("EUR")));
        using MemoryStream stream = new();
        history.WriteTo(stream, directory);
        byte[] bytes = stream.ToArray();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<InvalidDataException>(() => PurchaseHistory.ReadFrom(new MemoryStream(flipped), new()));
            Assert.Throws<InvalidDataException>(() => PurchaseHistory.ReadFrom(new MemoryStream(bytes[..(bit / 8)]), new()));
        }
    }

    private static void AssertSame(PurchaseHistory expected, PurchaseHistory actual)
    {
        Assert.Equal((expected.Receipts, expected.AnonymousReceipts, expected.AnonymousMoney), (actual.Receipts, actual.AnonymousReceipts, actual.AnonymousMoney));
        CustomerSummaries left = expected.Summarise(Histories.Start.AddDays(30));
        CustomerSummaries right = actual.Summarise(Histories.Start.AddDays(30));
        Assert.Equal((left.Rows, left.Customers, left.Receipts), (right.Rows, right.Customers, right.Receipts));
        for (int row = 0; row < left.Rows; row++)
        {
            CustomerId customer = new(row);
            Assert.Equal(left[customer], right[customer]);
            Assert.Equal(left.DayNumbersOf(customer).ToImmutableArray(), right.DayNumbersOf(customer).ToImmutableArray());
            Assert.Equal(left.WeekdaySpendOf(customer).ToImmutableArray(), right.WeekdaySpendOf(customer).ToImmutableArray());
            Assert.Equal(left.WeekdayVisitsOf(customer).ToImmutableArray(), right.WeekdayVisitsOf(customer).ToImmutableArray());
        }
    }
}
