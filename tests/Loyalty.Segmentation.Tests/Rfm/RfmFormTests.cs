using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Tests.Habits;
using Loyalty.Segmentation.Tests.Summaries;

namespace Loyalty.Segmentation.Tests.Rfm;

public class RfmFormTests
{
    [Fact]
    public void MergeWith_AnySplitInAnyOrder_GivesWhatOnePassGivesAndReadsBack() => Prop.ForAll(Tables.Split, split =>
    {
        RfmTable left = Fill(split.Receipts.Where((_, i) => split.Halves[i]));
        left.MergeWith(Fill(split.Receipts.Where((_, i) => !split.Halves[i]).Reverse()));
        byte[] bytes = Shoppers.Bytes(Fill(split.Receipts).WriteTo);
        Assert.Equal(bytes, Shoppers.Bytes(left.WriteTo));
        Assert.Equal(bytes, Shoppers.Bytes(RfmTable.ReadFrom(new MemoryStream(bytes), Shoppers.Directory).WriteTo));
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_AnyBitFlippedOrCut_IsRefused() => Shoppers.AssertDamageIsRefused(
        Shoppers.Bytes(Fill([(0, 1, 300), (1, 2, -77), (2, 3, 55)]).WriteTo), (stream, directory) => RfmTable.ReadFrom(stream, directory));

    [Fact]
    public void ReadFrom_ACustomerTwice_IsRefused()
    {
        MemoryStream stream = new();
        StateWriter writer = new(stream, StateKind.Rfm, default, (ulong)Histories.Start.DayNumber);
        for (int time = 0; time < 2; time++)
        {
            writer.Key(Shoppers.Directory, 0);
            writer.Whole(1);
            writer.Whole(5);
            writer.Signed(300);
            writer.End();
        }

        writer.Complete();
        stream.Position = 0;
        Assert.Contains("a customer stands twice", Assert.Throws<InvalidDataException>(() => RfmTable.ReadFrom(stream, Shoppers.Directory)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ColumnsWithAnyWorkers_GivesWhatOneWorkerGives()
    {
        SplitMix64 random = new(11);
        int[] customers = [.. Enumerable.Range(0, 300_000).Select(_ => random.Below(150_000))];
        short[] days = [.. customers.Select(_ => (short)random.Below(700))];
        int[] amounts = [.. customers.Select(_ => random.Below(9_000) - 500)];
        DateOnly asOf = Histories.Start.AddDays(700);
        RfmTable one = new(Histories.Start);
        one.Add(customers, days, amounts);
        RfmScore[] expected = new RfmScore[one.Capacity];
        int scored = one.Score(one.Fit(asOf)!, asOf, expected);
        foreach (int workers in new[] { 2, 3, 7 })
        {
            RfmTable several = new(Histories.Start, one.Capacity);
            several.Add(customers, days, amounts, workers);
            RfmScore[] actual = new RfmScore[one.Capacity];
            Assert.Equal(scored, several.Score(several.Fit(asOf)!, asOf, actual));
            Assert.Equal(expected, actual);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => one.Add(customers, days, amounts, workers: 0));
    }

    private static RfmTable Fill(IEnumerable<(int Row, int Day, int Cents)> receipts)
    {
        RfmTable table = new(Histories.Start);
        foreach ((int row, int day, int cents) in receipts)
        {
            table.Add(row < 0 ? CustomerId.None : new CustomerId(row), Histories.Start.AddDays(day), cents);
        }

        return table;
    }
}
