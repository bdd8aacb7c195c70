using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries;

namespace Loyalty.Segmentation.Tests.Summaries;

/// <summary>Tables for tests: guests far apart, so that several ranges of customers take part.</summary>
internal static class Tables
{
    public const int Spread = 7000;

    /// <summary>Receipts and, for each, in which half it is counted.</summary>
    public static Arbitrary<((int Row, int Day, int Cents)[] Receipts, bool[] Halves)> Split { get; } =
        (from receipts in Histories.Receipts.Generator
         from order in Gen.Shuffle(receipts)
         from halves in Gen.Elements(true, false).ArrayOf(receipts.Length)
         select (order, halves)).ToArbitrary();

    public static CustomerDirectory Directory { get; } = Guests();

    public static SummaryTable Of(IEnumerable<(int Row, int Day, int Cents)> receipts)
    {
        SummaryTable table = new(default, Histories.Start);
        foreach ((int row, int day, int cents) in receipts)
        {
            table.Add(
                row < 0 ? CustomerId.None : new CustomerId(row * Spread), Histories.Start.AddDays(day), new Money(cents, default),
                cents % 5 == 0 ? null : Math.Abs(cents) % 24, 1 + (Math.Abs(cents) % 4), cents > 0 ? new Money(cents / 3, default) : null);
        }

        return table;
    }

    public static byte[] Bytes(SummaryTable table)
    {
        using MemoryStream stream = new();
        table.WriteTo(stream, Directory);
        return stream.ToArray();
    }

    public static byte[] Bytes(RfmTable table)
    {
        using MemoryStream stream = new();
        table.WriteTo(stream, Directory);
        return stream.ToArray();
    }

    private static CustomerDirectory Guests()
    {
        CustomerDirectory directory = new();
        for (int i = 0; i <= 6 * Spread; i++)
        {
            directory.GetOrAdd(i);
        }

        return directory;
    }
}
