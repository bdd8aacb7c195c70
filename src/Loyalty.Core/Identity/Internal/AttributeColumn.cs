namespace Loyalty.Core.Identity.Internal;

/// <summary>One attribute of all records: each distinct normalised value has a number, 0 being 'absent'.</summary>
internal sealed class AttributeColumn
{
    public AttributeColumn(int[] ids, Interner interner)
    {
        Ids = ids;
        Values = interner.Values;
        Counts = new int[Values.Count];
        foreach (int id in ids)
        {
            Counts[id]++;
        }

        Present = ids.Length - Counts[0];
    }

    /// <summary>The value's number for each record.</summary>
    public int[] Ids { get; }

    /// <summary>The value of each number.</summary>
    public List<string> Values { get; }

    /// <summary>How many records have each value.</summary>
    public int[] Counts { get; }

    /// <summary>How many records have any.</summary>
    public int Present { get; }

    public string this[int row] => Values[Ids[row]];
}

/// <summary>Numbers texts; each distinct text as the source has it is normalised once.</summary>
internal sealed class Interner
{
    private readonly Dictionary<string, int> raw = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> normalised = new(StringComparer.Ordinal) { [""] = 0 };

    public List<string> Values { get; } = [""];

    public int Number(PersonAttribute attribute, string? text, string? region)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 0;
        }

        if (!raw.TryGetValue(text, out int id))
        {
            string value = Normaliser.Normalise(attribute, text, region);
            if (!normalised.TryGetValue(value, out id))
            {
                id = Values.Count;
                Values.Add(value);
                normalised.Add(value, id);
            }

            raw.Add(text, id);
        }

        return id;
    }
}
