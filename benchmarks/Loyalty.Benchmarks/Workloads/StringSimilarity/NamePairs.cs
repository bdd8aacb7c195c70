using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.StringSimilarity;

/// <summary>100,000 pairs of names: half of them misspelt up to three times, half unrelated.</summary>
internal sealed class NamePairs
{
    public const int Count = 100_000;

    public string[] Left { get; } = new string[Count];

    public string[] Right { get; } = new string[Count];

    public static NamePairs Generate(ulong seedShift)
    {
        NamePairs pairs = new();
        SplitMix64 random = new(7 + seedShift);
        for (int i = 0; i < Count; i++)
        {
            pairs.Left[i] = Fresh(ref random);
            List<char> edited = [.. pairs.Left[i]];
            for (int edits = random.Below(4); edits > 0; edits--)
            {
                int op = random.Below(3);
                int at = random.Below(edited.Count);
                char letter = (char)('a' + random.Below(26));
                if (op == 0)
                {
                    edited[at] = letter;
                }
                else if (op == 1)
                {
                    edited.Insert(at, letter);
                }
                else if (edited.Count > 1)
                {
                    edited.RemoveAt(at);
                }
            }

            pairs.Right[i] = random.Below(2) == 0 ? Fresh(ref random) : string.Concat(edited);
        }

        return pairs;
    }

    private static string Fresh(ref SplitMix64 random)
    {
        char[] text = new char[4 + random.Below(17)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)('a' + random.Below(26));
        }

        return new string(text);
    }
}
