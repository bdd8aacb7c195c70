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

    /// <summary>Says that a value will soon be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref readonly T place)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in place)));
        }
    }

    /// <summary>Says that the first cache lines of an object will soon be read. Where the object is must be known already.</summary>
    /// <remarks>The collector may move it meanwhile; then the wrong place is asked for, and nothing else happens.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void PrefetchObject(object item, int cacheLines)
    {
        if (Sse.IsSupported)
        {
            byte* from = *(byte**)Unsafe.AsPointer(ref item);
            for (int line = 0; line < cacheLines; line++)
            {
                Sse.Prefetch0(from + (line * CacheLine));
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
