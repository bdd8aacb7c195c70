namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>A period of a tracking plot.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="LastDay">Its last day.</param>
/// <param name="Expected">Repeat purchases that the model expects within it.</param>
/// <param name="Actual">Repeat purchases that were made.</param>
/// <param name="CumulativeExpected">All expected up to the end of its last day.</param>
/// <param name="CumulativeActual">All made up to then.</param>
public readonly record struct TrackedPeriod(DateOnly LastDay, double Expected, long Actual, double CumulativeExpected, long CumulativeActual);

/// <summary>A cohort's repeat purchases period by period, against what the model expects: the data of a tracking plot, within the time fitted on and after it.</summary>
public static class PurchaseTracking
{
    /// <summary>Compares, from the cohort's first day on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="calendar">The cohort.</param>
    /// <param name="through">The last day to look at; a period that it cuts short is left out.</param>
    /// <param name="periodDays">Length of a period in days, 1 to 366; 7 unless told.</param>
    /// <returns>The periods, ascending; none for an empty cohort.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="periodDays"/> is outside its range.</exception>
    public static IReadOnlyList<TrackedPeriod> Of(IPurchaseModel model, PurchaseCalendar calendar, DateOnly through, int periodDays = 7)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(calendar);
        if (periodDays is < 1 or > 366)
        {
            throw new ArgumentOutOfRangeException(nameof(periodDays), periodDays, "A period must be between 1 and 366 days (inclusive).");
        }

        KeyValuePair<int, long>[] firsts = calendar.Firsts();
        KeyValuePair<int, long>[] repeats = calendar.Repeats();
        List<TrackedPeriod> periods = [];
        if (firsts.Length == 0)
        {
            return periods;
        }

        // Expectations depend on the days since the first purchase alone, so each is computed once.
        int start = firsts[0].Key;
        double[] since = new double[Math.Max(1, through.DayNumber - start + 1)];
        for (int days = 1; days < since.Length; days++)
        {
            since[days] = model.ExpectedPurchasesOfNewGuest(days / model.UnitDays);
        }

        int next = 0;
        long actual = 0;
        for (int last = start + periodDays - 1; last <= through.DayNumber; last += periodDays)
        {
            double expected = 0;
            foreach ((int first, long customers) in firsts)
            {
                expected += first < last ? customers * since[last - first] : 0;
            }

            long before = actual;
            for (; next < repeats.Length && repeats[next].Key <= last; next++)
            {
                actual += repeats[next].Value;
            }

            periods.Add(new TrackedPeriod(DateOnly.FromDayNumber(last), expected - (periods.Count == 0 ? 0 : periods[^1].CumulativeExpected), actual - before, expected, actual));
        }

        return periods;
    }
}
