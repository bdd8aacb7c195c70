using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.Pos.Internal;

/// <summary>Asks the memory for what will soon be read, so that it is waited for once and not once a piece.</summary>
internal static class Memory
{
    private const int CacheLine = 64;

    /// <summary>Says that all of it will soon be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ReadOnlySpan<BasketLine> lines)
    {
        if (Sse.IsSupported)
        {
            // The collector may move the lines meanwhile; then the wrong ones are asked for, and nothing else happens.
            byte* from = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(lines));
            for (int offset = 0; offset < lines.Length * Unsafe.SizeOf<BasketLine>(); offset += CacheLine)
            {
                Sse.Prefetch0(from + offset);
            }
        }
    }

    /// <summary>Says that a text will soon be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(string text)
    {
        if (Sse.IsSupported)
        {
            byte* from = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in text.GetPinnableReference()));
            Sse.Prefetch0(from - sizeof(int));
            Sse.Prefetch0(from + (CacheLine / 2));
        }
    }
}
