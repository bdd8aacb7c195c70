using FsCheck;
using FsCheck.Fluent;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Internal;

public class ReceiptColumnsTests
{
    [Fact]
    public void Magnitude_AnyAmounts_IsTheObviousSum() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(-1000, 1000), Gen.Elements(int.MinValue, int.MaxValue)).ArrayOf().ToArbitrary(),
        amounts => Assert.Equal(amounts.Sum(a => Math.Abs((long)a)), ReceiptColumns.Magnitude(amounts))).Check(Histories.Fixed);

    [Fact]
    public void Checked_AnyRows_GivesOneMoreThanTheHighest() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf().ToArbitrary(),
        rows => Assert.Equal(rows.Length == 0 ? 0 : rows.Max() + 1, ReceiptColumns.Checked(rows, new short[rows.Length], new int[rows.Length]))).Check(Histories.Fixed);

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Checked_RowOutOfRange_IsRefusedWithItsPlace(int row)
    {
        int[] rows = new int[100];
        rows[77] = row;
        Assert.Contains($"position 77 is {row}", Assert.Throws<ArgumentException>(() => ReceiptColumns.Checked(rows, new short[100], new int[100])).Message, StringComparison.Ordinal);
    }
}
