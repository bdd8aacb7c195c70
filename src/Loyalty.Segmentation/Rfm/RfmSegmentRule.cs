namespace Loyalty.Segmentation.Rfm;

/// <summary>A named segment: ranges of the three scores on a scale of five, all inclusive.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Name">The segment's name; not empty.</param>
/// <param name="R">Recency scores, from and to, 1 to 5.</param>
/// <param name="F">Frequency scores, from and to, 1 to 5.</param>
/// <param name="M">Monetary scores, from and to, 1 to 5.</param>
public sealed record RfmSegmentRule(string Name, (int From, int To) R, (int From, int To) F, (int From, int To) M)
{
    /// <summary>Whether three scores on a scale of five are in all ranges.</summary>
    /// <param name="r">Recency.</param>
    /// <param name="f">Frequency.</param>
    /// <param name="m">Monetary.</param>
    public bool Holds(int r, int f, int m) => r >= R.From && r <= R.To && f >= F.From && f <= F.To && m >= M.From && m <= M.To;
}
