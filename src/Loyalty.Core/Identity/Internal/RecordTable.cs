namespace Loyalty.Core.Identity.Internal;

/// <summary>Records in the order of their keys, normalised, by column. Whatever is computed from it cannot depend on the order of arrival.</summary>
internal sealed class RecordTable
{
    public const int Attributes = (int)PersonAttribute.NationalId + 1;
    private readonly AttributeColumn[] columns = new AttributeColumn[Attributes];

    public RecordTable(IReadOnlyList<SourceRecord> records, string? region)
    {
        Records = [.. records];
        Array.Sort(Records, static (a, b) => a.Key.CompareTo(b.Key));
        for (int i = 1; i < Records.Length; i++)
        {
            if (Records[i].Key == Records[i - 1].Key)
            {
                throw new ArgumentException($"Each record must stand once, but a record of the source '{Records[i].Key.Source}' stands twice under one id; make ids unique within their source.", nameof(records));
            }
        }

        // Given names and surnames share their numbers, so that they can be compared crosswise.
        Interner names = new();
        int[][] ids = new int[Attributes][];
        Interner[] interners = new Interner[Attributes];
        for (int a = 0; a < Attributes; a++)
        {
            PersonAttribute attribute = (PersonAttribute)a;
            interners[a] = attribute is PersonAttribute.GivenName or PersonAttribute.Surname ? names : new Interner();
            ids[a] = new int[Records.Length];
            for (int row = 0; row < Records.Length; row++)
            {
                ids[a][row] = interners[a].Number(attribute, Records[row][attribute], region);
            }
        }

        for (int a = 0; a < Attributes; a++)
        {
            columns[a] = new AttributeColumn(ids[a], interners[a]);
        }
    }

    public SourceRecord[] Records { get; }

    public int Count => Records.Length;

    public AttributeColumn this[PersonAttribute attribute] => columns[(int)attribute];

    /// <summary>The row of a record; negative where there is none.</summary>
    public int RowOf(RecordKey key)
    {
        int low = 0;
        int high = Records.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = Records[middle].Key.CompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
