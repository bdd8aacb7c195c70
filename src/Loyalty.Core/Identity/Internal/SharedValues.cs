using System.Collections.Immutable;

namespace Loyalty.Core.Identity.Internal;

/// <summary>Identifiers that too many people share: a family's phone, a till's dummy card.</summary>
internal sealed class SharedValues
{
    private readonly RecordTable table;
    private readonly (PersonAttribute Attribute, bool[] Shared)[] rules;

    public SharedValues(RecordTable table, ImmutableArray<StrongId> strongIds)
    {
        this.table = table;
        rules = [.. strongIds.Select(rule => (rule.Attribute, Find(table, rule)))];
    }

    /// <summary>The first identifier, in the order of the options, that two rows share and few enough others do.</summary>
    public PersonAttribute? Common(int left, int right)
    {
        foreach ((PersonAttribute attribute, bool[] shared) in rules)
        {
            int[] ids = table[attribute].Ids;
            if (ids[left] != 0 && ids[left] == ids[right] && !shared[ids[left]])
            {
                return attribute;
            }
        }

        return null;
    }

    private static bool[] Find(RecordTable table, StrongId rule)
    {
        AttributeColumn column = table[rule.Attribute];
        bool[] shared = new bool[column.Values.Count];
        if (column.Present == 0)
        {
            return shared;
        }

        foreach (PersonAttribute told in (ReadOnlySpan<PersonAttribute>)[PersonAttribute.BirthDate, PersonAttribute.Card, PersonAttribute.NationalId])
        {
            AttributeColumn by = table[told];
            if (told == rule.Attribute || by.Present == 0)
            {
                continue;
            }

            // Counts the distinct values of the one beside each value of the other.
            HashSet<(int, int)> seen = [];
            int[] distinct = new int[shared.Length];
            for (int row = 0; row < table.Count; row++)
            {
                int id = column.Ids[row];
                if (id != 0 && by.Ids[row] != 0 && column.Counts[id] > rule.MostPeople && seen.Add((id, by.Ids[row])))
                {
                    shared[id] |= ++distinct[id] > rule.MostPeople;
                }
            }
        }

        return shared;
    }
}
