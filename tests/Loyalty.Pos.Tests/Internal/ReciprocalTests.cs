using FsCheck;
using FsCheck.Fluent;
using Loyalty.Pos.Internal;

namespace Loyalty.Pos.Tests.Internal;

public class ReciprocalTests
{
    [Theory]
    [InlineData(49, 49)] // 49 × (1 / 49) is less than 1 in floating point
    [InlineData(49, 48)]
    [InlineData(1, 0)]
    [InlineData(1_999_999_999, 1_999_999_999L * 1_999_999_999)]
    [InlineData(1_999_999_999, (1_999_999_999L * 1_999_999_999) - 1)]
    [InlineData(3, (2L * 1_000_000_000_000_000) - 1)]
    public void Divide_WhereRoundingTempts_IsExact(long whole, long product)
    {
        long share = new Reciprocal(whole).Divide(product, out long remainder);
        Assert.Equal((product / whole, product % whole), (share, remainder));
    }

    [Fact]
    public void Divide_MultiplesAndTheirNeighbours_AreExact() => Prop.ForAll(
        (from whole in Gen.Choose(1, 2_000_000_000)
         from quotient in Gen.Choose(1, 2_000_000_000)
         from step in Gen.Choose(-1, 1)
         select (Whole: (long)whole, Product: ((long)whole * quotient) + step)).ToArbitrary(),
        drawn =>
        {
            long share = new Reciprocal(drawn.Whole).Divide(drawn.Product, out long remainder);
            return share == drawn.Product / drawn.Whole && remainder == drawn.Product % drawn.Whole;
        }).QuickCheckThrowOnFailure();
}
