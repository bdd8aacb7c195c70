using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Texts as code points.</summary>
internal static class Letters
{
    private const int OnStack = 512;

    public delegate TResult Compare<TResult>(ReadOnlySpan<int> left, ReadOnlySpan<int> right);

    public static bool AreAscii(ReadOnlySpan<char> text) => Ascii.IsValid(text);

    /// <summary>Whether each UTF-16 unit is a code point of its own.</summary>
    public static bool AreUnits(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return true;
        }

        foreach (char c in text)
        {
            if (char.IsSurrogate(c))
            {
                return false;
            }
        }

        return true;
    }

    public static int Count(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            count -= char.IsSurrogatePair(text[i - 1], text[i]) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Decodes both texts on the stack, or from the pool where they are long, and compares them.</summary>
    [SkipLocalsInit]
    public static TResult Decode<TResult>(ReadOnlySpan<char> left, ReadOnlySpan<char> right, Compare<TResult> compare)
    {
        int room = left.Length + right.Length;
        if (left.Length <= OnStack && right.Length <= OnStack)
        {
            Span<int> letters = stackalloc int[2 * OnStack];
            int middle = DecodeInto(left, letters);
            int end = middle + DecodeInto(right, letters[middle..]);
            return compare(letters[..middle], letters[middle..end]);
        }

        int[] rented = ArrayPool<int>.Shared.Rent(room);
        try
        {
            int middle = DecodeInto(left, rented);
            int end = middle + DecodeInto(right, rented.AsSpan(middle));
            return compare(rented.AsSpan(0, middle), rented.AsSpan(middle..end));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented, clearArray: true);
        }
    }

    private static int DecodeInto(ReadOnlySpan<char> text, Span<int> letters)
    {
        int count = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            letters[count++] = pair ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            i += pair ? 1 : 0;
        }

        return count;
    }
}
