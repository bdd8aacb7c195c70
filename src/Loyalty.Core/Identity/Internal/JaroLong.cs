using System.Buffers;
using System.Runtime.CompilerServices;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Jaro's comparison of texts beyond 64 letters, letter by letter as it is defined.</summary>
internal static class JaroLong
{
    private const int OnStack = 1024;

    [SkipLocalsInit]
    public static double Compare(ReadOnlySpan<int> left, ReadOnlySpan<int> right, int bound)
    {
        int room = left.Length + right.Length;
        bool[]? rented = room > OnStack ? ArrayPool<bool>.Shared.Rent(room) : null;
        Span<bool> flags = rented is null ? stackalloc bool[OnStack] : rented;
        flags = flags[..room];
        flags.Clear();
        Span<bool> taken = flags[..left.Length];
        Span<bool> matched = flags[left.Length..];
        int common = 0;
        for (int j = 0; j < right.Length; j++)
        {
            int end = Math.Min(left.Length, j + bound + 1);
            for (int i = Math.Max(0, j - bound); i < end; i++)
            {
                if (!taken[i] && left[i] == right[j])
                {
                    taken[i] = matched[j] = true;
                    common++;
                    break;
                }
            }
        }

        int moved = 0;
        int next = 0;
        for (int j = 0; j < right.Length; j++)
        {
            if (matched[j])
            {
                next += taken[next..].IndexOf(true);
                moved += left[next++] == right[j] ? 0 : 1;
            }
        }

        if (rented is not null)
        {
            ArrayPool<bool>.Shared.Return(rented);
        }

        return JaroBits.Score(common, moved, left.Length, right.Length);
    }
}
