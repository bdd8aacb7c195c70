namespace Loyalty.Pos.Internal;

/// <summary>A line that was settled by itself: what was sold, and the offer that gives most on it.</summary>
internal struct SettledLine
{
    public Article Article;
    public long Amount;
    public LineDiscount Best;

    /// <summary>What is left before the percent of the basket.</summary>
    public readonly long Left => Amount - Best.Discount;
}
