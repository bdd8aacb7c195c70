using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

public sealed class LevenshteinTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("saturday", "sunday", 3)]
    [InlineData("rosettacode", "raisethysword", 8)]
    [InlineData("Иванов", "Иваноф", 1)]
    [InlineData("😀", "a", 1)]
    [InlineData("😀", "😁", 1)]
    [InlineData("a\0b", "a\0c", 1)]
    public void Distance_KnownPairs_Agrees(string left, string right, int expected)
    {
        Assert.Equal(expected, Levenshtein.Distance(left, right));
        Assert.Equal(expected, Levenshtein.Distance(right, left));
        Assert.Equal(expected, new LevenshteinPattern(left).Distance(right));
    }

    [Fact]
    public void Distance_UnpairedSurrogate_CountsAsItself()
    {
        Assert.Equal(1, Levenshtein.Distance("\uD83D", "\uD83D\uDE00"));
        Assert.Equal(2, Levenshtein.Distance("\uD83Da", "\uD83D\uDE00"));
    }

    [Theory]
    [InlineData(12, 4)]
    [InlineData(70, 3)]
    [InlineData(200, 26)]
    [InlineData(700, 5)]
    public void Distance_RandomTexts_AgreesWithTheTextbook(int longest, int letters)
    {
        SplitMix64 random = new((ulong)longest);
        for (int i = 0; i < (longest > 500 ? 20 : 400); i++)
        {
            string left = Draw(ref random, longest, letters);
            string right = i % 2 == 0 ? Draw(ref random, longest, letters) : Edit(ref random, left, letters);
            int expected = Textbook(left, right);
            Assert.Equal(expected, Levenshtein.Distance(left, right));
            Assert.Equal(expected, new LevenshteinPattern(left).Distance(right));
            string cyrillic = string.Concat(left.Select(c => (char)(c - 'a' + 'а')));
            Assert.Equal(expected, Levenshtein.Distance(cyrillic, string.Concat(right.Select(c => (char)(c - 'a' + 'а')))));
            Assert.Equal(expected, Levenshtein.Distance(Astral(left), Astral(right)));
        }
    }

    [Fact]
    public void Distance_LettersThatFallIntoOneSlot_AreToldApart()
    {
        string left = string.Concat(Enumerable.Range(0, 60).Select(i => (char)(0x100 + (i * 128))));
        Assert.Equal(Textbook(left, left[10..] + "ab"), Levenshtein.Distance(left, left[10..] + "ab"));
    }

    [Fact]
    public void Distance_AnyTexts_IsAMetric() => Prop.ForAll<string, string, string>((a, b, c) =>
    {
        (a, b, c) = (a ?? "", b ?? "", c ?? "");
        int ab = Levenshtein.Distance(a, b);
        return ab == Levenshtein.Distance(b, a) && ab <= Levenshtein.Distance(a, c) + Levenshtein.Distance(c, b) && (ab == 0) == (a == b)
            && Levenshtein.Similarity(a, b) is >= 0 and <= 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Distance_ShortAndMiddlingTexts_AllocateNothing()
    {
        LevenshteinPattern pattern = new("petersen");
        string cyrillic = new('ж', 300);
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            Levenshtein.Distance("peterson", "pedersen");
            Levenshtein.Distance("Петерсон", "Педерсен");
            Levenshtein.Distance(cyrillic, "Педерсен😀");
            pattern.Distance("pedersen");
            Levenshtein.Similarity("peterson", "pedersen");
        }));
    }

    internal static int Textbook(string left, string right)
    {
        Rune[] a = [.. left.EnumerateRunes()];
        Rune[] b = [.. right.EnumerateRunes()];
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            }
        }

        return d[a.Length, b.Length];
    }

    internal static string Draw(ref SplitMix64 random, int longest, int letters)
    {
        char[] text = new char[random.Below(longest + 1)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)('a' + random.Below(letters));
        }

        return new string(text);
    }

    private static string Edit(ref SplitMix64 random, string text, int letters)
    {
        for (int i = random.Below(4); i > 0 && text.Length > 1; i--)
        {
            int at = random.Below(text.Length);
            text = random.Below(2) == 0 ? text.Remove(at, 1) : text.Insert(at, ((char)('a' + random.Below(letters))).ToString());
        }

        return text;
    }

    internal static string Astral(string text) => string.Concat(text.Select(c => char.ConvertFromUtf32(0x1F600 + c - 'a')));
}
