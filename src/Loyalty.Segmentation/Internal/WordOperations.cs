using System.Numerics;

namespace Loyalty.Segmentation.Internal;

/// <summary>What becomes of two words of bits.</summary>
internal interface IWordOperation
{
    static abstract ulong Of(ulong left, ulong right);

    static abstract Vector<ulong> Of(Vector<ulong> left, Vector<ulong> right);
}

/// <summary>Bits in both.</summary>
internal readonly struct BothBits : IWordOperation
{
    public static ulong Of(ulong left, ulong right) => left & right;

    public static Vector<ulong> Of(Vector<ulong> left, Vector<ulong> right) => left & right;
}

/// <summary>Bits in either.</summary>
internal readonly struct EitherBits : IWordOperation
{
    public static ulong Of(ulong left, ulong right) => left | right;

    public static Vector<ulong> Of(Vector<ulong> left, Vector<ulong> right) => left | right;
}

/// <summary>Bits in the left alone.</summary>
internal readonly struct LeftBits : IWordOperation
{
    public static ulong Of(ulong left, ulong right) => left & ~right;

    public static Vector<ulong> Of(Vector<ulong> left, Vector<ulong> right) => Vector.AndNot(left, right);
}

/// <summary>Bits in exactly one.</summary>
internal readonly struct OneSidedBits : IWordOperation
{
    public static ulong Of(ulong left, ulong right) => left ^ right;

    public static Vector<ulong> Of(Vector<ulong> left, Vector<ulong> right) => left ^ right;
}

/// <summary>Words of bits, a vector at a time.</summary>
internal static class WordOperations
{
    /// <summary>Combines word by word; all three are of one length.</summary>
    public static void Combine<T>(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> result)
        where T : IWordOperation
    {
        int i = 0;
        for (; i <= result.Length - Vector<ulong>.Count; i += Vector<ulong>.Count)
        {
            T.Of(new Vector<ulong>(left[i..]), new Vector<ulong>(right[i..])).CopyTo(result[i..]);
        }

        for (; i < result.Length; i++)
        {
            result[i] = T.Of(left[i], right[i]);
        }
    }

    /// <summary>How many bits are set.</summary>
    public static int Count(ReadOnlySpan<ulong> words)
    {
        int count = 0;
        foreach (ulong word in words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }
}
