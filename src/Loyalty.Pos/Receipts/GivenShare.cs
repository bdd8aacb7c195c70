namespace Loyalty.Pos.Receipts;

/// <summary>What one offer gave on one line of a stored receipt.</summary>
/// <param name="Line">The line's place in <see cref="TillReceipt.Lines"/>.</param>
/// <param name="Discount">What it took off, in minor units.</param>
/// <param name="Points">Its fixed points that lie on the line; a multiplier's stand in the line's <see cref="SoldLine.PointsMultiplier"/>.</param>
public readonly record struct GivenShare(int Line, long Discount, long Points);
