using System.Runtime.CompilerServices;

namespace Loyalty.Pos.Internal;

/// <summary>Divides by one number again and again, by way of its reciprocal and without branches.</summary>
/// <remarks>Exact for products from 0 to 2^62 and quotients below 2^51.</remarks>
internal readonly struct Reciprocal(long whole)
{
    private readonly double each = 1.0 / whole;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Divide(long product, out long remainder)
    {
        // The quotient by way of the reciprocal is off by one at most.
        long share = (long)(product * each);
        remainder = product - (share * whole);
        long low = remainder >> 63;
        share += low;
        remainder += low & whole;
        long high = (whole - 1 - remainder) >> 63;
        remainder -= high & whole;
        return share - high;
    }
}
