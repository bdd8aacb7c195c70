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

    /// <summary>Takes the offer if it gives more, or as much and has the smaller id. Who gives more is nothing that a processor could foresee, so nothing branches on it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Consider(int offer, long discount)
    {
        long less = Discount - discount;
        if ((less == 0) & (discount > 0))
        {
            Offer = Math.Min(Offer, offer);
            return;
        }

        long more = less >> 63;
        Discount -= less & more;
        Offer ^= (Offer ^ offer) & (int)more;
    }
}
