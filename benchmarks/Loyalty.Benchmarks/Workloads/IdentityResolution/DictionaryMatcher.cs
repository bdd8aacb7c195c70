using Loyalty.Benchmarks.Workloads.StringSimilarity;

namespace Loyalty.Benchmarks.Workloads.IdentityResolution;

/// <summary>The same rules as a good engineer writes them for this one file: dictionaries, loops, union-find.</summary>
internal sealed class DictionaryMatcher(People people)
{
    private readonly int[] root = new int[people.Records.Length];

    public int Candidates { get; private set; }

    public int Matched { get; private set; }

    public int TrueMatched { get; private set; }

    public void Run()
    {
        Person[] records = people.Records;
        List<ulong> pairs = [];
        Block(pairs, p => p.Phone.Length > 0 ? p.Phone : null);
        Block(pairs, p => p.BirthDate.Length > 0 && p.Last.Length > 0 ? $"{p.BirthDate}|{p.Last}" : null);
        Block(pairs, p => p.BirthDate.Length > 0 && p.First.Length > 0 ? $"{p.BirthDate}|{p.First}" : null);
        Block(pairs, p => p.First.Length > 0 && p.Last.Length > 0 && p.City.Length > 0 ? $"{p.First}|{p.Last}|{p.City}" : null);
        pairs.Sort();
        for (int i = 0; i < root.Length; i++)
        {
            root[i] = i;
        }

        Candidates = Matched = TrueMatched = 0;
        ulong last = ulong.MaxValue;
        foreach (ulong pair in pairs)
        {
            if (pair == last)
            {
                continue;
            }

            last = pair;
            Candidates++;
            int a = (int)(pair >> 32);
            int b = (int)(pair & uint.MaxValue);
            if (Score(records[a], records[b]) >= 12)
            {
                Matched++;
                TrueMatched += records[a].Entity == records[b].Entity ? 1 : 0;
                root[Root(b)] = Root(a);
            }
        }
    }

    private static int Score(Person a, Person b) =>
        Text(a.First, b.First, 6, 4, 1, -4) + Text(a.Last, b.Last, 8, 5, 1, -4) + Digits(a.BirthDate, b.BirthDate, 9, 5, -5)
        + Text(a.City, b.City, 5, 3, -2, -2) + Digits(a.Phone, b.Phone, 12, 8, -4);

    private static int Text(string a, string b, int equal, int close, int near, int different)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return 0;
        }

        double likeness = a == b ? 1 : Textbook.JaroWinkler(a, b);
        return a == b ? equal : likeness > 0.9 ? close : likeness > 0.8 ? near : different;
    }

    private static int Digits(string a, string b, int equal, int close, int different) =>
        a.Length == 0 || b.Length == 0 ? 0 : a == b ? equal : AtMostOneEdit(a, b) ? close : different;

    /// <summary>Both have the same length, so one edit is one digit.</summary>
    private static bool AtMostOneEdit(string a, string b)
    {
        int differences = 0;
        for (int i = 0; i < a.Length; i++)
        {
            differences += a[i] == b[i] ? 0 : 1;
        }

        return differences <= 1;
    }

    private void Block(List<ulong> pairs, Func<Person, string?> keyOf)
    {
        Dictionary<string, List<int>> blocks = new(StringComparer.Ordinal);
        for (int i = 0; i < people.Records.Length; i++)
        {
            if (keyOf(people.Records[i]) is { } key)
            {
                if (!blocks.TryGetValue(key, out List<int>? block))
                {
                    blocks.Add(key, block = []);
                }

                foreach (int earlier in block)
                {
                    pairs.Add(((ulong)earlier << 32) | (uint)i);
                }

                block.Add(i);
            }
        }
    }

    private int Root(int i)
    {
        while (root[i] != i)
        {
            i = root[i] = root[root[i]];
        }

        return i;
    }
}
