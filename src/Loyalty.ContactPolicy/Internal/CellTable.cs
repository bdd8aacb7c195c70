namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a count needs to know of each cell by its number: which rules count it, and its partner. Replaced, never shrunk, as cells are met.</summary>
internal sealed class CellTable(int words, int capacity)
{
    private readonly Line[] lines = new Line[capacity];
    private readonly ulong[] further = new ulong[(words - 1) * capacity];
    private int[]?[]? several;

    public int Capacity => lines.Length;

    /// <summary>A line for each cell, with the first 64 rules that count it.</summary>
    public ReadOnlySpan<Line> Lines => lines;

    /// <summary>For each cell, which of a further 64 rules count it; empty for the first 64, which stand in <see cref="Lines"/>.</summary>
    public ReadOnlySpan<ulong> Further(int word) => word == 0 ? [] : further.AsSpan((word - 1) * Capacity, Capacity);

    public CellTable Grown()
    {
        CellTable grown = new(words, Math.Min(Capacity * 2, Matrix.ContactMatrix.MaxCells));
        lines.CopyTo(grown.lines, 0);
        if (several is not null)
        {
            grown.several = new int[grown.Capacity][];
            several.CopyTo(grown.several, 0);
        }

        for (int word = 1; word < words; word++)
        {
            Further(word).CopyTo(grown.further.AsSpan((word - 1) * grown.Capacity));
        }

        return grown;
    }

    public void Set(int cell, int[] partners, IEnumerable<CompiledRule> counting)
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

        if (partners.Length > 1)
        {
            several ??= new int[Capacity][];
            several[cell] = partners;
        }

        lines[cell] = new Line(first, partners.Length > 1 ? Line.Several : partners[0]);
    }

    public bool Counts(CompiledRule rule, int cell, int askingPartner)
    {
        Line line = lines[cell];
        ulong mask = rule.Bit < 64 ? line.Mask : further[(((rule.Bit >> 6) - 1) * Capacity) + cell];
        return ((mask >> (rule.Bit & 63)) & 1) != 0 && (!rule.IsEach || line.Partner == askingPartner || (line.Partner == Line.Several && IsOf(cell, askingPartner)));
    }

    /// <summary>Whether a partner is one of the several of a cell.</summary>
    public bool IsOf(int cell, int partner) => Array.IndexOf(several![cell]!, partner) >= 0;

    /// <summary>The first 64 rules that count a cell, and its partner.</summary>
    internal readonly record struct Line(ulong Mask, int Partner)
    {
        /// <summary>Stands for the partner where there are several.</summary>
        public const int Several = -1;
    }
}
