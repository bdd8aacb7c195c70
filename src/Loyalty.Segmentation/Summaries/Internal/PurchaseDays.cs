namespace Loyalty.Segmentation.Summaries.Internal;

/// <summary>A guest's purchase days, ascending, each once, out of two ascending lists that may share some.</summary>
internal readonly ref struct PurchaseDays(ReadOnlySpan<ushort> block, ReadOnlySpan<ushort> recent)
{
    private readonly ReadOnlySpan<ushort> block = block;
    private readonly ReadOnlySpan<ushort> recent = recent;

    public bool IsEmpty => block.IsEmpty && recent.IsEmpty;

    public int First => block.IsEmpty ? recent[0] : recent.IsEmpty ? block[0] : Math.Min(block[0], recent[0]);

    /// <summary>The last day; 0 without one.</summary>
    public int Last => Math.Max(block.IsEmpty ? 0 : block[^1], recent.IsEmpty ? 0 : recent[^1]);

    public int Count
    {
        get
        {
            int count = block.Length + recent.Length;
            foreach (ushort day in recent)
            {
                count -= block.BinarySearch(day) >= 0 ? 1 : 0;
            }

            return count;
        }
    }

    public Enumerator GetEnumerator() => new(block, recent);

    /// <summary>Goes through both lists at once.</summary>
    public ref struct Enumerator(ReadOnlySpan<ushort> block, ReadOnlySpan<ushort> recent)
    {
        private ReadOnlySpan<ushort> block = block;
        private ReadOnlySpan<ushort> recent = recent;

        public ushort Current { get; private set; }

        public bool MoveNext()
        {
            if (block.IsEmpty && recent.IsEmpty)
            {
                return false;
            }

            bool fromBlock = recent.IsEmpty || (!block.IsEmpty && block[0] <= recent[0]);
            bool fromRecent = block.IsEmpty || (!recent.IsEmpty && recent[0] <= block[0]);
            Current = fromBlock ? block[0] : recent[0];
            block = block[(fromBlock ? 1 : 0)..];
            recent = recent[(fromRecent ? 1 : 0)..];
            return true;
        }
    }
}
