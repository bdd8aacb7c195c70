using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Lays sections one behind the other.</summary>
internal sealed class ImageWriter(int expected)
{
    private byte[] bytes = new byte[expected];

    private static ReadOnlySpan<byte> Zeros => new byte[64];

    public int Length { get; private set; }

    public Span<byte> Written => bytes.AsSpan(0, Length);

    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> added = MemoryMarshal.AsBytes(values);
        if (added.Length > bytes.Length - Length)
        {
            Array.Resize(ref bytes, checked((int)Math.Max(Math.Min(bytes.Length * 2L, Array.MaxLength), (long)Length + added.Length)));
        }

        added.CopyTo(bytes.AsSpan(Length));
        Length += added.Length;
    }

    /// <summary>Goes on at a place that every number may stand at.</summary>
    public int Align()
    {
        Add(Zeros[..(-Length & 63)]);
        return Length;
    }
}
