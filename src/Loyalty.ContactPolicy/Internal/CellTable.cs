namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a count needs to know of each cell by its number: which rules count it, and its partner. Replaced, never shrunk, as cells are met.</summary>
internal sealed class CellTable(int words, int capacity)
{
    /// <summary>Stands for the partner where there are several.</summary>
    public const int Several = -1;

    private readonly ulong[] masks = new ulong[words * capacity];
    private readonly int[] partners = new int[capacity];
    private readonly SlidingLanes[] first = new SlidingLanes[capacity];
    private int[]?[]? several;

    public int Capacity => partners.Length;

    /// <summary>For each cell, which of 64 rules count it.</summary>
    public ReadOnlySpan<ulong> Masks(int word) => masks.AsSpan(word * Capacity, Capacity);

    /// <summary>The partner of each cell, or <see cref="Several"/>.</summary>
    public ReadOnlySpan<int> Partners => partners;

    /// <summary>The windows that a question of a cell is held to first, whoever the guest is, and whether they are all that it must obey; none where there are none.</summary>
    public ref readonly SlidingLanes First(int cell) => ref first[cell];

    public CellTable Grown()
    {
        CellTable grown = new(words, Math.Min(Capacity * 2, Matrix.ContactMatrix.MaxCells));
        partners.CopyTo(grown.partners, 0);
        first.CopyTo(grown.first, 0);
        if (several is not null)
        {
            grown.several = new int[grown.Capacity][];
            several.CopyTo(grown.several, 0);
        }

        for (int word = 0; word < words; word++)
        {
            Masks(word).CopyTo(grown.masks.AsSpan(word * grown.Capacity));
        }

        return grown;
    }

    /// <summary>Adds a cell with its partners and the rules that count it.</summary>
    public void Set(int cell, int[] codes, IEnumerable<CompiledRule> counting, in SlidingLanes obeyedFirst)
    {
        foreach (CompiledRule rule in counting)
        {
            masks[((rule.Bit >> 6) * Capacity) + cell] |= 1UL << (rule.Bit & 63);
        }

        if (codes.Length > 1)
        {
            several ??= new int[Capacity][];
            several[cell] = codes;
        }

        partners[cell] = codes.Length > 1 ? Several : codes[0];
        first[cell] = obeyedFirst;
    }

    public bool Counts(CompiledRule rule, int cell, int askingPartner) =>
        ((masks[((rule.Bit >> 6) * Capacity) + cell] >> (rule.Bit & 63)) & 1) != 0 && (!rule.IsEach || IsOf(cell, askingPartner));

    /// <summary>Whether a partner is the one, or one of the several, of a cell.</summary>
    public bool IsOf(int cell, int partner) =>
        partners[cell] == partner || (partners[cell] == Several && Array.IndexOf(several![cell]!, partner) >= 0);
}
