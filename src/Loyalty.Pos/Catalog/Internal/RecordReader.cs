using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Reads what a <see cref="RecordWriter"/> wrote.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;

    public int Position { get; private set; }

    public byte Byte() => Take(1)[0];

    public bool Flag() => Byte() != 0;

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public decimal Decimal() => new([Int(), Int(), Int(), Int()]);

    public string Text() => new(MemoryMarshal.Cast<byte, char>(Take(checked(Int() * sizeof(char)))));

    public string? OptionalText() => Flag() ? Text() : null;

    public long? OptionalLong() => Flag() ? Long() : null;

    public T[] Names<T>(Func<string, T> make)
    {
        T[] names = new T[Int()];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = make(Text());
        }

        return names;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = bytes.Slice(Position, count);
        Position += count;
        return taken;
    }
}
