using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class PurchaseGroupsTests
{
    private static readonly Arbitrary<(int X, int More, int After, int Part)[]> Guests =
        (from x in Gen.Choose(0, 4) from more in Gen.Choose(0, 20) from after in Gen.Choose(0, 20) from part in Gen.Choose(0, 2) select (x, more, after, part)).ArrayOf().ToArbitrary();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void MergeWith_AnyParts_EqualsOnePass(int resolutionDays) => Prop.ForAll(Guests, guests =>
    {
        PurchaseGroups whole = new(resolutionDays);
        PurchaseGroups[] parts = [new(resolutionDays), new(resolutionDays), new(resolutionDays)];
        foreach ((int x, int more, int after, int part) in guests)
        {
            RepeatPurchases purchases = new(x, x == 0 ? 0 : x + more, x == 0 ? after : x + more + after);
            whole.Add(purchases);
            parts[part].Add(purchases);
        }

        parts[2].MergeWith(parts[0]);
        parts[2].MergeWith(parts[1]);
        Assert.Equal(Rows(whole), Rows(parts[2]));
        Assert.Equal((whole.Customers, whole.RepeatCustomers, whole.Count), (parts[2].Customers, parts[2].RepeatCustomers, parts[2].Count));
    }).Check(Histories.Fixed);

    [Fact]
    public void MergeWith_Itself_CountsEachGuestTwice()
    {
        PurchaseGroups groups = Cdnow.Groups();
        groups.MergeWith(groups);
        Assert.Equal((2 * 2357, 2 * 946), (groups.Customers, groups.RepeatCustomers));
        Assert.Equal(2 * -9582.429, BgNbdFit.To(groups).LogLikelihood!.Value, 2);
    }

    [Fact]
    public void MergeWith_AnotherResolution_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new PurchaseGroups(7).MergeWith(new PurchaseGroups()));

    [Fact]
    public void To_GroupsOfAWeek_PredictAboutTheSame()
    {
        BgNbdModel exact = BgNbdFit.To(Cdnow.Groups()).Model!;
        PurchaseGroups weeks = PurchaseGroups.Of(Cdnow.Calibration, 7);
        BgNbdModel rounded = BgNbdFit.To(weeks).Model!;
        Assert.InRange(weeks.Count, 100, Cdnow.Groups().Count * 3 / 4);
        double all = Cdnow.Purchases().Sum(p => exact.ExpectedPurchases(p, 39));
        Assert.Equal(1, Cdnow.Purchases().Sum(p => rounded.ExpectedPurchases(p, 39)) / all, 0.01);
        Assert.Equal(1, rounded.Parameters.R / exact.Parameters.R, 0.02);
        Assert.Equal(1, rounded.Parameters.A / exact.Parameters.A, 0.04);
    }

    [Fact]
    public void Add_OutOfRange_IsRefused()
    {
        PurchaseGroups groups = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => groups.Add(default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => groups.Add(new RepeatPurchases(0, 0, PurchaseGroups.MostDays + 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PurchaseGroups(0));
        groups.Add(default, long.MaxValue);
        Assert.Throws<OverflowException>(() => groups.Add(default));
        Assert.Equal(long.MaxValue, groups.Customers);
        groups = new();
        groups.Add(new RepeatPurchases(PurchaseGroups.MostDays, PurchaseGroups.MostDays, PurchaseGroups.MostDays));
        Assert.Equal([(PurchaseGroups.MostDays, PurchaseGroups.MostDays, PurchaseGroups.MostDays, 1)], Rows(groups));
    }

    [Fact]
    public void Of_AThousandReceiptsOfADayAndAReturnedOne_CountDaysWithPurchases()
    {
        PurchaseHistory history = new();
        DateOnly start = new(2026, 3, 1);
        for (int i = 0; i < 1000; i++)
        {
            history.Add(new CustomerId(0), start, new Money(100, default));
            history.Add(new CustomerId(0), start.AddDays(10), new Money(100, default));
        }

        history.Add(new CustomerId(0), start.AddDays(20), new Money(-100, default));
        history.Add(new CustomerId(1), start, new Money(-100, default));
        history.Add(new CustomerId(2), start.AddDays(3), new Money(100, default));
        PurchaseGroups groups = PurchaseGroups.Of(history.Summarise(start.AddDays(30)));
        Assert.Equal([(0, 0, 27, 1L), (1, 10, 30, 1L)], Rows(groups));
    }

    private static List<(int X, int Last, int Watched, long Customers)> Rows(PurchaseGroups groups)
    {
        PurchaseColumns columns = groups.Columns();
        return [.. Enumerable.Range(0, columns.Count).Select(i => (columns.Purchases[i], (int)columns.Days[columns.Last[i]], (int)columns.Days[columns.Watched[i]], columns.Customers[i]))];
    }
}
