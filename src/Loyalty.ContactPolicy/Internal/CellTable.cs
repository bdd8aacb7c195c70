namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a count needs to know of each cell by its number: which rules count it, and its partner. Replaced, never shrunk, as cells are met.</summary>
internal sealed class CellTable(int words, int capacity)
{
    private readonly Line[] lines = new Line[capacity];
    private readonly ulong[] further = new ulong[(words - 1) * capacity];

    public int Capacity => lines.Length;

    /// <summary>A line for each cell, with the first 64 rules that count it.</summary>
    public ReadOnlySpan<Line> Lines => lines;

    /// <summary>For each cell, which of a further 64 rules count it; empty for the first 64, which stand in <see cref="Lines"/>.</summary>
    public ReadOnlySpan<ulong> Further(int word) => word == 0 ? [] : further.AsSpan((word - 1) * Capacity, Capacity);

    public CellTable Grown()
    {
        CellTable grown = new(words, Math.Min(Capacity * 2, Matrix.ContactMatrix.MaxCells));
        lines.CopyTo(grown.lines, 0);
        for (int word = 1; word < words; word++)
        {
            Further(word).CopyTo(grown.further.AsSpan((word - 1) * grown.Capacity));
        }

        return grown;
    }

    public void Set(int cell, int partner, IEnumerable<CompiledRule> counting)
    {
        ulong first = 0;
        foreach (CompiledRule rule in counting)
        {
            ulong bit = 1UL << (rule.Bit & 63);
            if (rule.Bit < 64)
            {
                first |= bit;
            }
            else
            {
                further[(((rule.Bit >> 6) - 1) * Capacity) + cell] |= bit;
            }
        }

        lines[cell] = new Line(first, partner);
    }

    public bool Counts(CompiledRule rule, int cell, int askingPartner)
    {
        Line line = lines[cell];
        ulong mask = rule.Bit < 64 ? line.Mask : further[(((rule.Bit >> 6) - 1) * Capacity) + cell];
        return ((mask >> (rule.Bit & 63)) & 1) != 0 && (!rule.IsEach || line.Partner == askingPartner);
    }

    /// <summary>The first 64 rules that count a cell, and its partner.</summary>
    internal readonly record struct Line(ulong Mask, int Partner);
}
