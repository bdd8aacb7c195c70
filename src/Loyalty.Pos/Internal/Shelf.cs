using System.Runtime.InteropServices;

namespace Loyalty.Pos.Internal;

/// <summary>Where the automatic offers that are filed under a selector begin; they end where the next selector's begin.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Shelf
{
    /// <summary>Among the ladders.</summary>
    public int FirstLadder;

    /// <summary>Among those that stand on no ladder.</summary>
    public int FirstOffer;
}
