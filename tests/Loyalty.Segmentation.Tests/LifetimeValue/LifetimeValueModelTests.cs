using Loyalty.Core;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Segmentation.Tests.LifetimeValue;

public class LifetimeValueModelTests
{
    private static LifetimeValueModel Model { get; } = new(ParetoNbdFit.To(Cdnow.Groups()).Model!, GammaGammaFit.To(Cdnow.Spend).Model!);

    [Fact]
    public void Of_AGuest_PutsWhatWasBesideWhatWillBe()
    {
        CustomerSummary guest = Cdnow.Calibration[new CustomerId(0)];
        GuestValue value = Model.Of(guest, Cdnow.Spend[0], 39, DiscountRate.Yearly(0.15))!.Value;
        RepeatPurchases purchases = RepeatPurchases.Of(guest)!.Value;
        Assert.Equal(guest.Net, value.Historical);
        Assert.Equal(Model.Purchases.ProbabilityAlive(purchases), value.ProbabilityAlive);
        Assert.Equal(Model.Purchases.ExpectedPurchases(purchases, 39), value.ExpectedPurchases);
        Assert.InRange(value.DiscountedPurchases, 0.9 * value.ExpectedPurchases!.Value, 0.99 * value.ExpectedPurchases.Value);
        Assert.Equal(24.65, value.ExpectedSpend, 0.1);
        Assert.Equal(value.DiscountedPurchases * value.ExpectedSpend, value.ExpectedValue);
        Assert.Equal(value.ExpectedPurchases!.Value, Model.Of(guest, Cdnow.Spend[0], 39)!.Value.DiscountedPurchases, 12);
    }

    [Fact]
    public void Of_AnEndlessHorizon_IsWorthMoreThanAnyFiniteOne()
    {
        CustomerSummary guest = Cdnow.Calibration[new CustomerId(0)];
        GuestValue endless = Model.Of(guest, Cdnow.Spend[0], double.PositiveInfinity, DiscountRate.Yearly(0.15))!.Value;
        GuestValue century = Model.Of(guest, Cdnow.Spend[0], 5200, DiscountRate.Yearly(0.15))!.Value;
        Assert.Null(endless.ExpectedPurchases);
        Assert.InRange(endless.ExpectedValue, century.ExpectedValue, 1.00001 * century.ExpectedValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.Of(guest, Cdnow.Spend[0], double.PositiveInfinity));
    }

    [Fact]
    public void Of_GuestsWithoutVisits_IsNothing() => Assert.Null(Model.Of(default, default, 39));

    [Fact]
    public void OfNewGuest_IsTheMeanOfAll() =>
        Assert.Equal(Model.Purchases.ExpectedPurchasesOfNewGuest(39) * 35.17, Model.OfNewGuest(39), 0.02);

    [Fact]
    public void OfNewGuest_Discounted_IsWorthWhatAGuestOfTodayIs()
    {
        DiscountRate rate = DiscountRate.Yearly(0.15);
        foreach (IPurchaseModel purchases in new[] { Model.Purchases, BgNbdFit.To(Cdnow.Groups()).Model! })
        {
            LifetimeValueModel model = new(purchases, Model.Spend);
            double worth = purchases.DiscountedPurchases(default, 104, rate);
            Assert.InRange(worth, 0.8 * purchases.ExpectedPurchasesOfNewGuest(104), 0.99 * purchases.ExpectedPurchasesOfNewGuest(104));
            Assert.Equal(worth, purchases.DiscountedPurchasesOfNewGuest(104, rate), 12);
            Assert.Equal(worth * Model.Spend.PopulationMean, model.OfNewGuest(104, rate), 9);
        }
    }

    [Fact]
    public void DiscountRate_Units_AreSaid()
    {
        Assert.Equal(Math.Log(1.15), DiscountRate.Yearly(0.15).ContinuousPerYear, 15);
        Assert.Equal(0.0027, DiscountRate.Yearly(0.15).PerUnit(7), 4);
        Assert.Equal(0.365 / 365.25, DiscountRate.Continuous(0.365).PerUnit(1), 15);
        Assert.Equal(default, DiscountRate.None);
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscountRate.Yearly(-0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscountRate.Continuous(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => DiscountRate.None.PerUnit(0));
    }

    [Fact]
    public void Predictions_Warm_DoNotAllocate()
    {
        LifetimeValueModel bg = new(BgNbdFit.To(Cdnow.Groups()).Model!, Model.Spend);
        CustomerSummary guest = Cdnow.Calibration[new CustomerId(0)];
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            foreach (LifetimeValueModel model in (ReadOnlySpan<LifetimeValueModel>)[bg, Model])
            {
                _ = model.Of(guest, Cdnow.Spend[0], 39, DiscountRate.Yearly(0.15));
                _ = model.OfNewGuest(double.PositiveInfinity, DiscountRate.Yearly(0.15));
                _ = model.Purchases.ProbabilityOfPurchases(5, 39);
            }
        }));
    }
}
