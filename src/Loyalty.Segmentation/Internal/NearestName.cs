namespace Loyalty.Segmentation.Internal;

/// <summary>Which known name a mistyped one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest edits (insert, delete, replace); of equals the ordinally first.</summary>
    public static string Of(string written, IEnumerable<string> known)
    {
        string nearest = "";
        int least = int.MaxValue;
        foreach (string name in known.Order(StringComparer.Ordinal))
        {
            int edits = Edits(written, name);
            if (edits < least)
            {
                (nearest, least) = (name, edits);
            }
        }

        return nearest;
    }

    private static int Edits(string left, string right)
    {
        int[] row = new int[right.Length + 1];
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j;
        }

        foreach (char letter in left)
        {
            int diagonal = row[0]++;
            for (int j = 1; j < row.Length; j++)
            {
                int replaced = diagonal + (right[j - 1] == letter ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
