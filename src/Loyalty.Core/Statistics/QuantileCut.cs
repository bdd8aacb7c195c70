namespace Loyalty.Core.Statistics;

/// <summary>An exact cut point between two whole numbers: <c>Low + (High − Low) × Numerator / Denominator</c>.</summary>
/// <remarks>
/// Kept as a fraction, so that comparing a guest's number with the cut involves no rounding: equal numbers always fall on the same side.
/// Equal when all members are. The <c>default</c> is 0. Immutable.
/// </remarks>
public readonly record struct QuantileCut
{
    /// <summary>The largest denominator, 1,000,000.</summary>
    public const int MaxParts = 1_000_000;

    private readonly int denominatorLessOne;

    /// <summary>Makes a cut point, such as a frozen one from an earlier month.</summary>
    /// <param name="low">The number at or below the cut.</param>
    /// <param name="high">The next number; at least <paramref name="low"/>.</param>
    /// <param name="numerator">How far towards <paramref name="high"/>: 0 to <paramref name="denominator"/> − 1 (inclusive).</param>
    /// <param name="denominator">Of how many parts: 1 to <see cref="MaxParts"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member is out of its range.</exception>
    public QuantileCut(long low, long high, int numerator, int denominator)
    {
        if (high < low)
        {
            throw new ArgumentOutOfRangeException(nameof(high), high, $"A cut's high neighbour must be at least its low one, {low}, but it is {high}; sort the numbers first.");
        }

        if (denominator is < 1 or > MaxParts)
        {
            throw new ArgumentOutOfRangeException(nameof(denominator), denominator, $"A cut's denominator must be between 1 and {MaxParts} (inclusive), but it is {denominator}.");
        }

        if (numerator < 0 || numerator >= denominator)
        {
            throw new ArgumentOutOfRangeException(nameof(numerator), numerator, $"A cut's numerator must be between 0 and {denominator - 1} (inclusive), but it is {numerator}.");
        }

        Low = low;
        High = high;
        Numerator = numerator;
        denominatorLessOne = denominator - 1;
    }

    /// <summary>The number at or below the cut.</summary>
    public long Low { get; }

    /// <summary>The next number.</summary>
    public long High { get; }

    /// <summary>How far towards <see cref="High"/>, of <see cref="Denominator"/> parts.</summary>
    public int Numerator { get; }

    /// <summary>Of how many parts.</summary>
    /// <value>1 to <see cref="MaxParts"/>; 1 for <c>default</c>.</value>
    public int Denominator => denominatorLessOne + 1;

    /// <summary>Whether the cut lies strictly below a number, exactly.</summary>
    /// <param name="value">A number.</param>
    public bool IsBelow(long value) => Sign(value) < 0;

    /// <summary>Whether the cut lies strictly above a number, exactly.</summary>
    /// <param name="value">A number.</param>
    public bool IsAbove(long value) => Sign(value) > 0;

    /// <summary>The nearest double, interpolated as NumPy does.</summary>
    public double ToDouble() => Quantiles.Between(Low, High, (double)((Int128)High - Low), (double)Numerator / Denominator);

    private int Sign(long value) => (((Int128)High - Low) * Numerator).CompareTo(((Int128)value - Low) * Denominator);
}
