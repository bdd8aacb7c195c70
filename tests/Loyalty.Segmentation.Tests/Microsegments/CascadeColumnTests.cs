using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Microsegments;

public class CascadeColumnTests
{
    private static readonly Config Many = Histories.Fixed.WithMaxTest(600);

    [Fact]
    public void Select_AnyCascade_ColumnsFunctionsAndOneGuestAgreeWithTheNaiveAnswer() => Prop.ForAll(Seeds.Any, seed =>
    {
        WildCascade wild = new(seed);
        int[] passed = [.. Enumerable.Range(0, wild.Guests).Select(wild.Passed)];
        int[] chosen = [.. Enumerable.Range(0, wild.Guests).Where(row => passed[row] == wild.StepNames.Count)];
        IEnumerable<CascadeCount> counts = wild.StepNames.Select((name, i) => new CascadeCount(name, passed.Count(p => p >= i), passed.Count(p => p > i)));
        foreach (GuestAttribute[] attributes in new[] { wild.Functions, wild.Columns })
        {
            Cascade cascade = Cascade.Parse(wild.Json, attributes);
            CascadeSelection selection = cascade.Select(wild.Guests);
            List<int> run = [];

            Assert.Equal(chosen, selection.Guests.ToArray());
            Assert.Equal(counts, selection.Result.Steps);
            Assert.Equal(wild.Guests, selection.Result.In);
            Assert.Equal(selection.Result.Steps, cascade.Run(Enumerable.Range(0, wild.Guests), run).Steps);
            Assert.Equal(chosen, run);
            for (int row = 0; row < wild.Guests; row++)
            {
                CascadeVerdict verdict = cascade.WhyNotIn(row);
                Assert.Equal(passed[row] == wild.StepNames.Count ? null : wild.StepNames[passed[row]], verdict.Step);
            }
        }
    }).Check(Many);

    [Fact]
    public void Select_SharesOfTheGuests_MergeToTheWhole() => Prop.ForAll(Seeds.Any, seed =>
    {
        WildCascade wild = new(seed);
        Cascade cascade = Cascade.Parse(wild.Json, wild.Columns);
        int middle = wild.Guests / 3;
        CascadeSelection merged = cascade.Select(GuestSet.Range(wild.Guests, 0, middle)).Merge(cascade.Select(GuestSet.Range(wild.Guests, middle, wild.Guests)));
        CascadeSelection whole = cascade.Select(wild.Guests);
        Assert.Equal(whole.Guests, merged.Guests);
        Assert.Equal(whole.Result.Steps, merged.Result.Steps);
        Assert.Equal(whole.Result.In, merged.Result.In);
    }).Check(Histories.Fixed);

    [Fact]
    public void Over_OtherValues_AsksTheSameOfThem() => Prop.ForAll(Seeds.Any, seed =>
    {
        WildCascade wild = new(seed);
        Cascade functions = Cascade.Parse(wild.Json, wild.Functions);
        Cascade columns = functions.Over(wild.Columns);
        Assert.Equal(functions.Select(wild.Guests).Guests, columns.Select(wild.Guests).Guests);
        Assert.Equal(functions.Steps.SelectMany(s => s.Where).Select(c => c.ToString()), columns.Steps.SelectMany(s => s.Where).Select(c => c.ToString()));
    }).Check(Histories.Fixed);

    [Fact]
    public void Select_TenConditionsOverColumns_AllocatesOnlyTheResult()
    {
        const int Guests = 100_000;
        GuestAttribute visits = GuestAttribute.OfNumbers("visits", Enumerable.Range(0, Guests).Select(i => i % 40).ToArray());
        GuestAttribute money = GuestAttribute.OfNumbers("money", Enumerable.Range(0, Guests).Select(i => i * 7L % 90_000).ToArray(), 2);
        GuestAttribute stage = GuestAttribute.OfTexts("stage", Enumerable.Range(0, Guests).Select(i => (byte)(i % 3)).ToArray(), "new", "active", "lost");
        Cascade cascade = new([.. Enumerable.Range(0, 10).Select(i => new CascadeStep($"step {i}",
            [i % 3 == 0 ? Condition.Between(visits, i, null) : i % 3 == 1 ? Condition.NotAll([Condition.Between(money, 800 + i, null)]) : Condition.OneOf(stage, "new", "active")]))]);

        long bytes = Allocated.Bytes(() => cascade.Select(Guests));

        // The bits (12,504 and a header), ten counts of 24 bytes, and four small objects around them.
        Assert.InRange(bytes, 12_504, 12_504 + 24 + 264 + 160);
        Assert.True(cascade.Select(Guests).Result.Out > 0);
    }

