namespace Loyalty.Segmentation.LifetimeValue;

/// <summary>The chance to be alive by frequency and recency: the data of a picture of what the model believes.</summary>
/// <remarks>Immutable, so any number of threads may share one.</remarks>
public sealed class AliveGrid
{
    private readonly double[] chances;
    private readonly int columns;

    /// <summary>Computes a grid.</summary>
    /// <param name="model">The model.</param>
    /// <param name="watchedDays">Days from the first purchase to today, T, 0 to 36,525.</param>
    /// <param name="mostPurchases">The most repeat purchase days, 0 to 10,000.</param>
    /// <param name="stepDays">Days from one row to the next, ≥ 1; 7 unless told.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AliveGrid(IPurchaseModel model, int watchedDays, int mostPurchases, int stepDays = 7)
    {
        ArgumentNullException.ThrowIfNull(model);
        Check(watchedDays, 0, 36_525, nameof(watchedDays));
        Check(mostPurchases, 0, 10_000, nameof(mostPurchases));
        Check(stepDays, 1, int.MaxValue, nameof(stepDays));
        WatchedDays = watchedDays;
        StepDays = stepDays;
        Rows = (watchedDays / stepDays) + 1;
        columns = mostPurchases + 1;
        chances = new double[Rows * columns];
        for (int row = 0; row < Rows; row++)
        {
            for (int x = 0; x < columns; x++)
            {
                int last = row * stepDays;
                chances[(row * columns) + x] = x > last || (x == 0) != (last == 0) ? double.NaN : model.ProbabilityAlive(new RepeatPurchases(x, last, watchedDays));
            }
        }
    }

    /// <summary>Days from the first purchase to today.</summary>
    public int WatchedDays { get; }

    /// <summary>Days from one row to the next.</summary>
    public int StepDays { get; }

    /// <summary>How many rows: the last purchase 0, 1, 2, … steps after the first.</summary>
    public int Rows { get; }

    /// <summary>The most repeat purchase days.</summary>
    public int MostPurchases => columns - 1;

    /// <summary>The chance to be alive.</summary>
    /// <param name="purchases">Repeat purchase days, 0 to <see cref="MostPurchases"/>.</param>
    /// <param name="row">The last one was row · <see cref="StepDays"/> days after the first purchase; 0 to <see cref="Rows"/> (exclusive).</param>
    /// <returns>Null where that cannot be: more purchase days than days, or a last repeat without one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public double? this[int purchases, int row]
    {
        get
        {
            Check(purchases, 0, MostPurchases, nameof(purchases));
            Check(row, 0, Rows - 1, nameof(row));
            double chance = chances[(row * columns) + purchases];
            return double.IsNaN(chance) ? null : chance;
        }
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The argument '{name}' must be between {least} and {most} (inclusive).");
        }
    }
}
