using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Blocks of contacts, one for each guest, cut from shared chunks; a block given back serves the next guest of its size.</summary>
internal sealed class ContactPool
{
    private const int ChunkBits = 9;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly Stack<int>?[] free = new Stack<int>?[ChunkSize + 1];
    private readonly Stack<int> emptyChunks = new();
    private PackedContact[][] chunks = [];
    private int chunkCount;
    private int current;
    private int used = ChunkSize;

    /// <summary>The next larger capacity: by two up to 16, then by a quarter. Guests differ little, and slack is paid by all.</summary>
    public static int Larger(int capacity) => capacity < 16 ? capacity + 2 : capacity + (((capacity / 4) + 1) & ~1);

    /// <summary>A block's first contacts. Blocks lie in their chunk whole, so its length, which stands far from them, is not looked at.</summary>
    public Span<PackedContact> Of(int block, int length) => MemoryMarshal.CreateSpan(ref First(chunks[block >> ChunkBits], block), length);

    /// <summary>Asks for the newest contacts of a block before they are needed. Harmless where another thread has moved the block meanwhile.</summary>
    public unsafe void Prefetch(int block, int length)
    {
        PackedContact[][] known = chunks;
        if (!Sse.IsSupported || (uint)(block >> ChunkBits) >= (uint)known.Length || known[block >> ChunkBits] is not { } chunk)
        {
            return;
        }

        byte* end = (byte*)Unsafe.AsPointer(ref First(chunk, block)) + (length * sizeof(PackedContact));
        Sse.Prefetch0(end - 1);
        Sse.Prefetch0(end - 65);
    }

    public int Rent(int capacity)
    {
        if (capacity > ChunkSize)
        {
            return AddChunk(capacity) << ChunkBits;
        }

        if (free[capacity] is { } blocks && blocks.TryPop(out int returned))
        {
            return returned;
        }

        if (used + capacity > ChunkSize)
        {
            int rest = (ChunkSize - used) & ~1;
            if (rest > 0)
            {
                Free(rest).Push((current << ChunkBits) | used);
            }

            current = AddChunk(ChunkSize);
            used = 0;
        }

        int block = (current << ChunkBits) | used;
        used += capacity;
        return block;
    }

    public void Return(int block, int capacity)
    {
        if (capacity > ChunkSize)
        {
            chunks[block >> ChunkBits] = [];
            emptyChunks.Push(block >> ChunkBits);
            return;
        }

        Of(block, capacity).Clear();
        Free(capacity).Push(block);
    }

    private static ref PackedContact First(PackedContact[] chunk, int block) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(chunk), block & (ChunkSize - 1));

    private Stack<int> Free(int capacity) => free[capacity] ??= new();

    private int AddChunk(int size)
    {
        if (emptyChunks.TryPop(out int empty))
        {
            chunks[empty] = new PackedContact[size];
            return empty;
        }

        if (chunkCount == chunks.Length)
        {
            Array.Resize(ref chunks, Math.Max(4, chunkCount * 2));
        }

        chunks[chunkCount] = new PackedContact[size];
        return chunkCount++;
    }
}
