using System.Globalization;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>How messages are chosen.</summary>
public sealed record ArbitrationOptions
{
    /// <summary>How many instants one period may offer at the most, 4,096.</summary>
    public const int MostInstants = 4_096;

    /// <summary>The steps of the guest's clock at which messages may go.</summary>
    /// <value>5 minutes to a day, a whole part of a day; an hour, on the hour, by default.</value>
    public TimeSpan Grid { get; init; } = TimeSpan.FromHours(1);

    /// <summary>By how much each further message of the period costs more than the one before.</summary>
    /// <value>A factor of 1 (all cost the same) to 10; 1 by default.</value>
    public double CostGrowth { get; init; } = 1;

    /// <summary>After how many tried placements (a message at an instant) the search for something better ends.</summary>
    /// <value>0, which leaves the greedy choice, to 1,000,000,000; 20,000 by default.</value>
    public int MostSteps { get; init; } = 20_000;

    internal ArbitrationOptions Checked()
    {
        if (Grid < TimeSpan.FromMinutes(5) || Grid > TimeSpan.FromDays(1) || TimeSpan.TicksPerDay % Grid.Ticks != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Grid), Grid, "The grid must be from 5 minutes to a day and a whole part of a day, such as an hour.");
        }

        if (!(CostGrowth is >= 1 and <= 10))
        {
            throw new ArgumentOutOfRangeException(nameof(CostGrowth), CostGrowth, "The growth must be from 1 to 10.");
        }

        return MostSteps is >= 0 and <= 1_000_000_000 ? this
            : throw new ArgumentOutOfRangeException(nameof(MostSteps), MostSteps, string.Create(CultureInfo.InvariantCulture, $"The steps must be from 0 to {1_000_000_000}."));
    }
}
