using System.Globalization;

namespace Loyalty.Segmentation.Rfm;

/// <summary>Three scores, each from 1 (worst) to the number of bins (best).</summary>
/// <remarks>Equal when all three are. The <c>default</c>, three zeros, is the score of a guest without visits: none. Three bytes, immutable.</remarks>
/// <param name="R">Recency: high for a guest who was here lately.</param>
/// <param name="F">Frequency: high for a guest who comes often.</param>
/// <param name="M">Monetary: high for a guest who spends much.</param>
public readonly record struct RfmScore(byte R, byte F, byte M)
{
    /// <summary>Whether there is no score, because there are no visits.</summary>
    public bool IsNone => R == 0;

    /// <summary>Returns <c>5-4-5</c>, or <c>none</c>.</summary>
    public override string ToString() => IsNone ? "none" : string.Create(CultureInfo.InvariantCulture, $"{R}-{F}-{M}");
}
