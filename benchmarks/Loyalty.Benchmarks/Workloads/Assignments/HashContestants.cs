using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Loyalty.Core;
using Loyalty.Offers.Experiments;

namespace Loyalty.Benchmarks.Workloads.Assignments;

/// <summary>Everybody who assigns by a hash: ours by text and by number, MurmurHash3 of each pair, and one mix of each pair.</summary>
internal sealed class HashContestants(Lazy<AssignmentData> data)
{
    private readonly long[] counts = new long[AssignmentData.Variants];
    private Experiment[] experiments = [];
    private byte[][] prefixes = [];
    private ulong[] seeds = [];

    public void Build()
    {
        experiments = [.. data.Value.Salts.Select(s => new Experiment(s, 1m / AssignmentData.Variants, AssignmentData.Variants - 1))];
        prefixes = [.. data.Value.Salts.Select(s => Encoding.UTF8.GetBytes(s + ":"))];
        seeds = [.. data.Value.Salts.Select(s => StableHash.XxHash64(s))];
    }

    public void Reset() => Array.Clear(counts);

    public string Check(string name) => AssignmentData.Check(name, counts);

    public void Ours(long operations)
    {
        string[] names = data.Value.Names;
        for (long left = operations, guest = 0; left > 0; guest = guest + 1 == AssignmentData.Guests ? 0 : guest + 1)
        {
            GuestKey key = GuestKey.Of(names[guest]);
            for (int e = 0; e < experiments.Length && left > 0; e++, left--)
            {
                counts[experiments[e].GroupOf(key)]++;
            }
        }
    }

    public void OursByNumber(long operations)
    {
        for (long left = operations, guest = 0; left > 0; guest = guest + 1 == AssignmentData.Guests ? 0 : guest + 1)
        {
            GuestKey key = GuestKey.Of(guest);
            for (int e = 0; e < experiments.Length && left > 0; e++, left--)
            {
                counts[experiments[e].GroupOf(key)]++;
            }
        }
    }

    public void Mix(long operations)
    {
        for (long left = operations, guest = 0; left > 0; guest = guest + 1 == AssignmentData.Guests ? 0 : guest + 1)
        {
            for (int e = 0; e < seeds.Length && left > 0; e++, left--)
            {
                counts[(int)(SplitMix64.Mix((ulong)guest ^ seeds[e]) >> 62)]++;
            }
        }
    }

    public void Murmur3(long operations)
    {
        Span<byte> buffer = stackalloc byte[64];
        string[] names = data.Value.Names;
        for (long left = operations, guest = 0; left > 0; guest = guest + 1 == AssignmentData.Guests ? 0 : guest + 1)
        {
            for (int e = 0; e < prefixes.Length && left > 0; e++, left--)
            {
                prefixes[e].CopyTo(buffer);
                int length = prefixes[e].Length + Encoding.UTF8.GetBytes(names[guest], buffer[prefixes[e].Length..]);
                counts[Murmur3(buffer[..length]) >> 30]++;
            }
        }
    }

    /// <summary>MurmurHash3 x86 32 (Austin Appleby), seed 0.</summary>
    private static uint Murmur3(ReadOnlySpan<byte> bytes)
    {
        uint hash = 0;
        uint length = (uint)bytes.Length;
        for (; bytes.Length >= 4; bytes = bytes[4..])
        {
            hash ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(bytes) * 0xCC9E2D51, 15) * 0x1B873593;
            hash = (BitOperations.RotateLeft(hash, 13) * 5) + 0xE6546B64;
        }

        uint tail = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | bytes[i];
        }

        hash ^= BitOperations.RotateLeft(tail * 0xCC9E2D51, 15) * 0x1B873593;
        hash ^= length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
