using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>What is filed under a selector: the automatic offers that it finds.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Shelf
{
    /// <summary>Where its ladders begin, or −1.</summary>
    public int Ladder;

    /// <summary>Where those begin that stand on no ladder, and how many there are.</summary>
    public int FirstOffer;
    public int Offers;
}
