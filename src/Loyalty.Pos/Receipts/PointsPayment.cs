namespace Loyalty.Pos.Receipts;

/// <summary>The part of a receipt that was paid with points.</summary>
/// <remarks>The <c>default</c> is no points. Paying with points is no discount: what is paid with them is paid.</remarks>
public readonly record struct PointsPayment
{
    /// <summary>So many points for so much of the total.</summary>
    /// <param name="points">The points spent, 0 or more.</param>
    /// <param name="amount">What they paid, in minor units, 0 or more; 0 exactly where <paramref name="points"/> is.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public PointsPayment(long points, long amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(points);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        if ((points == 0) != (amount == 0))
        {
            throw new ArgumentOutOfRangeException(nameof(points), points, "Points that pay nothing, or an amount paid with no points, are no payment; give both or neither.");
        }

        Points = points;
        Amount = amount;
    }

    /// <summary>The points spent.</summary>
    public long Points { get; }

    /// <summary>What they paid, in minor units.</summary>
    public long Amount { get; }
}
