using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Internal;

public class RankSearchTests
{
    private static readonly Gen<long> Numbers = Gen.OneOf(
        Gen.Choose(-300, 300).Select(v => (long)v),
        from value in Gen.Choose(int.MinValue, int.MaxValue) from shift in Gen.Choose(0, 31) from tail in Gen.Choose(0, 9) select ((long)value << shift) + tail,
        Gen.Elements(long.MinValue, long.MaxValue, 255, 256, 257, -256, -257));

    [Fact]
    public void BinOf_GreaterNumber_HasNoLowerBin() => Prop.ForAll(Numbers.Two().ToArbitrary(), pair =>
    {
        (long low, long high) = (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2));
        Assert.InRange(ValueCounts.BinOf(low), 0, ValueCounts.BinOf(high));
        Assert.InRange(ValueCounts.BinOf(high), 0, ValueCounts.Bins - 1);
        if (ValueCounts.IsOneValue(ValueCounts.BinOf(low), out long one))
        {
            Assert.Equal(low, one);
            Assert.True(low == high || ValueCounts.BinOf(low) < ValueCounts.BinOf(high));
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void Find_NumbersInAnyParts_AgreesWithSorting() => Prop.ForAll(
        (from values in Numbers.NonEmptyListOf() from parts in Gen.Choose(1, 4) select (values, parts)).ToArbitrary(),
        given => AssertSorted([.. given.values], given.parts)).Check(Histories.Fixed);

    [Fact]
    public void Find_ManyInOneBin_LooksAtThemOnly()
    {
        Loyalty.Core.SplitMix64 random = new(3);
        long[] values = [.. Enumerable.Range(0, 20_000).Select(_ => 1_000_000L + random.Below(5_000))];
        AssertSorted(values, 3);
    }

    private static void AssertSorted(long[] values, int parts)
    {
        int[] ranks = [.. new[] { 0, values.Length / 5, Math.Min(values.Length - 1, (values.Length / 5) + 1), values.Length / 2, values.Length - 1 }.Order()];
        ValueCounts[] counts = [.. Enumerable.Range(0, parts).Select(_ => new ValueCounts())];
        for (int i = 0; i < values.Length; i++)
        {
            counts[i % parts].Add(values[i]);
        }

        RankSearch search = new(counts, ranks);
        for (int i = 0; i < values.Length && search.MustLookAgain; i++)
        {
            search.Look(i % parts, values[i]);
        }

        long[] found = new long[ranks.Length];
        search.Find(found);
        long[] sorted = [.. values.Order()];
        Assert.Equal(ranks.Select(r => sorted[r]), found);
    }
}