    [Fact]
    public void WhyNotIn_Columns_ShowTheValueInItsUnit()
    {
        Cascade cascade = new([new CascadeStep("big", [Condition.Between(GuestAttribute.OfNumbers("money", new[] { 1550, int.MinValue }, 2), 100, null)])]);
        Assert.Equal(new CascadeVerdict(false, "big", "money at least 100", "15.50"), cascade.WhyNotIn(0));
        Assert.Equal("unknown", cascade.WhyNotIn(1).Value);
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => cascade.WhyNotIn(2));
        Assert.Contains("rows 0 to 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_ColumnShorterThanTheGuests_IsRefusedWithItsName()
    {
        GuestAttribute money = GuestAttribute.OfNumbers("money", new long[3]);
        Cascade cascade = new([new CascadeStep("rest", [Condition.NotAll([Condition.Between(money, 100, null)])])]);
        Assert.Contains("'money' is known for 3 guests, but 4", Assert.Throws<ArgumentException>(() => cascade.Select(4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => cascade.Select(GuestSet.All(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => cascade.Select(-1));
        Assert.Equal(3, cascade.Select(3).Guests.Count);
    }

    [Fact]
    public void Columns_Malformed_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => GuestAttribute.OfTexts("a", new byte[] { 2 }, "x", "y"));
        Assert.Throws<ArgumentException>(() => GuestAttribute.OfTexts("a", new byte[] { 0 }, "x", "x"));
        Assert.Throws<ArgumentException>(() => GuestAttribute.OfTexts("a", new byte[] { 0 }));
        Assert.Throws<ArgumentException>(() => GuestAttribute.OfTexts("a", new byte[1], [.. Enumerable.Range(0, 256).Select(i => $"n{i}")]));
        Assert.Throws<ArgumentException>(() => GuestAttribute.OfNumbers("not", new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestAttribute.OfNumbers("a", new int[1], 19));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestAttribute.OfNumber("a", _ => 1).AsColumn(-1));
        Assert.Throws<ArgumentException>(() => Cascade.Parse("{}", [GuestAttribute.OfNumbers("a", new int[1]), GuestAttribute.OfNumbers("a", new int[1])]));
        Cascade cascade = new([new CascadeStep("s", [Condition.Between(GuestAttribute.OfNumbers("a", new int[1]), 1, 2)])]);
        Assert.Contains("no attribute 'a'", Assert.Throws<ArgumentException>(() => cascade.Over([GuestAttribute.OfNumbers("b", new int[1])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => cascade.Over([GuestAttribute.OfTexts("a", new byte[1], "x")]));
    }

    [Theory]
    [InlineData(-3, 3, "0 1 2")]
    [InlineData(-2147483648, 2147483647, "0 1 2 3 4")]
    [InlineData(2147483647, 2147483647, "4")]
    [InlineData(-2147483647, -2147483647, "3")]
    public void Between_EndsOfTheType_AreNumbersLikeOthers(long least, long most, string expected)
    {
        GuestAttribute numbers = GuestAttribute.OfNumbers("n", new[] { -3, 0, 3, int.MinValue + 1, int.MaxValue, int.MinValue });
        Cascade cascade = new([new CascadeStep("s", [Condition.Between(numbers, least, most)])]);
        Assert.Equal(expected, string.Join(' ', cascade.Select(6).Guests.ToArray()));
    }
}
