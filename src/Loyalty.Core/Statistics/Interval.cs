using System.Globalization;

namespace Loyalty.Core.Statistics;

/// <summary>From a low to a high number, both included: where an estimate may lie.</summary>
/// <remarks>Ends may be infinite, never NaN. Equal when both ends are. The <c>default</c> is [0, 0]. Immutable.</remarks>
public readonly record struct Interval
{
    /// <summary>Makes an interval.</summary>
    /// <param name="low">The low end (inclusive); may be −∞.</param>
    /// <param name="high">The high end (inclusive); may be +∞; not below <paramref name="low"/>.</param>
    /// <exception cref="ArgumentException">An end is NaN, or the ends stand the wrong way round.</exception>
    public Interval(double low, double high)
    {
        if (!(low <= high))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"An interval's low end must be at most its high end, and neither NaN, but they are {low} and {high}; order them first."), nameof(high));
        }

        Low = low;
        High = high;
    }

    /// <summary>The low end (inclusive).</summary>
    public double Low { get; }

    /// <summary>The high end (inclusive).</summary>
    public double High { get; }

    /// <summary>High less low; ∞ where an end is infinite.</summary>
    public double Width => Low == High ? 0 : High - Low;

    /// <summary>Whether a number lies in it, the ends included.</summary>
    /// <param name="value">A number.</param>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>Returns <c>[-0.5, 1.25]</c>, on every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Low}, {High}]");
}
