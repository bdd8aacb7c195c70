namespace Loyalty.Core.Identity.Internal;

/// <summary>Finds the level at which two different values agree.</summary>
internal static class Closeness
{
    /// <summary>The index of the first level that holds, or the number of levels.</summary>
    public static int Level(ReadOnlySpan<ComparisonLevel> levels, string left, string right)
    {
        double winkler = -1;
        int distance = -1;
        int typos = -1;
        for (int i = 0; i < levels.Length; i++)
        {
            double limit = levels[i].Limit;
            bool holds = levels[i].Similarity switch
            {
                Similarity.Exact => false,
                Similarity.JaroWinkler => (winkler = winkler < 0 ? JaroWinkler.Similarity(left, right) : winkler) >= limit,
                Similarity.Levenshtein => Math.Abs(left.Length - right.Length) <= limit
                    && (distance = distance < 0 ? Levenshtein.Distance(left, right) : distance) <= limit,
                Similarity.Typos => Math.Abs(left.Length - right.Length) <= limit
                    && (typos = typos < 0 ? Typos(left, right) : typos) <= limit,
                Similarity.Prefix => left.Length >= limit && right.Length >= limit && left.AsSpan(0, (int)limit).SequenceEqual(right.AsSpan(0, (int)limit)),
                _ => DateParts(left, right) >= limit,
            };
            if (holds)
            {
                return i;
            }
        }

        return levels.Length;
    }

    /// <summary>Edits with a swap of two neighbours as one: optimal string alignment, row by row.</summary>
    public static int Typos(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length > 64 || right.Length > 64)
        {
            return Levenshtein.Distance(left, right);
        }

        int width = right.Length + 1;
        Span<int> before = stackalloc int[65];
        Span<int> above = stackalloc int[65];
        Span<int> row = stackalloc int[65];
        for (int j = 0; j < width; j++)
        {
            above[j] = j;
        }

        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j < width; j++)
            {
                int edits = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    edits = Math.Min(edits, before[j - 2] + 1);
                }

                row[j] = edits;
            }

            Span<int> oldest = before;
            before = above;
            above = row;
            row = oldest;
        }

        return above[right.Length];
    }

    /// <summary>How many of year, month and day two dates of eight digits share; a swapped month and day count as both.</summary>
    public static int DateParts(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left.Length != 8 || right.Length != 8)
        {
            return 0;
        }

        int year = left[..4].SequenceEqual(right[..4]) ? 1 : 0;
        int straight = (left[4..6].SequenceEqual(right[4..6]) ? 1 : 0) + (left[6..].SequenceEqual(right[6..]) ? 1 : 0);
        bool swapped = left[4..6].SequenceEqual(right[6..]) && left[6..].SequenceEqual(right[4..6]);
        return year + (swapped ? 2 : straight);
    }
}
