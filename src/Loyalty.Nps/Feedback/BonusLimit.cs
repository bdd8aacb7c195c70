using Loyalty.Core;

namespace Loyalty.Nps.Feedback;

/// <summary>At most so much within so long.</summary>
/// <remarks>The window slides: a bonus granted at t leaves it at exactly t + length. Equal when both are. Immutable.</remarks>
public sealed record BonusLimit
{
    /// <summary>Makes a limit.</summary>
    /// <param name="most">The most that may be granted within the window; 0 means never.</param>
    /// <param name="window">How long; above 0, at most 3,660 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is negative or the window out of its range.</exception>
    public BonusLimit(Money most, TimeSpan window)
    {
        if (most.MinorUnits < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(most), most, $"A bonus limit must be at least 0, but it is {most}; 0 means never.");
        }

        if (window <= TimeSpan.Zero || window > TimeSpan.FromDays(3660))
        {
            throw new ArgumentOutOfRangeException(nameof(window), window, $"A bonus limit's window must be above 0 (exclusive) and at most 3660 days, but it is {window:c}.");
        }

        Most = most;
        Window = window;
    }

    /// <summary>The most that may be granted within the window.</summary>
    public Money Most { get; }

    /// <summary>How long the window is.</summary>
    public TimeSpan Window { get; }
}
