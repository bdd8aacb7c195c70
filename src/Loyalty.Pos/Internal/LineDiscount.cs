using System.Runtime.CompilerServices;

namespace Loyalty.Pos.Internal;

/// <summary>The offer that gives most, and what it gives; of equal ones the smaller id.</summary>
internal struct LineDiscount
{
    public long Discount;

    /// <summary>The offer's place by id; the greatest number where there is none.</summary>
    public int Offer;

    /// <summary>How many units the line has.</summary>
    public int Units;

    public static LineDiscount None => new() { Offer = int.MaxValue };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consider(int offer, long discount)
    {
        if (discount > Discount || (discount == Discount && discount > 0 && offer < Offer))
        {
            Discount = discount;
            Offer = offer;
        }
    }
}
