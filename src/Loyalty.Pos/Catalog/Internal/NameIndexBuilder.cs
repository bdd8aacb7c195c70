using System.Numerics;
using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Collects names with their numbers, and lays them out for a <see cref="NameIndex"/>.</summary>
internal sealed class NameIndexBuilder
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private readonly List<List<int>> numbers = [];

    /// <summary>Adds numbers to a name; a number that was added last is not added again.</summary>
    public void Add(string name, params ReadOnlySpan<int> added)
    {
        if (!known.TryGetValue(name, out int entry))
        {
            entry = names.Count;
            known.Add(name, entry);
            names.Add(name);
            numbers.Add(new List<int>(added.Length));
        }

        List<int> own = numbers[entry];
        if (own.Count < added.Length || !CollectionsMarshal.AsSpan(own)[^added.Length..].SequenceEqual(added))
        {
            own.AddRange(added);
        }
    }

    private int[] ByName()
    {
        int[] order = [.. Enumerable.Range(0, names.Count)];
        Array.Sort(order, (a, b) => string.CompareOrdinal(names[a], names[b]));
        return order;
    }

    public void Write(ImageWriter to)
    {
        int places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, names.Count * 2));
        int[] slots = new int[places];
        List<int> content = [];
        foreach (int i in ByName())
        {
            int place = NameIndex.Hash(names[i]) & (places - 1);
            while (slots[place] != 0)
            {
                place = (place + 1) & (places - 1);
            }

            slots[place] = content.Count + 1;
            content.Add(names[i].Length);
            content.Add(numbers[i].Count);
            content.AddRange(numbers[i]);
            for (int c = 0; c < names[i].Length; c += 2)
            {
                // Two characters in each number, the first one below.
                content.Add(names[i][c] | (c + 1 < names[i].Length ? names[i][c + 1] << 16 : 0));
            }
        }

        to.Add<int>([places, content.Count]);
        to.Add<int>(slots);
        to.Add<int>(CollectionsMarshal.AsSpan(content));
    }
}
