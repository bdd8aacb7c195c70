using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

public sealed class JaroWinklerTests
{
    // Winkler (1990) and its reprints.
    [Theory]
    [InlineData("MARTHA", "MARHTA", 0.944444, 0.961111)]
    [InlineData("DWAYNE", "DUANE", 0.822222, 0.84)]
    [InlineData("DIXON", "DICKSONX", 0.766667, 0.813333)]
    [InlineData("JELLYFISH", "SMELLYFISH", 0.896296, 0.896296)]
    [InlineData("", "", 1, 1)]
    [InlineData("a", "", 0, 0)]
    [InlineData("a", "a", 1, 1)]
    [InlineData("ab", "cd", 0, 0)]
    public void Similarity_PublishedPairs_Agrees(string left, string right, double jaro, double winkler)
    {
        Assert.Equal(jaro, JaroWinkler.Jaro(left, right), 1e-6);
        Assert.Equal(winkler, JaroWinkler.Similarity(left, right), 1e-6);
        Assert.Equal(winkler, JaroWinkler.Similarity(right, left), 1e-6);
        string cyrillic = string.Concat(left.Select(c => (char)(c + 0x400)));
        Assert.Equal(winkler, JaroWinkler.Similarity(cyrillic, string.Concat(right.Select(c => (char)(c + 0x400)))), 1e-6);
    }

    [Theory]
    [InlineData(8, 3)]
    [InlineData(20, 26)]
    [InlineData(64, 4)]
    [InlineData(130, 10)]
    [InlineData(700, 26)]
    public void Similarity_RandomTexts_AgreesWithTheTextbook(int longest, int letters)
    {
        SplitMix64 random = new((ulong)longest);
        for (int i = 0; i < 300; i++)
        {
            string left = LevenshteinTests.Draw(ref random, longest, letters);
            string right = LevenshteinTests.Draw(ref random, longest, letters);
            double expected = Textbook(left, right);
            Assert.Equal(expected, JaroWinkler.Similarity(left, right), 1e-12);
            Assert.Equal(expected, JaroWinkler.Similarity(LevenshteinTests.Astral(left), LevenshteinTests.Astral(right)), 1e-12);
        }
    }

    [Fact]
    public void Similarity_ShortAndMiddlingTexts_AllocateNothing()
    {
        string middling = new('ж', 300);
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            JaroWinkler.Similarity("peterson", "pedersen");
            JaroWinkler.Similarity("Петерсон", "Педерсен");
            JaroWinkler.Similarity(middling, "Педерсен😀");
        }));
    }

    internal static double Textbook(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == right.Length ? 1 : 0;
        }

        int window = Math.Max(0, (Math.Max(left.Length, right.Length) / 2) - 1);
        bool[] taken = new bool[right.Length];
        List<char> ofLeft = [];
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = Math.Max(0, i - window); j <= Math.Min(right.Length - 1, i + window); j++)
            {
                if (!taken[j] && left[i] == right[j])
                {
                    taken[j] = true;
                    ofLeft.Add(left[i]);
                    break;
                }
            }
        }

        if (ofLeft.Count == 0)
        {
            return 0;
        }

        char[] ofRight = [.. right.Where((_, j) => taken[j])];
        double m = ofLeft.Count;
        double transpositions = ofLeft.Where((c, i) => c != ofRight[i]).Count() / 2.0;
        double jaro = ((m / left.Length) + (m / right.Length) + ((m - transpositions) / m)) / 3;
        int prefix = Enumerable.Range(0, Math.Min(4, Math.Min(left.Length, right.Length))).TakeWhile(i => left[i] == right[i]).Count();
        return jaro + (prefix * 0.1 * (1 - jaro));
    }
}
