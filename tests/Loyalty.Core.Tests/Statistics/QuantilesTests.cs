using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Statistics;

namespace Loyalty.Core.Tests.Statistics;

public sealed class QuantilesTests
{
    // R 4.3: quantile(c(1, 3, 4, 8, 10, 15), c(0, .1, .25, .5, .9, 1), type = 7)
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.25, 3.25)]
    [InlineData(0.5, 6)]
    [InlineData(0.9, 12.5)]
    [InlineData(1, 15)]
    public void Type7_TypeSevenByDefinition_Interpolates(double p, double expected)
    {
        Assert.Equal(expected, Quantiles.Type7([1.0, 3, 4, 8, 10, 15], p), 1e-12);
        Assert.Equal(expected, Quantiles.Type7([1L, 3, 4, 8, 10, 15], p), 1e-12);
        Assert.Equal(expected, ValueCounts.Of(15, 10, 8, 4, 3, 1).Type7(p), 1e-12);
    }

    [Fact]
    public void Cut_PlaceThatRoundsInBinary_IsExact()
    {
        // 49 × (1 ÷ 49) is 0.9999999999999999 in doubles: a floating cut would lie below the number it equals.
        long[] sorted = [.. Enumerable.Range(0, 50).Select(i => 10L * i)];
        QuantileCut cut = Quantiles.Cut(sorted, 1, 49);
        Assert.Equal(10, cut.ToDouble());
        Assert.False(cut.IsBelow(10));
        Assert.False(cut.IsAbove(10));
        Assert.True(cut.IsBelow(11));
        Assert.True(cut.IsAbove(9));
    }

    [Fact]
    public void Cut_LargestNumbers_DoNotOverflow()
    {
        QuantileCut cut = Quantiles.Cut([long.MinValue, long.MaxValue], 1, 2);
        Assert.True(cut.IsBelow(0));
        Assert.True(cut.IsAbove(-1));
        Assert.Equal(-0.5, cut.ToDouble(), 1.0);
    }

    [Fact]
    public void Cut_AnyNumbers_IsTheExactFractionOfTheDefinition() => Prop.ForAll(
        Gen.Choose(-50, 50).Select(i => (long)i).NonEmptyListOf().Zip(Gen.Choose(1, 12)).ToArbitrary(),
        pair =>
        {
            long[] sorted = [.. pair.Item1.Order()];
            ValueCounts counts = ValueCounts.Of([.. pair.Item1]);
            for (int part = 0; part <= pair.Item2; part++)
            {
                QuantileCut cut = Quantiles.Cut(sorted, part, pair.Item2);
                Assert.Equal(cut, counts.Cut(part, pair.Item2));
                Assert.Equal(cut.ToDouble(), Quantiles.Type7(sorted, (double)part / pair.Item2), 1e-9);
                decimal place = (sorted.Length - 1) * (decimal)part;
                int at = (int)decimal.Floor(place / pair.Item2);
                decimal times = (sorted[at] * (decimal)pair.Item2) + ((place - (at * pair.Item2)) * (sorted[Math.Min(at + 1, sorted.Length - 1)] - sorted[at]));
                foreach (long value in sorted)
                {
                    Assert.Equal(times < value * pair.Item2, cut.IsBelow(value));
                    Assert.Equal(times > value * pair.Item2, cut.IsAbove(value));
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Merge_TwoHalves_EqualOnePassBitForBit() => Prop.ForAll(
        Gen.Choose(-9, 9).Select(i => (long)i).ArrayOf().Two().ToArbitrary(),
        halves =>
        {
            ValueCounts left = ValueCounts.Of(halves.Item1);
            ValueCounts right = ValueCounts.Of(halves.Item2);
            long[] all = [.. halves.Item1, .. halves.Item2];
            ValueCounts once = ValueCounts.Of(all);
            Assert.Equal(once, left.Merge(right));
            Assert.Equal(once, right.Merge(left));
            Assert.Equal(once.GetHashCode(), right.Merge(left).GetHashCode());
            Array.Sort(all);
            for (int i = 0; i < all.Length; i++)
            {
                Assert.Equal(all[i], once.ValueAt(i));
            }

            for (long value = -10; value <= 10; value++)
            {
                Assert.Equal(all.Count(x => x == value), once.CountOf(value));
                Assert.Equal(all.Count(x => x < value), once.CountBelow(value));
            }

            foreach (double p in all.Length == 0 ? [] : new[] { 0, 0.1, 1.0 / 3, 0.5, 0.9, 1 })
            {
                Assert.Equal(Quantiles.Type7(all, p), once.Type7(p));
                Assert.Equal(Quantiles.Type7([.. all.Select(x => (double)x)], p), once.Type7(p));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantiles_BadInput_SayWhatIsWrong()
    {
        Assert.Throws<ArgumentException>(() => Quantiles.Type7(ReadOnlySpan<double>.Empty, 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.Type7(ReadOnlySpan<long>.Empty, 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.Type7([3.0, 1.0], 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.Type7([3L, 1L], 0.5));
        Assert.Throws<ArgumentException>(() => Quantiles.Type7([1.0, double.NaN], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([1.0], -0.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Type7([1.0], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Cut([1L], 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Cut([1L], 0, 0));
        Assert.Throws<ArgumentException>(() => ValueCounts.OfSorted([2L, 1L]));
        Assert.Throws<InvalidOperationException>(() => ValueCounts.Empty.Type7(0.5));
        Assert.Throws<InvalidOperationException>(() => ValueCounts.Empty.Cut(1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => ValueCounts.Of(1).ValueAt(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileCut(2, 1, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantileCut(1, 2, 5, 5));
        Assert.Equal(0, default(QuantileCut).ToDouble());
        Assert.Equal(1, default(QuantileCut).Denominator);
    }
}
