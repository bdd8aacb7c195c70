using FsCheck;
using FsCheck.Fluent;

namespace Loyalty.Core.Tests;

public sealed class CustomerDirectoryTests
{
    [Fact]
    public void GetOrAdd_CanonicalTextOfANumber_IsThatNumber()
    {
        CustomerDirectory directory = new();
        foreach (long number in new[] { 0, 42, -7, long.MaxValue, long.MinValue })
        {
            CustomerId id = directory.GetOrAdd(number);
            Assert.Equal(id, directory.GetOrAdd(number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(number.ToString(System.Globalization.CultureInfo.InvariantCulture), directory.GetKey(id));
        }

        Assert.Equal(5, directory.Count);
    }

    [Theory]
    [InlineData("042")]
    [InlineData("+42")]
    [InlineData(" 42")]
    [InlineData("42.0")]
    [InlineData("-0")]
    [InlineData("-")]
    [InlineData("9223372036854775808")]
    [InlineData("00")]
    public void GetOrAdd_OtherTextsOfANumber_AreTextsOfTheirOwn(string text)
    {
        CustomerDirectory directory = new();
        directory.GetOrAdd(42);
        directory.GetOrAdd(0);
        CustomerId id = directory.GetOrAdd(text);
        Assert.Equal(2, id.Index);
        Assert.Equal(text, directory.GetKey(id));
    }

    [Fact]
    public void GetOrAdd_GuidAndItsLowerCaseText_AreOneKey()
    {
        CustomerDirectory directory = new();
        Guid guid = new("0f8fad5b-d9cb-469f-a165-70867728950e");
        CustomerId id = directory.GetOrAdd(guid);
        Assert.Equal(id, directory.GetOrAdd("0f8fad5b-d9cb-469f-a165-70867728950e"));
        Assert.NotEqual(id, directory.GetOrAdd("0F8FAD5B-D9CB-469F-A165-70867728950E"));
        Assert.NotEqual(id, directory.GetOrAdd("0f8fad5bd9cb469fa16570867728950e"));
        Assert.Equal(guid.ToString(), directory.GetKey(id));
        Assert.True(directory.TryGet(guid, out CustomerId found) && found == id);
    }

    [Fact]
    public void GetOrAdd_AnyKeys_AgreesWithADictionary() => Prop.ForAll<int[], string[]>((numbers, texts) =>
    {
        CustomerDirectory directory = new();
        Dictionary<string, int> oracle = new(StringComparer.Ordinal);
        foreach (string key in Interleave(numbers, texts))
        {
            if (!oracle.TryGetValue(key, out int expected))
            {
                Assert.False(directory.TryGet(key, out CustomerId none));
                Assert.True(none.IsNone);
                oracle.Add(key, expected = oracle.Count);
            }

            Assert.Equal(expected, directory.GetOrAdd(key).Index);
            Assert.Equal(key, directory.GetKey(new CustomerId(expected)));
        }

        Assert.Equal(oracle.Count, directory.Count);
        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void GetOrAdd_PastEveryGrowth_KeepsAllRows()
    {
        CustomerDirectory directory = new(3);
        for (int i = 0; i < 200_000; i++)
        {
            Assert.Equal(i, (i % 3 == 0 ? directory.GetOrAdd(i * 7919L) : directory.GetOrAdd($"guest-{i}")).Index);
        }

        for (int i = 0; i < 200_000; i += 97)
        {
            string key = i % 3 == 0 ? $"{i * 7919L}" : $"guest-{i}";
            Assert.Equal(key, directory.GetKey(new CustomerId(i)));
            Assert.True(directory.TryGet(key, out CustomerId id) && id.Index == i);
        }
    }

    [Fact]
    public void Erase_Key_IsGoneForGood_AndItsRowIsNotGivenAgain()
    {
        CustomerDirectory directory = new();
        CustomerId[] ids = [.. Enumerable.Range(0, 100).Select(i => directory.GetOrAdd($"k{i}"))];
        directory.Erase(ids[10]);
        directory.Erase(ids[10]);
        Assert.False(directory.TryGet("k10", out _));
        Assert.DoesNotContain("k10", Assert.Throws<KeyNotFoundException>(() => directory.GetKey(ids[10])).Message, StringComparison.Ordinal);
        Assert.Equal(100, directory.GetOrAdd("k10").Index);
        for (int i = 0; i < 1_000; i++)
        {
            directory.GetOrAdd($"later{i}");
        }

        for (int i = 0; i < 100; i++)
        {
            Assert.True(directory.TryGet($"k{i}", out CustomerId id));
            Assert.Equal(i == 10 ? 100 : i, id.Index);
        }
    }

    [Fact]
    public void GetOrAdd_LongestKey_IsKept_AndALongerOneRefused()
    {
        CustomerDirectory directory = new();
        string longest = new('ж', 512);
        Assert.Equal(longest, directory.GetKey(directory.GetOrAdd(longest)));
        Assert.Throws<ArgumentException>(() => directory.GetOrAdd(longest + "a"));
        Assert.Throws<ArgumentException>(() => directory.GetOrAdd(""));
        Assert.Throws<ArgumentException>(() => directory.GetOrAdd("\uD800"));
        Assert.Equal(1, directory.Count);
    }

    [Fact]
    public void GetKey_IdOfAnotherDirectory_IsRefused()
    {
        CustomerDirectory directory = new();
        directory.GetOrAdd(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => directory.GetKey(new CustomerId(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => directory.GetKey(CustomerId.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => directory.Erase(CustomerId.None));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CustomerDirectory(-1));
    }

    [Fact]
    public void TryGet_KnownKeys_AllocatesNothing()
    {
        CustomerDirectory directory = new();
        Guid guid = new("0f8fad5b-d9cb-469f-a165-70867728950e");
        directory.GetOrAdd(1);
        directory.GetOrAdd(guid);
        directory.GetOrAdd("guest");
        Assert.Equal(0, Allocated.Bytes(() =>
        {
            directory.TryGet(1, out _);
            directory.TryGet(guid, out _);
            directory.TryGet("guest", out _);
            directory.GetOrAdd("guest");
        }));
    }

    [Fact]
    public void CustomerId_OutOfRange_IsRefused()
    {
        Assert.True(default(CustomerId).IsNone);
        Assert.Equal(-1, CustomerId.None.Index);
        Assert.Equal("#3", new CustomerId(3).ToString());
        Assert.Equal(CustomerId.MaxIndex, new CustomerId(CustomerId.MaxIndex).Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CustomerId(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CustomerId(int.MaxValue));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("42", true)]
    [InlineData("-7", true)]
    [InlineData("9223372036854775807", true)]
    [InlineData("-9223372036854775808", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("", false)]
    [InlineData("-", false)]
    [InlineData("-0", false)]
    [InlineData("+42", false)]
    [InlineData("042", false)]
    [InlineData("4 2", false)]
    [InlineData("42a", false)]
    public void TryCanonicalNumber_Text_IsANumberOnlyAsThatNumberIsWritten(string text, bool expected)
    {
        Assert.Equal(expected, CustomerDirectory.TryCanonicalNumber(System.Text.Encoding.UTF8.GetBytes(text), out long number));
        Assert.Equal(expected ? text : "0", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Erase_TextKey_LeavesNoByteOfItInMemory()
    {
        CustomerDirectory directory = new();
        CustomerId erased = directory.GetOrAdd("ann.lee@mail.example");
        directory.GetOrAdd("bob@mail.example");
        Assert.True(Holds(directory, "ann.lee"));

        directory.Erase(erased);

        Assert.False(Holds(directory, "ann.lee"));
        Assert.True(Holds(directory, "bob@mail.example"));
    }

    private static bool Holds(CustomerDirectory directory, string text)
    {
        System.Reflection.FieldInfo chunks = typeof(CustomerDirectory).GetField("chunks", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        return ((List<byte[]>)chunks.GetValue(directory)!).Any(c => c.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0);
    }

    private static IEnumerable<string> Interleave(int[] numbers, string[] texts)
    {
        foreach (int number in numbers)
        {
            yield return number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return $"k{number % 10}";
        }

        foreach (string text in texts)
        {
            if (!string.IsNullOrEmpty(text) && System.Text.Encoding.UTF8.GetByteCount(text) <= 1024 && IsWellFormed(text))
            {
                yield return text;
                yield return text;
            }
        }
    }

    private static bool IsWellFormed(string text) => !text.EnumerateRunes().Any(r => r == System.Text.Rune.ReplacementChar);
}
