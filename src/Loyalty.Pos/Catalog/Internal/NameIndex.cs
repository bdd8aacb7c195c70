using System.Globalization;
using System.Runtime.InteropServices;
using Loyalty.Core;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Names, each with its numbers, found by an open hash table that lies in the catalogue's bytes as it is.</summary>
/// <remarks>A place of the table says where a name stands: its length, how many numbers it has, these, then its characters.</remarks>
internal readonly struct NameIndex
{
    private readonly CatalogueBytes bytes;
    private readonly long table;
    private readonly long names;
    private readonly int mask;

    /// <summary>Opens an index at its place.</summary>
    /// <exception cref="InvalidDataException">It does not fit the file, or a number lies outside its range.</exception>
    public NameIndex(CatalogueBytes bytes, long place, int numbers, string what)
    {
        this.bytes = bytes;
        ReadOnlySpan<int> head = bytes.Section<int>(place, 2, what);
        mask = head[0] - 1;
        table = place + (2 * sizeof(int));
        names = table + ((long)head[0] * sizeof(int));
        ReadOnlySpan<int> content = bytes.Section<int>(names, head[1], what);
        if (head[0] < 1 || (head[0] & mask) != 0)
        {
            throw Altered(what, head[0]);
        }

        bool isFull = true;
        foreach (int slot in bytes.Section<int>(table, head[0], what))
        {
            isFull &= slot != 0;
            if (slot != 0)
            {
                Check(content, slot, numbers, what);
            }
        }

        if (isFull)
        {
            throw Altered(what, head[0]);
        }
    }

    /// <summary>A name's numbers; none for a name that is not there.</summary>
    public ReadOnlySpan<int> Of(string name) => At(Find(name, Hash(name)));

    /// <summary>Where a name stands whose hash is known; 0 for a name that is not there.</summary>
    public int Find(string name, int hash)
    {
        ReadOnlySpan<int> slots = bytes.Trusted<int>(table, mask + 1);
        for (int place = hash & mask; slots[place] != 0; place = (place + 1) & mask)
        {
            long entry = EntryAt(slots[place]);
            ReadOnlySpan<int> head = bytes.Trusted<int>(entry, 2);
            if (head[0] == name.Length && bytes.Trusted<char>(entry + ((2L + head[1]) * sizeof(int)), head[0]).SequenceEqual(name))
            {
                return slots[place];
            }
        }

        return 0;
    }

    /// <summary>The numbers of the name that stands somewhere, as <see cref="Find"/> said.</summary>
    public ReadOnlySpan<int> At(int found)
    {
        if (found == 0)
        {
            return default;
        }

        long entry = EntryAt(found);
        return bytes.Trusted<int>(entry + (2 * sizeof(int)), bytes.Trusted<int>(entry, 2)[1]);
    }

    /// <summary>Says that the numbers at a place will soon be read.</summary>
    public void PrefetchAt(int found)
    {
        bytes.Prefetch(EntryAt(found));
        bytes.Prefetch(EntryAt(found) + CatalogueBytes.CacheLine);
    }

    /// <summary>Says that the name of a hash will soon be looked up.</summary>
    public void Prefetch(int hash)
    {
        int slot = bytes.Trusted<int>(table, mask + 1)[hash & mask];
        PrefetchAt(slot);
        bytes.Prefetch(EntryAt(slot) + (CatalogueBytes.CacheLine * 3 / 2));
    }

    public static int Hash(string name) => (int)StableHash.XxHash64(MemoryMarshal.AsBytes(name.AsSpan()));

    private long EntryAt(int found) => names + ((found - 1L) * sizeof(int));

    private static void Check(ReadOnlySpan<int> content, int slot, int numbers, string what)
    {
        int entry = slot - 1;
        if (entry < 0 || entry > content.Length - 2 || content[entry] < 0 || content[entry + 1] < 0
            || 2L + content[entry + 1] + ((content[entry] + 1L) / 2) > content.Length - entry)
        {
            throw Altered(what, slot);
        }

        foreach (int number in content.Slice(entry + 2, content[entry + 1]))
        {
            if ((uint)number >= (uint)numbers)
            {
                throw Altered(what, number);
            }
        }
    }

    private static InvalidDataException Altered(string what, int value) => new(string.Create(
        CultureInfo.InvariantCulture, $"The catalogue's {what} hold {value}, which points outside of them: the catalogue was altered. Write it again."));
}
