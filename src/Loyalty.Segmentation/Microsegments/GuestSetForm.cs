using System.Buffers.Binary;
using Loyalty.Core;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>A set of guests as bytes, little-endian: <c>LGS</c>, the version, the number of guests (4), a bit a guest in words of 8, XXH64 of all before (8).</summary>
internal static class GuestSetForm
{
    private const byte Version = 1;
    private const int Header = 8;
    private const int Checksum = 8;

    private static ReadOnlySpan<byte> Mark => "LGS"u8;

    public static byte[] Write(GuestSet set)
    {
        ReadOnlySpan<ulong> words = set.Words;
        byte[] bytes = new byte[Header + (words.Length * 8) + Checksum];
        Mark.CopyTo(bytes);
        bytes[3] = Version;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), set.Guests);
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Header + (i * 8)), words[i]);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - Checksum), StableHash.XxHash64(bytes.AsSpan(0, bytes.Length - Checksum)));
        return bytes;
    }

    public static GuestSet Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Header || !bytes.StartsWith(Mark))
        {
            throw new FormatException($"These {bytes.Length} bytes are no set of guests: they do not begin with 'LGS'.");
        }

        if (bytes[3] != Version)
        {
            throw new FormatException($"The set of guests is of version {bytes[3]}; this library reads version {Version}.");
        }

        int guests = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        long expected = Header + ((((long)guests + 63) / 64) * 8) + Checksum;
        if (guests < 0 || bytes.Length != expected)
        {
            throw new FormatException($"A set of {guests} guests has {expected} bytes, not {bytes.Length}; it was cut short, or something was appended.");
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[^Checksum..]) != StableHash.XxHash64(bytes[..^Checksum]))
        {
            throw new FormatException("The checksum of the set of guests is wrong; the bytes were damaged. Run the cascade again.");
        }

        ulong[] words = new ulong[GuestSet.WordsFor(guests)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(Header + (i * 8))..]);
        }

        return guests % 64 == 0 || words[^1] >> (guests % 64) == 0
            ? new GuestSet(guests, words)
            : throw new FormatException($"The set of guests holds somebody beyond its {guests} guests; it was not written by this library.");
    }
}
