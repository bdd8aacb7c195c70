using System.Collections.Immutable;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Finds the pairs of rows that agree on at least one blocking rule; each pair once, in order.</summary>
internal sealed class CandidatePairs
{
    private readonly RecordTable table;
    private readonly int maxBlockSize;
    private readonly bool namesMaySwap;
    private ulong[] pairs = new ulong[1024];
    private int count;

    public CandidatePairs(RecordTable table, int maxBlockSize, bool namesMaySwap)
    {
        this.namesMaySwap = namesMaySwap;
        this.table = table;
        this.maxBlockSize = maxBlockSize;
    }

    /// <summary>How many blocks were left out for their size.</summary>
    public int SkippedBlocks { get; private set; }

    /// <summary>Left row above, right row below.</summary>
    public ReadOnlySpan<ulong> Find(ImmutableArray<BlockingRule> rules, ImmutableArray<StrongId> strongIds)
    {
        foreach (BlockingRule rule in rules)
        {
            Add(rule);
        }

        foreach (StrongId strong in strongIds)
        {
            Add(new BlockingRule(strong.Attribute));
        }

        Span<ulong> found = pairs.AsSpan(0, count);
        found.Sort();
        int kept = 0;
        for (int i = 0; i < found.Length; i++)
        {
            if (kept == 0 || found[i] != found[kept - 1])
            {
                found[kept++] = found[i];
            }
        }

        return found[..kept];
    }

    private void Add(BlockingRule rule)
    {
        ulong[] keys = new ulong[table.Count];
        int[] rows = new int[table.Count];
        int used = 0;
        AttributeColumn[] columns = [.. rule.Parts.Select(p => table[p.Attribute])];
        ulong[]?[] prefixes = [.. rule.Parts.Select((p, i) => p.Letters == 0 ? null : Prefixes(columns[i], p.Letters))];
        int given = rule.Parts.IndexOf(new BlockingPart(PersonAttribute.GivenName));
        int surname = rule.Parts.IndexOf(new BlockingPart(PersonAttribute.Surname));
        for (int row = 0; row < table.Count; row++)
        {
            ulong key = 0;
            bool whole = true;

            // Both names share their numbers; with the smaller first, a form filled in the wrong order falls into the same block.
            bool crosswise = namesMaySwap && given >= 0 && surname >= 0 && columns[given].Ids[row] > columns[surname].Ids[row];
            for (int i = 0; i < columns.Length && whole; i++)
            {
                int id = columns[crosswise && i == given ? surname : crosswise && i == surname ? given : i].Ids[row];
                whole = id != 0;
                key = SplitMix64.Mix(key ^ (prefixes[i] is { } prefix ? prefix[id] : (ulong)id));
            }

            if (whole)
            {
                keys[used] = key;
                rows[used++] = row;
            }
        }

        Array.Sort(keys, rows, 0, used);
        for (int start = 0, end; start < used; start = end)
        {
            for (end = start + 1; end < used && keys[end] == keys[start]; end++)
            {
            }

            if (end - start > maxBlockSize)
            {
                SkippedBlocks++;
                continue;
            }

            for (int i = start; i < end; i++)
            {
                for (int j = i + 1; j < end; j++)
                {
                    Append(rows[i], rows[j]);
                }
            }
        }
    }

    private void Append(int a, int b)
    {
        if (count == pairs.Length)
        {
            Array.Resize(ref pairs, checked(count * 2));
        }

        pairs[count++] = ((ulong)Math.Min(a, b) << 32) | (uint)Math.Max(a, b);
    }

    private static ulong[] Prefixes(AttributeColumn column, int letters)
    {
        ulong[] hashes = new ulong[column.Values.Count];
        for (int id = 0; id < hashes.Length; id++)
        {
            ReadOnlySpan<char> value = column.Values[id];
            hashes[id] = StableHash.XxHash64(value[..Math.Min(letters, value.Length)]);
        }

        return hashes;
    }
}
