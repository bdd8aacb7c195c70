namespace Loyalty.Core.Identity.Internal;

/// <summary>Joins rows into groups along links, strongest first, each join before the guards.</summary>
/// <remarks>The order of the links and the guards decide, never the order of arrival: rows are numbered by key.</remarks>
internal sealed class Clusters
{
    private readonly int[] root;
    private readonly List<int>?[] members;
    private readonly Dictionary<(int, int, int, int), MergeGuard> refused = [];
    private readonly Dictionary<LinkedPair, MergeGuard> refusedLinks = [];

    public Clusters(int rows)
    {
        root = new int[rows];
        members = new List<int>?[rows];
        for (int i = 0; i < rows; i++)
        {
            root[i] = i;
        }
    }

    /// <summary>The smallest row of a row's group.</summary>
    public int this[int row]
    {
        get
        {
            while (root[row] != row)
            {
                row = root[row] = root[root[row]];
            }

            return row;
        }
    }

    /// <summary>Joins along all links.</summary>
    /// <param name="links">In order.</param>
    /// <param name="guards">Who may refuse.</param>
    public void Join(ReadOnlySpan<LinkedPair> links, Guards guards)
    {
        foreach (ref readonly LinkedPair link in links)
        {
            int a = this[link.Left];
            int b = this[link.Right];
            if (a == b)
            {
                continue;
            }

            List<int> left = members[a] ??= [a];
            List<int> right = members[b] ??= [b];
            (int, int, int, int) state = (Math.Min(a, b), Math.Max(a, b), a < b ? left.Count : right.Count, a < b ? right.Count : left.Count);
            if (!refused.TryGetValue(state, out MergeGuard guard))
            {
                if (guards.Between(left, right) is not { } standing)
                {
                    Unite(a, b, left, right);
                    continue;
                }

                guard = standing;
                refused.Add(state, guard);
            }

            refusedLinks.Add(link, guard);
        }
    }

    /// <summary>The strongest refused link between each two groups that stayed apart.</summary>
    public List<(LinkedPair Link, MergeGuard Guard)> Refused()
    {
        List<(LinkedPair, MergeGuard)> strongest = [];
        HashSet<(int, int)> seen = [];
        foreach (LinkedPair link in refusedLinks.Keys.Order())
        {
            (int a, int b) = (this[link.Left], this[link.Right]);
            if (a != b && seen.Add((Math.Min(a, b), Math.Max(a, b))))
            {
                strongest.Add((link, refusedLinks[link]));
            }
        }

        return strongest;
    }

    private void Unite(int a, int b, List<int> left, List<int> right)
    {
        int first = Math.Min(a, b);
        root[Math.Max(a, b)] = first;
        List<int> both = new(left.Count + right.Count);
        int i = 0;
        int j = 0;
        while (i < left.Count || j < right.Count)
        {
            both.Add(j == right.Count || (i < left.Count && left[i] < right[j]) ? left[i++] : right[j++]);
        }

        members[a] = members[b] = null;
        members[first] = both;
    }
}
