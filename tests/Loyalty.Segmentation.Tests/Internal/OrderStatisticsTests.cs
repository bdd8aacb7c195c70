using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Internal;

public class OrderStatisticsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(50)]
    public void Select_AnyNumbers_AgreesWithSorting(int shift) => Prop.ForAll(
        Gen.Choose(int.MinValue, int.MaxValue).Select(v => (long)v << shift >> 20).NonEmptyListOf().ToArbitrary(),
        values => AssertSorted([.. values])).Check(Histories.Fixed);

    [Fact]
    public void Select_ManyInOneBinBesideAnOutlier_LooksCloser()
    {
        long[] values = new long[10_000];
        Loyalty.Core.SplitMix64 random = new(1);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = random.Below(100_000);
        }

        values[17] = long.MaxValue;
        values[18] = long.MinValue;
        AssertSorted(values);
    }

    private static void AssertSorted(long[] values)
    {
        int[] ranks = [.. new[] { 0, values.Length / 5, values.Length / 2, values.Length - 1 }.Order()];
        long[] found = new long[4];
        OrderStatistics.Select(new ArrayValues(values, values.Length), ranks, found);
        long[] sorted = [.. values.Order()];
        Assert.Equal(ranks.Select(r => sorted[r]), found);
    }
}
