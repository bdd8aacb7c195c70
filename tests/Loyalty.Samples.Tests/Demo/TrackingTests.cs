using Loyalty.Core;
using Loyalty.Samples.Demo;
using Loyalty.Segmentation;

namespace Loyalty.Samples.Tests.Demo;

public class TrackingTests
{
    private static readonly DateOnly First = new(2011, 1, 1);

    [Fact]
    public void Of_GuestsWhoBehaveLikeTheModel_IsForetoldCloseToWhatTheyDo()
    {
        PurchaseHistory history = new();
        SplitMix64 random = new(3);
        int repeats = 0;
        for (int row = 0; row < 1500; row++)
        {
            // Each guest has a rate of their own and may drop out after each purchase but the first: the story that BG/NBD tells.
            double rate = (-Math.Log(1 - random.NextDouble()) - Math.Log(1 - random.NextDouble())) / 60;
            double leave = 1 - Math.Pow(1 - random.NextDouble(), 1 / 3.0);
            double day = random.Below(70);
            HashSet<int> days = [];
            do
            {
                days.Add((int)day);
                day += -Math.Log(1 - random.NextDouble()) / rate;
            }
            while (day < 280 && (days.Count == 1 || random.NextDouble() >= leave));

            repeats += days.Count - 1;
            foreach (int bought in days)
            {
                history.Add(new CustomerId(row), First.AddDays(bought), new Money(1000, default));
            }
        }

        // A guest who came later, and a purchase after the last whole week, do not count.
        history.Add(new CustomerId(1500), First.AddDays(150), new Money(1000, default));
        history.Add(new CustomerId(1500), First.AddDays(151), new Money(1000, default));
        history.Add(new CustomerId(0), First.AddDays(282), new Money(1000, default));

        Tracking tracking = Tracking.Of(history, First, 20, First.AddDays(283))!;

        Assert.Equal((40, 1500, First.AddDays(139)), (tracking.Weeks.Count, tracking.Guests, tracking.LearnedUntil));
        Assert.Equal(repeats, tracking.Weeks.Sum(w => w.Actual));
        Assert.Equal(tracking.Weeks.Skip(20).Sum(w => w.Actual), tracking.Foretold.Actual);
        Assert.InRange(tracking.Foretold.Expected / tracking.Foretold.Actual, 0.93, 1.07);
        Assert.InRange(tracking.Weeks.Take(20).Sum(w => w.Expected) / tracking.Weeks.Take(20).Sum(w => w.Actual), 0.95, 1.05);
    }

    [Fact]
    public void Of_TooFewToLearnFrom_IsNothing() => Assert.Null(Tracking.Of(new PurchaseHistory(), First, 20, First.AddDays(212)));
}
