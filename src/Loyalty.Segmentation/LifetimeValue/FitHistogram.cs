namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>A bar of a fit histogram.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="From">The fewest repeat purchases in it.</param>
/// <param name="To">The most; null for the last bar, which is open.</param>
/// <param name="Actual">Guests who made so many.</param>
/// <param name="Expected">Guests of whom the model expects it.</param>
public readonly record struct FitHistogramBar(int From, int? To, long Actual, double Expected);

/// <summary>How many guests made 0, 1, 2, … repeat purchases, against how many the model expects, and the chi-squared test of the difference.</summary>
/// <remarks>
/// Fader, Hardie and Lee, 'Creating a fit histogram for the BG/NBD model', note 014 (2007). With millions of guests no model passes: then look
/// at the bars. Immutable, so any number of threads may share one.
/// </remarks>
public sealed class FitHistogram
{
    private const double FewestExpected = 5;

    private FitHistogram(IReadOnlyList<FitHistogramBar> bars, int degreesOfFreedom)
    {
        Bars = bars;
        DegreesOfFreedom = degreesOfFreedom;
        ChiSquared = bars.Sum(b => b.Expected > 0 ? (b.Actual - b.Expected) * (b.Actual - b.Expected) / b.Expected : 0);
        PValue = degreesOfFreedom > 0 ? Core.Statistics.ChiSquared.UpperTail(ChiSquared, degreesOfFreedom) : null;
    }

    /// <summary>The bars, ascending; together they hold each guest once.</summary>
    public IReadOnlyList<FitHistogramBar> Bars { get; }

    /// <summary>Σ (actual − expected)² / expected.</summary>
    public double ChiSquared { get; }

    /// <summary>Bars less one, less the fitted parameters; 0 or below where there are too few bars for a test.</summary>
    public int DegreesOfFreedom { get; }

    /// <summary>The chance of a difference at least so large, did the model hold; null where there are no degrees of freedom.</summary>
    public double? PValue { get; }

    /// <summary>Compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="groups">The guests it was fitted on, or others.</param>
    /// <param name="openFrom">From how many repeat purchases on guests share the last bar, ≥ 1; 7 unless told. A bar in which fewer than 5 guests are expected joins its neighbour.</param>
    /// <param name="fittedParameters">Parameters fitted on these guests, ≥ 0; 4 unless told, 0 for other guests.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static FitHistogram Of(IPurchaseModel model, PurchaseGroups groups, int openFrom = 7, int fittedParameters = 4)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(openFrom, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(fittedParameters);
        PurchaseColumns columns = groups.Columns();
        long[] actual = new long[openFrom + 1];
        long[] watched = new long[columns.Days.Length];
        for (int i = 0; i < columns.Count; i++)
        {
            actual[Math.Min(columns.Purchases[i], openFrom)] += columns.Customers[i];
            watched[columns.Watched[i]] += columns.Customers[i];
        }

        double[] expected = new double[openFrom + 1];
        for (int day = 0; day < watched.Length; day++)
        {
            double rest = 1;
            for (int count = 0; count < openFrom && watched[day] > 0; count++)
            {
                double chance = model.ProbabilityOfPurchases(count, columns.Days[day] / model.UnitDays);
                expected[count] += watched[day] * chance;
                rest -= chance;
            }

            expected[openFrom] += watched[day] * Math.Max(0, rest);
        }

        List<FitHistogramBar> bars = Joined(actual, expected);
        return new FitHistogram(bars, bars.Count - 1 - fittedParameters);
    }

    private static List<FitHistogramBar> Joined(long[] actual, double[] expected)
    {
        List<FitHistogramBar> bars = [];
        for (int count = 0; count < actual.Length; count++)
        {
            bars.Add(new FitHistogramBar(count, count == actual.Length - 1 ? null : count, actual[count], expected[count]));
        }

        for (int at = bars.Count - 1; at > 0; at--)
        {
            if (bars[at].Expected < FewestExpected || (at == 1 && bars[0].Expected < FewestExpected))
            {
                FitHistogramBar left = bars[at - 1];
                bars[at - 1] = new FitHistogramBar(left.From, bars[at].To, left.Actual + bars[at].Actual, left.Expected + bars[at].Expected);
                bars.RemoveAt(at);
            }
        }

        return bars;
    }
}
