using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Microsegments;

public class GuestSetTests
{
    /// <summary>Two sets of up to 300 guests, of different length.</summary>
    private static readonly Arbitrary<(int Guests, int[] Rows, int OtherGuests, int[] Others)> Pairs =
        (from guests in Gen.Choose(1, 300)
         from rows in Gen.Choose(0, guests - 1).ArrayOf()
         from otherGuests in Gen.Choose(1, 300)
         from others in Gen.Choose(0, otherGuests - 1).ArrayOf()
         select (guests, rows, otherGuests, others)).ToArbitrary();

    [Fact]
    public void Algebra_AnyTwoSets_IsThatOfHashSets() => Prop.ForAll(Pairs, pair =>
    {
        GuestSet left = GuestSet.Of(pair.Guests, pair.Rows);
        GuestSet right = GuestSet.Of(pair.OtherGuests, pair.Others);
        HashSet<int> one = [.. pair.Rows];
        HashSet<int> two = [.. pair.Others];

        Assert.Equal(one.Order(), left.ToArray());
        Assert.Equal(one.Intersect(two).Order(), left.And(right).ToArray());
        Assert.Equal(one.Union(two).Order(), left.Or(right).ToArray());
        Assert.Equal(one.Except(two).Order(), left.AndNot(right).ToArray());
        Assert.Equal(two.Except(one).Order(), right.AndNot(left).ToArray());
        Assert.Equal(one.Except(two).Union(two.Except(one)).Order(), left.Xor(right).ToArray());
        Assert.Equal(one.Intersect(two).Count(), left.Overlap(right));
        Assert.Equal(one.Union(two).Count(), left.Or(right).Count);
        Assert.Equal(Math.Max(pair.Guests, pair.OtherGuests), left.Xor(right).Guests);
        Assert.All(Enumerable.Range(-2, 330), row => Assert.Equal(one.Contains(row), left.Contains(row)));
    }).Check(Histories.Fixed);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 1)]
    [InlineData(64, 0, 64)]
    [InlineData(65, 64, 65)]
    [InlineData(200, 63, 64)]
    [InlineData(200, 64, 128)]
    [InlineData(200, 10, 10)]
    [InlineData(1000, 70, 963)]
    public void Range_AnyEnds_HoldsTheRowsBetween(int guests, int from, int to)
    {
        GuestSet set = GuestSet.Range(guests, from, to);
        Assert.Equal(Enumerable.Range(from, to - from), set.ToArray());
        Assert.Equal(to - from, set.Count);
        Assert.Equal(GuestSet.All(guests).Xor(set), GuestSet.All(guests).AndNot(set));
    }

    [Fact]
    public void ToBytes_AnySet_IsReadAgain() => Prop.ForAll(Pairs, pair =>
    {
        GuestSet set = GuestSet.Of(pair.Guests, pair.Rows);
        GuestSet again = GuestSet.FromBytes(set.ToBytes());
        Assert.Equal(set, again);
        Assert.Equal(set.GetHashCode(), again.GetHashCode());
    }).Check(Histories.Fixed);

    [Fact]
    public void FromBytes_AnyByteChangedOrCut_IsRefused()
    {
        byte[] whole = GuestSet.Of(130, [0, 64, 129]).ToBytes();
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 0x10;
            Assert.Throws<FormatException>(() => GuestSet.FromBytes(damaged));
            Assert.Throws<FormatException>(() => GuestSet.FromBytes(whole.AsSpan(0, i)));
        }

        Assert.Throws<FormatException>(() => GuestSet.FromBytes([.. whole, 0]));
    }

    [Fact]
    public void FromBytes_OtherWritersBits_AreRefusedWhereTheyLieBeyondTheGuests()
    {
        byte[] bytes = GuestSet.Of(65, [64]).ToBytes();
        bytes[16] |= 2;
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 8), StableHash.XxHash64(bytes.AsSpan(0, bytes.Length - 8)));
        Assert.Contains("beyond its 65", Assert.Throws<FormatException>(() => GuestSet.FromBytes(bytes)).Message, StringComparison.Ordinal);
        bytes[3] = 2;
        Assert.Contains("version 2", Assert.Throws<FormatException>(() => GuestSet.FromBytes(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToBytes_KeptByAnEarlierProgram_IsReadTheSameForever() => Assert.Equal(
        GuestSet.Of(70, [0, 69]), GuestSet.FromBytes(Convert.FromHexString("4C475301460000000100000000000000" + "2000000000000000" + "6A56361418869E3C")));

    [Fact]
    public void AMillionGuests_Take125Kilobytes() => Assert.Equal(125_016, GuestSet.All(1_000_000).ToBytes().Length);

    [Fact]
    public void CountContainsOverlapCopyTo_DoNotAllocate()
    {
        GuestSet left = GuestSet.Range(10_000, 0, 6_000);
        GuestSet right = GuestSet.Range(10_000, 4_000, 10_000);
        int[] rows = new int[6_000];
        Assert.Equal(0, Allocated.Bytes(() => left.Overlap(right)));
        Assert.Equal(0, Allocated.Bytes(() => left.CopyTo(rows)));
        Assert.Equal(0, Allocated.Bytes(() => left.Contains(5)));
    }

    [Fact]
    public void Of_OutsideTheGuests_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestSet.Of(5, [5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestSet.Of(5, [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestSet.None(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestSet.Range(5, 3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestSet.Range(5, 3, 6));
        Assert.Throws<ArgumentException>(() => GuestSet.All(5).CopyTo(new int[4]));
        Assert.False(GuestSet.All(5)[CustomerId.None]);
        Assert.True(GuestSet.None(5).IsEmpty);
        Assert.Equal("5 of 5 guests", GuestSet.All(5).ToString());
    }
}
