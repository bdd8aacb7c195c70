using System.Numerics;
using System.Runtime.InteropServices;

namespace Loyalty.Pos.Internal;

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

    public void Write(ImageWriter to)
    {
        int places = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, names.Count * 2));
        int[] slots = new int[places];
        NameIndex.Entry[] entries = new NameIndex.Entry[names.Count];
        int name = 0;
        int number = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            int place = NameIndex.Hash(names[i]) & (places - 1);
            while (slots[place] != 0)
            {
                place = (place + 1) & (places - 1);
            }

            slots[place] = i + 1;
            entries[i] = new NameIndex.Entry { Name = name, Length = names[i].Length, First = number, Count = numbers[i].Count };
            name += names[i].Length;
            number += numbers[i].Count;
        }

        to.Add<int>([places, entries.Length, number, name]);
        to.Add<int>(slots);
        to.Add<NameIndex.Entry>(entries);
        foreach (List<int> own in numbers)
        {
            to.Add<int>(CollectionsMarshal.AsSpan(own));
        }

        foreach (string text in names)
        {
            to.Add(text.AsSpan());
        }
    }
}
