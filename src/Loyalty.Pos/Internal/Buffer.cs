using System.Runtime.CompilerServices;

namespace Loyalty.Pos.Internal;

/// <summary>An array that grows and is never given back: what makes pricing free of allocation once it is warm.</summary>
internal sealed class Buffer<T>
{
    private const int First = 16;

    private T[] items = [];

    public int Count { get; private set; }

    public ref T this[int index] => ref items[index];

    public Span<T> Span => items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>Forgets what stands behind; the memory stays.</summary>
    public void Truncate(int count) => Count = count;

    public ref T Add(T item)
    {
        if (Count == items.Length)
        {
            Grow();
        }

        ref T place = ref items[Count++];
        place = item;
        return ref place;
    }

    /// <summary>Adds places that the caller fills.</summary>
    public Span<T> Extend(int count)
    {
        int first = Count;
        Resize(first + count);
        return items.AsSpan(first, count);
    }

    public void Resize(int count)
    {
        if (count > items.Length)
        {
            Array.Resize(ref items, Math.Max(Math.Max(First, count), items.Length * 2));
        }

        Count = count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow() => Array.Resize(ref items, Math.Max(First, Count * 2));
}
