using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Loyalty.Segmentation.Internal;

/// <summary>Rows of which the first begins at a cache line, so that a row of 16 bytes lies in one line, and one of 128 bytes in two.</summary>
/// <remarks>An array begins at any multiple of eight bytes. This one stays where it is, and has a line more than it needs to begin later in.</remarks>
/// <typeparam name="T">A row.</typeparam>
internal sealed class AlignedRows<T>
    where T : unmanaged
{
    private const int LineSize = 64;
    private Line[] lines = [];
    private nint start;

    public AlignedRows(int length) => Resize(length);

    public int Length { get; private set; }

    /// <summary>The memory held.</summary>
    public long Bytes => (long)lines.Length * LineSize;

    public Span<T> All => MemoryMarshal.CreateSpan(ref First, Length);

    public ref T this[int row] => ref All[row];

    private ref T First => ref Unsafe.AddByteOffset(ref Unsafe.As<Line, T>(ref MemoryMarshal.GetArrayDataReference(lines)), start);

    /// <summary>Changes the room; new rows are empty.</summary>
    public unsafe void Resize(int length)
    {
        if (length == 0)
        {
            (lines, start, Length) = ([], 0, 0);
            return;
        }

        Span<T> kept = All[..Math.Min(Length, length)];
        lines = GC.AllocateArray<Line>(checked((int)((((long)length * Unsafe.SizeOf<T>()) + LineSize - 1) / LineSize) + 1), pinned: true);
        start = -(nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(lines)) & (LineSize - 1);
        Length = length;
        kept.CopyTo(All);
    }

    [StructLayout(LayoutKind.Sequential, Size = LineSize)]
    private struct Line;
}
