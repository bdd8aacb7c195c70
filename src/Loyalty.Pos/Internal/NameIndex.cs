using System.Runtime.InteropServices;
using Loyalty.Core;

namespace Loyalty.Pos.Internal;

/// <summary>Names, each with its numbers, found by an open hash table that lies in the catalogue's bytes as it is.</summary>
internal readonly struct NameIndex
{
    private readonly CatalogueBytes bytes;
    private readonly long slots;
    private readonly long entries;
    private readonly long numbers;
    private readonly long names;
    private readonly int mask;
    private readonly int entryCount;
    private readonly int numberCount;
    private readonly int nameLength;

    /// <summary>Opens an index at its place.</summary>
    /// <exception cref="InvalidDataException">It does not fit the file.</exception>
    public NameIndex(CatalogueBytes bytes, long place, string what)
    {
        this.bytes = bytes;
        ReadOnlySpan<int> head = bytes.Section<int>(place, 4, what);
        (mask, entryCount, numberCount, nameLength) = (head[0] - 1, head[1], head[2], head[3]);
        slots = place + 16;
        entries = slots + ((long)head[0] * sizeof(int));
        numbers = entries + ((long)entryCount * Entry.Size);
        names = numbers + ((long)numberCount * sizeof(int));
        if (head[0] <= entryCount || (head[0] & mask) != 0)
        {
            throw new InvalidDataException($"The catalogue's {what} at byte {place} have a table of {head[0]} places for {entryCount} names. Write the file again.");
        }

        _ = bytes.Section<char>(names, nameLength, what);
        foreach (int slot in Slots)
        {
            if (slot < 0 || slot > entryCount)
            {
                throw new InvalidDataException($"The catalogue's {what} at byte {place} point to name {slot} of {entryCount}. Write the file again.");
            }
        }

        foreach (ref readonly Entry entry in Entries)
        {
            if (!entry.Fits(numberCount, nameLength))
            {
                throw new InvalidDataException($"The catalogue's {what} at byte {place} hold a name that lies outside them. Write the file again.");
            }
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Entry
    {
        public const int Size = 16;
        public int Name;
        public int Length;
        public int First;
        public int Count;

        public readonly bool Fits(int numbers, int characters) => (Name | Length | First | Count) >= 0
            && (long)Name + Length <= characters && (long)First + Count <= numbers;
    }

    /// <summary>Every number that stands behind a name.</summary>
    public ReadOnlySpan<int> Numbers => bytes.Trusted<int>(numbers, numberCount);

    private ReadOnlySpan<int> Slots => bytes.Trusted<int>(slots, mask + 1);

    private ReadOnlySpan<Entry> Entries => bytes.Trusted<Entry>(entries, entryCount);

    /// <summary>A name's numbers; none for a name that is not there.</summary>
    public ReadOnlySpan<int> Of(string name)
    {
        if (entryCount == 0)
        {
            return default;
        }

        ReadOnlySpan<int> table = Slots;
        for (int place = Hash(name) & mask; table[place] != 0; place = (place + 1) & mask)
        {
            ref readonly Entry entry = ref Entries[table[place] - 1];
            if (entry.Length == name.Length && bytes.Trusted<char>(names + ((long)entry.Name * sizeof(char)), entry.Length).SequenceEqual(name))
            {
                return bytes.Trusted<int>(numbers + ((long)entry.First * sizeof(int)), entry.Count);
            }
        }

        return default;
    }

    public static int Hash(string name) => (int)StableHash.XxHash64(MemoryMarshal.AsBytes(name.AsSpan()));
}
