using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.IdentityResolution;

/// <summary>One record of the generated people; a blank field is empty.</summary>
internal sealed record Person(int Entity, string First, string Last, string BirthDate, string City, string Phone);

/// <summary>People with misspelt and incomplete copies, whose truth is known.</summary>
internal sealed class People
{
    private static readonly string[] Syllables = ["ka", "le", "mi", "ro", "sa", "ne", "to", "vi", "lu", "da", "be", "go", "ha", "ir", "ja", "po"];

    public required Person[] Records { get; init; }

    public required int Entities { get; init; }

    public required long TruePairs { get; init; }

    public static People Generate(int count, ulong seedShift)
    {
        SplitMix64 random = new(8 + seedShift);
        Person[] records = new Person[count];
        int used = 0;
        int entities = 0;
        long truePairs = 0;
        while (used < count)
        {
            string first = Name(Skewed(ref random, 2_000), 0x51000000 + seedShift);
            string last = Name(Skewed(ref random, 20_000), 0x52000000 + seedShift);
            int year = 1940 + random.Below(66);
            int month = 1 + random.Below(12);
            int day = 1 + random.Below(28);
            string birth = string.Create(CultureInfo.InvariantCulture, $"{year:0000}{month:00}{day:00}");
            string city = Name(Skewed(ref random, 500), 0x53000000 + seedShift);
            string phone = string.Create(CultureInfo.InvariantCulture, $"9{random.Below(1_000_000_000):000000000}");
            int copies = 1;
            while (copies < 6 && random.Below(10) < 3)
            {
                copies++;
            }

            int kept = 0;
            for (int copy = 0; copy < copies && used < count; copy++, kept++)
            {
                records[used++] = copy == 0
                    ? new Person(entities, first, last, birth, city, phone)
                    : new Person(
                        entities, Spoil(ref random, first, digits: false), Spoil(ref random, last, digits: false), Spoil(ref random, birth, digits: true),
                        Spoil(ref random, city, digits: false), Spoil(ref random, phone, digits: true));
            }

            truePairs += kept * (kept - 1) / 2;
            entities++;
        }

        return new People { Records = records, Entities = entities, TruePairs = truePairs };
    }

    private static int Skewed(ref SplitMix64 random, int bound)
    {
        double u = random.NextDouble();
        return (int)(bound * u * u);
    }

    private static string Name(int index, ulong salt)
    {
        SplitMix64 random = new(salt + (ulong)index);
        int syllables = 2 + random.Below(3);
        string name = "";
        for (int i = 0; i < syllables; i++)
        {
            name += Syllables[random.Below(16)];
        }

        return name;
    }

    private static string Spoil(ref SplitMix64 random, string text, bool digits)
    {
        int z = random.Below(100);
        if (z >= 20)
        {
            return text;
        }

        if (z >= 15)
        {
            return "";
        }

        if (digits)
        {
            int position = random.Below(text.Length);
            return string.Concat(text.AsSpan(0, position), ((char)('0' + random.Below(10))).ToString(), text.AsSpan(position + 1));
        }

        if (text.Length < 3)
        {
            return text;
        }

        int at = random.Below(text.Length);
        int op = random.Below(4);
        string letter = ((char)('a' + random.Below(26))).ToString();
        return op switch
        {
            0 => text.Remove(at, 1).Insert(at, letter),
            1 => text.Remove(at, 1),
            2 => text.Insert(at, letter),
            _ => at + 1 < text.Length ? text[..at] + text[at + 1] + text[at] + text[(at + 2)..] : text,
        };
    }
}
