using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

/// <summary>A published workload: 100,000 pairs of names, half of them misspelt, and the sums that other implementations reach.</summary>
public sealed class SimilarityWorkloadTests
{
    [Fact]
    public void Sums_OfAHundredThousandPairs_AreThePublishedOnes()
    {
        SplitMix64 random = new(7);
        long edits = 0;
        double likeness = 0;
        for (int i = 0; i < 100_000; i++)
        {
            string left = Fresh(ref random);
            List<char> right = [.. left];
            for (int e = random.Below(4); e > 0; e--)
            {
                int op = random.Below(3);
                int at = random.Below(right.Count);
                char letter = (char)('a' + random.Below(26));
                if (op == 0)
                {
                    right[at] = letter;
                }
                else if (op == 1)
                {
                    right.Insert(at, letter);
                }
                else if (right.Count > 1)
                {
                    right.RemoveAt(at);
                }
            }

            string other = random.Below(2) == 0 ? Fresh(ref random) : string.Concat(right);
            edits += Levenshtein.Distance(left, other);
            likeness += JaroWinkler.Similarity(left, other);
        }

        Assert.Equal(739_727, edits);
        Assert.Equal(66_830.525592, likeness, 1e-6);
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
