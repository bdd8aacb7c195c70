namespace Loyalty.Pos;

/// <summary>A line of a priced receipt.</summary>
/// <param name="Article">What was sold.</param>
/// <param name="Amount">What it cost before any discount, in minor units.</param>
/// <param name="Discount">What was taken off, in minor units.</param>
public readonly record struct PricedLine(Article Article, long Amount, long Discount)
{
    /// <summary>What is paid, in minor units.</summary>
    public long Paid => Amount - Discount;
}
