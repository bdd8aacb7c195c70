using Loyalty.Core;
using Loyalty.Samples.Report.Charts;
using Loyalty.Segmentation;
using Loyalty.Segmentation.LifetimeValue;

namespace Loyalty.Samples.Demo;

/// <summary>The purchase model put to the test: it learns from the guests of the first months and foretells what these same guests do in the rest of the year.</summary>
/// <param name="LearnedUntil">The last day that the model saw.</param>
/// <param name="Guests">Guests who had come by then; nobody later is counted.</param>
/// <param name="Weeks">Repeat purchase days of these guests, actual and expected, week by week.</param>
internal sealed record Tracking(DateOnly LearnedUntil, int Guests, IReadOnlyList<TrackedWeek> Weeks)
{
    /// <summary>Repeat purchase days after the model stopped learning.</summary>
    public (long Actual, double Expected) Foretold => (Weeks.Where(w => w.Starts > LearnedUntil).Sum(w => w.Actual), Weeks.Where(w => w.Starts > LearnedUntil).Sum(w => w.Expected));

    /// <summary>Fits on the receipts up to a day, and counts on.</summary>
    /// <param name="history">All receipts.</param>
    /// <param name="first">The first day of the first week.</param>
    /// <param name="learnedWeeks">How many weeks the model sees.</param>
    /// <param name="asOf">The last day that counts; a week that is not whole by then is left out.</param>
    /// <returns>Null where the model did not converge.</returns>
    public static Tracking? Of(PurchaseHistory history, DateOnly first, int learnedWeeks, DateOnly asOf)
    {
        DateOnly until = first.AddDays((7 * learnedWeeks) - 1);
        CustomerSummaries learned = history.Summarise(until);
        if (BgNbdFit.To(PurchaseGroups.Of(learned)).Model is not { } model)
        {
            return null;
        }

        CustomerSummaries whole = history.Summarise(asOf);
        int weeks = (asOf.DayNumber - first.DayNumber + 1) / 7;
        long[] actual = new long[weeks];
        SortedDictionary<int, int> starters = [];
        int guests = 0;
        for (int row = 0; row < learned.Rows; row++)
        {
            ReadOnlySpan<int> days = whole.DayNumbersOf(new CustomerId(row));
            if (learned.DayNumbersOf(new CustomerId(row)).IsEmpty || days[0] < first.DayNumber)
            {
                continue;
            }

            guests++;
            starters[days[0]] = starters.GetValueOrDefault(days[0]) + 1;
            foreach (int day in days[1..])
            {
                int week = (day - first.DayNumber) / 7;
                if (week < weeks)
                {
                    actual[week]++;
                }
            }
        }

        double before = 0;
        TrackedWeek[] tracked = new TrackedWeek[weeks];
        for (int week = 0; week < weeks; week++)
        {
            // Fader, Hardie and Lee (2005), equation 9, summed over the days on which guests came first; a day's guests begin on the next one.
            int end = first.DayNumber + (7 * week) + 6;
            double upToEnd = starters.Where(s => s.Key < end).Sum(s => s.Value * model.ExpectedPurchasesOfNewGuest((end - s.Key) / model.UnitDays));
            tracked[week] = new TrackedWeek(first.AddDays(7 * week), actual[week], upToEnd - before);
            before = upToEnd;
        }

        return new Tracking(until, guests, tracked);
    }
}
