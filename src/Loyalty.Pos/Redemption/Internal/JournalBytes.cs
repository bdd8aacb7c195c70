using System.Buffers.Binary;
using System.Text;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>Writes a journal's values, little-endian; texts as UTF-8 behind their length.</summary>
internal sealed class JournalBytes
{
    private readonly List<byte> bytes = [];

    public byte[] ToArray() => [.. bytes];

    public JournalBytes Byte(int value)
    {
        bytes.Add((byte)value);
        return this;
    }

    public JournalBytes Int(int value)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, value);
        bytes.AddRange(four);
        return this;
    }

    public JournalBytes Long(long value)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(eight, value);
        bytes.AddRange(eight);
        return this;
    }

    public JournalBytes Text(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        Int(text.Length);
        bytes.AddRange(text);
        return this;
    }

    /// <summary>Reads values in the order in which they were written.</summary>
    public ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public readonly bool IsAtEnd => rest.IsEmpty;

        public byte Byte() => Take(1)[0];

        public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

        public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

        public string Text() => Encoding.UTF8.GetString(Take(Int()));

        /// <summary>How many things follow, of which each takes at least a byte.</summary>
        public int Count()
        {
            int count = Int();
            return count >= 0 && count <= rest.Length ? count : throw new InvalidDataException($"it counts {count} things in {rest.Length} bytes");
        }

        private ReadOnlySpan<byte> Take(int length)
        {
            if (length < 0 || length > rest.Length)
            {
                throw new InvalidDataException($"it ends {length - (long)rest.Length} bytes early");
            }

            ReadOnlySpan<byte> taken = rest[..length];
            rest = rest[length..];
            return taken;
        }
    }
}
