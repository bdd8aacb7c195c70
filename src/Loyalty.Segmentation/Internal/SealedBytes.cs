using System.Buffers.Binary;
using Loyalty.Core;

namespace Loyalty.Segmentation.Internal;

/// <summary>A small state as bytes: a mark of three letters, a version (1), the content, and XXH64 of all before (8, little-endian).</summary>
internal static class SealedBytes
{
    public const int Before = 4;
    public const int After = 8;

    /// <summary>Bytes for a content of some length, with mark and version.</summary>
    public static byte[] Of(string mark, byte version, int content)
    {
        byte[] bytes = new byte[Before + content + After];
        for (int i = 0; i < mark.Length; i++)
        {
            bytes[i] = (byte)mark[i];
        }

        bytes[mark.Length] = version;
        return bytes;
    }

    /// <summary>Writes the checksum, once the content stands.</summary>
    public static byte[] Seal(byte[] bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - After), StableHash.XxHash64(bytes.AsSpan(0, bytes.Length - After)));
        return bytes;
    }

    /// <summary>The content.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="version">The version that is read.</param>
    /// <param name="what">What the bytes should be, for a message.</param>
    /// <exception cref="FormatException">They are something else, of another version, cut short or damaged.</exception>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> bytes, string mark, byte version, string what)
    {
        if (bytes.Length < Before || bytes[0] != mark[0] || bytes[1] != mark[1] || bytes[2] != mark[2])
        {
            throw new FormatException($"These {bytes.Length} bytes are no {what}: they do not begin with '{mark}'.");
        }

        if (bytes[3] != version)
        {
            throw new FormatException($"The {what} is of version {bytes[3]}; this library reads version {version}. Read it with the library that wrote it.");
        }

        return bytes.Length >= Before + After && BinaryPrimitives.ReadUInt64LittleEndian(bytes[^After..]) == StableHash.XxHash64(bytes[..^After])
            ? bytes[Before..^After]
            : throw new FormatException($"The {what} was cut short or damaged: its checksum is wrong. Take another copy, or make it again.");
    }
}
