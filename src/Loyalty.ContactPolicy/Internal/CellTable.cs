namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a count needs to know of each cell by its number: which rules count it, and its partner. Replaced, never shrunk, as cells are met.</summary>
internal sealed class CellTable(int words, int capacity)
{
    private readonly Line[] lines = new Line[capacity];
    private readonly ulong[] further = new ulong[(words - 1) * capacity];

    public int Capacity => lines.Length;

    /// <summary>A line for each cell; its mask is whole where the matrix has at most 64 rules that count.</summary>
    public ReadOnlySpan<Line> Lines => lines;

    public CellTable Grown()
    {
        CellTable grown = new(words, Math.Min(Capacity * 2, Matrix.ContactMatrix.MaxCells));
        lines.CopyTo(grown.lines, 0);
        further.CopyTo(grown.further, 0);
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
                further[(cell * (words - 1)) + (rule.Bit >> 6) - 1] |= bit;
            }
        }

        lines[cell] = new Line(first, partner);
    }

    public bool Counts(CompiledRule rule, int cell, int askingPartner)
    {
        Line line = lines[cell];
        ulong mask = rule.Bit < 64 ? line.Mask : further[(cell * (words - 1)) + (rule.Bit >> 6) - 1];
        return ((mask >> (rule.Bit & 63)) & 1) != 0 && (!rule.IsEach || line.Partner == askingPartner);
    }

    /// <summary>The first 64 rules that count a cell, and its partner.</summary>
    internal readonly record struct Line(ulong Mask, int Partner);
}
