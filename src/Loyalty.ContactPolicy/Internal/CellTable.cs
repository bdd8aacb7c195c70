namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a count needs to know of each cell by its number: which rules count it, and its partner. Replaced, never shrunk, as cells are met.</summary>
internal sealed class CellTable(int words, int capacity)
{
    private readonly ulong[] masks = new ulong[words * capacity];
    private readonly int[] partners = new int[capacity];

    public int Capacity => partners.Length;

    public CellTable Grown()
    {
        CellTable grown = new(words, Math.Min(Capacity * 2, Matrix.ContactMatrix.MaxCells));
        masks.CopyTo(grown.masks, 0);
        partners.CopyTo(grown.partners, 0);
        return grown;
    }

    public void Set(int cell, int partner, IEnumerable<CompiledRule> counting)
    {
        partners[cell] = partner;
        foreach (CompiledRule rule in counting)
        {
            masks[(cell * words) + (rule.Bit >> 6)] |= 1UL << (rule.Bit & 63);
        }
    }

    /// <summary>The rules that count a cell, where the whole matrix has no more than 64 that count.</summary>
    public ulong Mask(int cell) => masks[cell];

    public int Partner(int cell) => partners[cell];

    public bool Counts(CompiledRule rule, int cell, int askingPartner) =>
        ((masks[(cell * words) + (rule.Bit >> 6)] >> (rule.Bit & 63)) & 1) != 0 && (!rule.IsEach || partners[cell] == askingPartner);
}
