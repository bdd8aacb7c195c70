using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Tests.Summaries;

public class SummaryFormTests
{
    [Fact]
    public void ReadFrom_WhatWasWritten_IsTheSameTable() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        byte[] bytes = Tables.Bytes(Tables.Of(receipts));
        Assert.Equal(bytes, Tables.Bytes(SummaryTable.ReadFrom(new MemoryStream(bytes), Tables.Directory)));
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_InAnotherProcess_GivesTheGuestsTheirOwnKeys()
    {
        CustomerDirectory here = new();
        SummaryTable table = new(new Currency("EUR"), Histories.Start);
        foreach (string key in new[] { "anna", "42", "0f8fad5b-d9cb-469f-a165-70867728950e" })
        {
            table.Add(here.GetOrAdd(key), Histories.Start, new Money(key.Length * 100, new Currency("EUR")));
        }

        using MemoryStream stream = new();
        table.WriteTo(stream, here);
        stream.Position = 0;
        CustomerDirectory there = new();
        there.GetOrAdd("somebody else");
        SummaryTable read = SummaryTable.ReadFrom(stream, there);

        Assert.Equal(4, there.Count);
        Assert.Equal(400, read.Of(there.GetOrAdd("anna"), Histories.Start).Net.MinorUnits);
        Assert.Equal(200, read.Of(there.GetOrAdd(42), Histories.Start).Net.MinorUnits);
        Assert.Equal((new Currency("EUR"), Histories.Start, 3L), (read.Currency, read.Epoch, read.Receipts));
    }

    [Fact]
    public void ReadFrom_StateCutAnywhere_IsRefusedWithPlaceAndCure()
    {
        byte[] bytes = Tables.Bytes(Sample());
        for (int length = 0; length < bytes.Length; length++)
        {
            CustomerDirectory directory = new();
            string message = Refused(bytes[..length], directory);
            Assert.Contains(length < 8 ? "LOYALSEG" : $"byte {length}", message, StringComparison.Ordinal);
            Assert.Equal(0, directory.Count);
        }
    }

    [Fact]
    public void ReadFrom_AnyBitFlipped_IsRefusedAndLeavesNothingRead()
    {
        byte[] bytes = Tables.Bytes(Sample());
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            CustomerDirectory directory = new();
            Assert.NotEmpty(Refused(flipped, directory));
            Assert.Equal(0, directory.Count);
        }
    }

    [Fact]
    public void ReadFrom_PagesSwappedOrMissing_AreRefused()
    {
        SummaryTable table = new(default, Histories.Start);
        for (int row = 0; row <= 6 * Tables.Spread; row++)
        {
            table.Add(new CustomerId(row), Histories.Start.AddDays(row % 50), new Money(100 + row, default), hour: 8);
        }

        byte[] bytes = Tables.Bytes(table);
        int first = 40;
        int second = first + 12 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(first));
        int third = second + 12 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(second));

        Assert.Contains($"byte {first}", Refused([.. bytes[..first], .. bytes[second..third], .. bytes[first..second], .. bytes[third..]], new()), StringComparison.Ordinal);
        Assert.Contains($"byte {second}", Refused([.. bytes[..second], .. bytes[third..]], new()), StringComparison.Ordinal);
        Assert.Equal(bytes, Tables.Bytes(SummaryTable.ReadFrom(new MemoryStream(bytes), Tables.Directory)));
    }

    [Fact]
    public void ReadFrom_NewerFormat_IsRefusedWithTheReason()
    {
        byte[] bytes = Tables.Bytes(Sample());
        bytes[8] = 3;
        bytes[12] = 2;
        Assert.Contains("format 3 and needs a reader of format 2 at least; this one reads 1 to 1", Refused(bytes, new()), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFrom_AGuestTwice_IsRefused() => Assert.Contains("a customer stands twice", Refused(Written(0, 0)), StringComparison.Ordinal);

    [Fact]
    public void ReadFrom_ADayBeyondTheLast_IsRefused()
    {
        Assert.Equal(1, SummaryTable.ReadFrom(new MemoryStream(Written(0)), new()).Receipts);
        Assert.Contains("a purchase day is out of range", Refused(Written(0, days: [65_534, 0])), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFrom_AnotherFile_IsRefusedByItsName()
    {
        Assert.Contains("LOYALSEG", Refused("customer_id,net\n"u8.ToArray(), new()), StringComparison.Ordinal);
        using MemoryStream stream = new();
        Histories.Of([(0, 1, 100)]).WriteTo(stream, Tables.Directory);
        Assert.Contains("holds Purchases", Refused(stream.ToArray(), new()), StringComparison.Ordinal);
    }

    [Fact]
    public void ReadFrom_StateInsideAStream_LeavesTheRestUnread()
    {
        byte[] bytes = Tables.Bytes(Sample());
        using MemoryStream stream = new([1, 2, .. bytes, 77]);
        stream.Position = 2;
        _ = SummaryTable.ReadFrom(stream, new());
        Assert.Equal(77, stream.ReadByte());
    }

    [Fact]
    public void Save_ThatFails_LeavesTheOlderFileWhole()
    {
        string folder = Directory.CreateTempSubdirectory("loyalty-summaries-").FullName;
        try
        {
            string path = Path.Combine(folder, "guests.summaries");
            CustomerDirectory directory = new();
            SummaryTable table = new(default, Histories.Start);
            table.Add(directory.GetOrAdd("anna"), Histories.Start, new Money(100, default));
            table.Save(path, directory);
            byte[] before = File.ReadAllBytes(path);

            CustomerId ben = directory.GetOrAdd("ben");
            table.Add(ben, Histories.Start, new Money(100, default));
            directory.Erase(ben);
            Assert.Contains("Erase the customer from the state too", Assert.Throws<InvalidOperationException>(() => table.Save(path, directory)).Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(path));
            Assert.Equal([path], Directory.GetFiles(folder));

            table.Erase(ben);
            table.Save(path, directory);
            Assert.Equal(1, SummaryTable.Open(path, new()).AnonymousReceipts);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Refused(byte[] bytes) => Refused(bytes, new());

    private static byte[] Written(int guest, int? again = null, int[]? days = null)
    {
        MemoryStream stream = new();
        StateWriter writer = new(stream, StateKind.Summaries, default, (ulong)Histories.Start.DayNumber);
        writer.Whole(0);
        writer.Whole(0);
        writer.Signed(0);
        writer.End();
        foreach (int row in again is { } second ? [guest, second] : new[] { guest })
        {
            // One receipt of nothing: no lines, discounts, weekdays or hours, and the gaps between purchase days.
            writer.Key(Tables.Directory, row);
            writer.Whole(1);
            writer.Signed(0);
            writer.Whole(0);
            writer.Whole(0);
            writer.Whole(0);
            writer.Whole(0);
            writer.Whole(days?.Length ?? 0);
            foreach (int gap in days ?? [])
            {
                writer.Whole(gap);
            }

            writer.End();
        }

        writer.Complete();
        return stream.ToArray();
    }

    private static SummaryTable Sample() => Tables.Of([(0, 1, 500), (0, 30, 711), (1, 4, 222), (2, 9, -300), (-1, 3, 100), (1, 4, 901)]);

    private static string Refused(byte[] bytes, CustomerDirectory directory) =>
        Assert.Throws<InvalidDataException>(() => SummaryTable.ReadFrom(new MemoryStream(bytes), directory)).Message;
}
