using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Loyalty.Core;

/// <summary>XXH64: a fast hash whose value is the same in every process, on every machine and in other languages.</summary>
/// <remarks>Yann Collet, xxHash specification 0.1.1, 64-bit variant. Not for secrets: whoever chooses the input can choose the hash.</remarks>
public static class StableHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">Any bytes, none included.</param>
    /// <param name="seed">Any number; another seed gives another, independent hash.</param>
    public static ulong XxHash64(ReadOnlySpan<byte> data, ulong seed = 0)
    {
        ulong hash;
        ReadOnlySpan<byte> rest = data;
        if (data.Length >= 32)
        {
            ulong a = seed + Prime1 + Prime2;
            ulong b = seed + Prime2;
            ulong c = seed;
            ulong d = seed - Prime1;
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(data);
            int stripes = data.Length / 32;
            for (int i = 0; i < stripes * 4 && i + 3 < words.Length; i += 4)
            {
                a = Round(a, Little(words[i]));
                b = Round(b, Little(words[i + 1]));
                c = Round(c, Little(words[i + 2]));
                d = Round(d, Little(words[i + 3]));
            }

            rest = data[(stripes * 32)..];

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
        else
        {
            hash = seed + Prime5;
        }

        hash += (ulong)data.Length;
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1) + Prime4;
        }

        if (rest.Length >= 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1), 23) * Prime2) + Prime3;
            rest = rest[4..];
        }

        foreach (byte value in rest)
        {
            hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
        }

        hash = (hash ^ (hash >> 33)) * Prime2;
        hash = (hash ^ (hash >> 29)) * Prime3;
        return hash ^ (hash >> 32);
    }

    /// <summary>Hashes a text as UTF-8.</summary>
    /// <param name="text">Any text; unpaired surrogates count as U+FFFD.</param>
    /// <param name="seed">Any number.</param>
    /// <remarks>Does not allocate up to 170 characters.</remarks>
    public static ulong XxHash64(ReadOnlySpan<char> text, ulong seed = 0)
    {
        int max = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = max <= 516 ? stackalloc byte[516] : new byte[max];
        int length = Encoding.UTF8.GetBytes(text, buffer);
        return XxHash64(buffer[..length], seed);
    }

    private static ulong Little(ulong word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);

    private static ulong Round(ulong accumulator, ulong input) => BitOperations.RotateLeft(accumulator + (input * Prime2), 31) * Prime1;

    private static ulong Merge(ulong hash, ulong accumulator) => ((hash ^ Round(0, accumulator)) * Prime1) + Prime4;
}
