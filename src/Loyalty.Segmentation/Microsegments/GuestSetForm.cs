using System.Buffers.Binary;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>A set of guests as <see cref="SealedBytes"/>, little-endian: the number of guests (4), then a bit a guest in words of 8.</summary>
internal static class GuestSetForm
{
    private const string Mark = "LGS";
    private const byte Version = 1;
    private const int Header = 4;

    public static byte[] Write(GuestSet set)
    {
        ReadOnlySpan<ulong> words = set.Words;
        byte[] bytes = SealedBytes.Of(Mark, Version, Header + (words.Length * 8));
        Span<byte> content = bytes.AsSpan(SealedBytes.Before);
        BinaryPrimitives.WriteInt32LittleEndian(content, set.Guests);
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(content[(Header + (i * 8))..], words[i]);
        }

        return SealedBytes.Seal(bytes);
    }

    public static GuestSet Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> content = SealedBytes.Open(bytes, Mark, Version, "set of guests");
        int guests = content.Length < Header ? -1 : BinaryPrimitives.ReadInt32LittleEndian(content);
        if (guests < 0 || content.Length != Header + ((((long)guests + 63) / 64) * 8))
        {
            throw new FormatException($"The set of guests says {guests} guests, and {content.Length} bytes do not hold so many; it was not written by this library.");
        }

        ulong[] words = new ulong[GuestSet.WordsFor(guests)];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(content[(Header + (i * 8))..]);
        }

        return guests % 64 == 0 || words[^1] >> (guests % 64) == 0
            ? new GuestSet(guests, words)
            : throw new FormatException($"The set of guests holds somebody beyond its {guests} guests; it was not written by this library.");
    }
}
