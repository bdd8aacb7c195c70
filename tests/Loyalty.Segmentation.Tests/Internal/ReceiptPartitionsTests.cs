using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Tests.Internal;

public class ReceiptPartitionsTests
{
    [Fact]
    public void Deal_AnyReceipts_HandsEachOutOnceToItsRange() => Prop.ForAll(
        (from receipts in Gen.Choose(0, 40_000) from rows in Gen.Choose(1, 100_000) from hand in Gen.Elements(64, 256, 4096) from workers in Gen.Choose(1, 5) select (receipts, rows, hand, workers)).ToArbitrary(),
        given =>
        {
            (int[] customers, short[] days, int[] amounts) = Columns(given.receipts, given.rows);
            Pile pile = new(given.rows);
            ReceiptPartitions.Deal(pile, customers, days, amounts, given.rows, given.hand, given.workers);
            (int, int, int)[] expected = [.. customers.Select((customer, i) => (customer, (int)days[i], amounts[i])).Order()];
            Assert.Equal(expected, pile.All.Order());
        }).Check(Histories.Fixed);

    [Fact]
    public void Deal_OneWorker_KeepsTheOrderWithinARange()
    {
        (int[] customers, short[] days, int[] amounts) = Columns(20_000, 40_000);
        Pile pile = new(40_000);
        ReceiptPartitions.Deal(pile, customers, days, amounts, 40_000, 64, 1);
        (int Row, int, int)[] all = [.. customers.Select((customer, i) => (customer, (int)days[i], amounts[i]))];
        Assert.All(Enumerable.Range(0, 3), range => Assert.Equal(all.Where(r => r.Row >> ReceiptPartitions.RangeBits == range), pile.Of(range)));
    }

    [Theory]
    [InlineData(16_383, 1)]
    [InlineData(16_384, 2)]
    [InlineData(32_767, 2)]
    [InlineData(32_768, 3)]
    public void Deal_ReceiptsOfTheLastRowAndTheOneBefore_GoToTheirRanges(int last, int ranges)
    {
        // As many as two workers share, all on either side of where a range ends.
        int[] customers = [.. Enumerable.Range(0, 20_000).Select(i => last - (i % 2))];
        Pile pile = new(last + 1);
        ReceiptPartitions.Deal(pile, customers, new short[20_000], [.. Enumerable.Range(0, 20_000)], last + 1, 256, 2);
        Assert.Equal(ranges, (last >> ReceiptPartitions.RangeBits) + 1);
        foreach (int row in new[] { last - 1, last })
        {
            Assert.Equal(Enumerable.Range(0, 20_000).Where(i => customers[i] == row), pile.Of(row >> ReceiptPartitions.RangeBits).Where(r => r.Row == row).Select(r => r.Amount).Order());
        }
    }

    [Fact]
    public void Deal_OneTakerThrows_IsToldAndNobodyWaitsForever()
    {
        (int[] customers, short[] days, int[] amounts) = Columns(200_000, 60_000);
        Assert.Throws<AggregateException>(() => ReceiptPartitions.Deal(new Refusing(), customers, days, amounts, 60_000, 256, 2));
    }

    private static (int[] Customers, short[] Days, int[] Amounts) Columns(int receipts, int rows)
    {
        SplitMix64 random = new(5);
        int[] customers = new int[receipts];
        short[] days = new short[receipts];
        int[] amounts = new int[receipts];
        for (int i = 0; i < receipts; i++)
        {
            (customers[i], days[i], amounts[i]) = (random.Below(rows), (short)random.Below(short.MaxValue + 1), random.Below(int.MaxValue) - (int.MaxValue / 2));
        }

        return (customers, days, amounts);
    }

    /// <summary>Keeps what it is given, and notices when a range is given to two at once.</summary>
    private sealed class Pile(int rows) : IReceiptSink
    {
        private readonly List<(int Row, int Day, int Amount)>[] ranges = [.. Enumerable.Range(0, ((rows - 1) >> ReceiptPartitions.RangeBits) + 1).Select(_ => new List<(int, int, int)>())];
        private readonly int[] busy = new int[((rows - 1) >> ReceiptPartitions.RangeBits) + 1];

        public IEnumerable<(int Row, int Day, int Amount)> All => ranges.SelectMany(r => r);

        public List<(int Row, int Day, int Amount)> Of(int range) => ranges[range];

        public void Take(int partition, ReadOnlySpan<ulong> receipts)
        {
            Assert.Equal(1, Interlocked.Increment(ref busy[partition]));
            foreach (ulong receipt in receipts)
            {
                ranges[partition].Add(((partition << ReceiptPartitions.RangeBits) + (ushort)receipt, (ushort)(receipt >> 16), (int)(receipt >> 32)));
            }

            Interlocked.Decrement(ref busy[partition]);
        }
    }

    private sealed class Refusing : IReceiptSink
    {
        public void Take(int partition, ReadOnlySpan<ulong> receipts) => throw new OverflowException();
    }
}
