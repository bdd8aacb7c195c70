using System.Globalization;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>How much a guest likes to read at each hour of the week, on their own clock.</summary>
/// <remarks>Weights are taken in shares of the largest, so that at the best hour a propensity is as it was given. Immutable, so any number of threads may share one.</remarks>
public sealed class FavouriteHours
{
    /// <summary>Seven days of 24 hours, 168.</summary>
    public const int Count = 7 * 24;

    private readonly double[] shares;

    private FavouriteHours(double[] shares) => this.shares = shares;

    /// <summary>Every hour alike.</summary>
    public static FavouriteHours Alike { get; } = new([.. Enumerable.Repeat(1.0, Count)]);

    /// <summary>The share of the best hour that one has.</summary>
    /// <param name="day">The day on the guest's calendar.</param>
    /// <param name="hour">The hour on the guest's clock, 0 to 23.</param>
    /// <value>0 to 1.</value>
    /// <exception cref="ArgumentOutOfRangeException">There is no such day or hour.</exception>
    public double this[DayOfWeek day, int hour] => day is >= DayOfWeek.Sunday and <= DayOfWeek.Saturday && hour is >= 0 and < 24
        ? shares[((((int)day + 6) % 7) * 24) + hour]
        : throw new ArgumentOutOfRangeException(nameof(hour), hour, string.Create(CultureInfo.InvariantCulture, $"There is no hour {hour} of day {(int)day}; hours are from 0 to 23."));

    /// <summary>A weight for each hour of the week, from Monday at 00.</summary>
    /// <param name="weights"><see cref="Count"/> weights, such as counts of visits or opens; each finite and ≥ 0, one of them above 0.</param>
    /// <exception cref="ArgumentException">The weights are not so many or out of range.</exception>
    public static FavouriteHours Of(ReadOnlySpan<double> weights)
    {
        Require(weights, Count);
        double largest = Largest(weights);
        double[] shares = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            shares[i] = weights[i] / largest;
        }

        return new(shares);
    }

    /// <summary>Weights for the days of the week and for the hours of the day; an hour of the week has the product.</summary>
    /// <param name="days">Seven weights from Monday on; each finite and ≥ 0, one of them above 0.</param>
    /// <param name="hours">24 weights; each finite and ≥ 0, one of them above 0.</param>
    /// <exception cref="ArgumentException">The weights are not so many or out of range.</exception>
    public static FavouriteHours Of(ReadOnlySpan<double> days, ReadOnlySpan<double> hours)
    {
        Require(days, 7);
        Require(hours, 24);
        (double bestDay, double bestHour) = (Largest(days), Largest(hours));
        double[] shares = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            shares[i] = days[i / 24] / bestDay * (hours[i % 24] / bestHour);
        }

        return new(shares);
    }

    private static void Require(ReadOnlySpan<double> weights, int count)
    {
        if (weights.Length != count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There must be {count} weights, but there are {weights.Length}."), nameof(weights));
        }

        foreach (double weight in weights)
        {
            if (!(weight >= 0) || !double.IsFinite(weight))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A weight must be finite and at least 0, but one is {weight}."), nameof(weights));
            }
        }

        if (Largest(weights) <= 0)
        {
            throw new ArgumentException("One of the weights must be above 0; for a guest of whom nothing is known take Alike.", nameof(weights));
        }
    }

    private static double Largest(ReadOnlySpan<double> weights)
    {
        double largest = 0;
        foreach (double weight in weights)
        {
            largest = Math.Max(largest, weight);
        }

        return largest;
    }
}
