using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Writes values one after another, little-endian; equal values give equal bytes.</summary>
internal sealed class RecordWriter
{
    // Dividing by one with every decimal there is takes the trailing zeros off.
    private const decimal One = 1.000000000000000000000000000000000m;
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Byte(byte value) => Take(1)[0] = value;

    public void Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void Decimal(decimal value)
    {
        Span<int> bits = stackalloc int[4];
        _ = decimal.GetBits(value / One, bits);
        foreach (int part in bits)
        {
            Int(part);
        }
    }

    public void Text(string text)
    {
        Int(text.Length);
        MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(Take(text.Length * sizeof(char)));
    }

    public void OptionalText(string? text)
    {
        Flag(text is not null);
        if (text is not null)
        {
            Text(text);
        }
    }

    public void OptionalLong(long? value)
    {
        Flag(value is not null);
        if (value is { } number)
        {
            Long(number);
        }
    }

    /// <summary>A set of names: each once, in their ordinal order.</summary>
    public void Names(IEnumerable<string> names)
    {
        SortedSet<string> set = new(names, StringComparer.Ordinal);
        Int(set.Count);
        foreach (string name in set)
        {
            Text(name);
        }
    }

    private Span<byte> Take(int count)
    {
        if (count > bytes.Length - Length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + count));
        }

        Span<byte> place = bytes.AsSpan(Length, count);
        Length += count;
        return place;
    }
}
