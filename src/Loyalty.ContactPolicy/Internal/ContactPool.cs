namespace Loyalty.ContactPolicy.Internal;

/// <summary>Blocks of contacts, one for each guest, cut from shared chunks; a block given back serves the next guest of its size.</summary>
internal sealed class ContactPool
{
    private const int ChunkBits = 9;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly Dictionary<int, Stack<int>> free = [];
    private readonly Stack<int> emptyChunks = new();
    private PackedContact[][] chunks = [];
    private int chunkCount;
    private int current;
    private int used = ChunkSize;

    /// <summary>The next larger capacity: by two up to 16, then by a quarter. Guests differ little, and slack is paid by all.</summary>
    public static int Larger(int capacity) => capacity < 16 ? capacity + 2 : capacity + (((capacity / 4) + 1) & ~1);

    public Span<PackedContact> Of(int block, int length) => chunks[block >> ChunkBits].AsSpan(block & (ChunkSize - 1), length);

    public int Rent(int capacity)
    {
        if (capacity > ChunkSize)
        {
            return AddChunk(capacity) << ChunkBits;
        }

        if (free.TryGetValue(capacity, out Stack<int>? blocks) && blocks.TryPop(out int returned))
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

    private Stack<int> Free(int capacity)
    {
        if (!free.TryGetValue(capacity, out Stack<int>? blocks))
        {
            free.Add(capacity, blocks = new());
        }

        return blocks;
    }

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
