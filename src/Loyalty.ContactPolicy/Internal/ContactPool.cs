using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Blocks of contacts, one for each guest, cut from shared chunks; a block given back serves the next guest of its size.</summary>
internal sealed class ContactPool
{
    private const int ChunkBits = 9;
    private const int ChunkSize = 1 << ChunkBits;
    private const int Line = 64;

    private readonly Stack<int>?[] free = new Stack<int>?[ChunkSize + 1];
    private readonly Stack<int> emptyChunks = new();
    private PackedContact[][] chunks = [];
    private nint[] starts = [];
    private int chunkCount;
    private int current;
    private int used = ChunkSize;

    /// <summary>The next larger capacity: by two up to 16, then by a quarter. Guests differ little, and slack is paid by all.</summary>
    public static int Larger(int capacity) => capacity < 16 ? capacity + 2 : capacity + (((capacity / 4) + 1) & ~1);

    /// <summary>A block's first contacts. Blocks lie in their chunk whole, and chunks do not move, so that nothing of a chunk is looked at but the block.</summary>
    public unsafe Span<PackedContact> Of(int block, int length)
    {
        Span<PackedContact> contacts = new((PackedContact*)starts[block >> ChunkBits] + (block & (ChunkSize - 1)), length);

        // The span holds its chunk; until there is one, only the pool does.
        GC.KeepAlive(this);
        return contacts;
    }

    /// <summary>Asks for the newest contacts of a block, up to 13 of them, before they are needed. Harmless where another thread has moved the block meanwhile.</summary>
    public unsafe void Prefetch(int block, int length)
    {
        nint[] known = starts;
        if (!Sse.IsSupported || (uint)(block >> ChunkBits) >= (uint)known.Length)
        {
            return;
        }

        // The newest line, and two before it; where the block begins later than these, its first line once more.
        byte* begin = (byte*)((PackedContact*)known[block >> ChunkBits] + (block & (ChunkSize - 1)));
        int last = (length * sizeof(PackedContact)) - 1;
        Sse.Prefetch0(begin + last);
        Sse.Prefetch0(begin + NotBelowZero(last - Line));
        Sse.Prefetch0(begin + NotBelowZero(last - (2 * Line)));
    }

    // Without a branch, which would be guessed wrong for every other guest.
    private static int NotBelowZero(int value) => value & ~(value >> 31);

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
            starts[block >> ChunkBits] = 0;
            emptyChunks.Push(block >> ChunkBits);
            return;
        }

        Of(block, capacity).Clear();
        Free(capacity).Push(block);
    }

    private Stack<int> Free(int capacity) => free[capacity] ??= new();

    private unsafe int AddChunk(int size)
    {
        // Pinned, so that a block is reached without its chunk, whose head stands on a line and page of its own.
        PackedContact[] made = GC.AllocateArray<PackedContact>(size, pinned: true);
        if (chunkCount == chunks.Length)
        {
            Array.Resize(ref chunks, Math.Max(4, chunkCount * 2));
            Array.Resize(ref starts, chunks.Length);
        }

        if (!emptyChunks.TryPop(out int chunk))
        {
            chunk = chunkCount++;
        }

        chunks[chunk] = made;
        starts[chunk] = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(made));
        return chunk;
    }
}
