using System.Numerics;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Summaries.Internal;

namespace Loyalty.Segmentation.Summaries;

/// <content>The binary form.</content>
public sealed partial class SummaryTable
{
    /// <summary>Writes the table with the customers' own keys, so that another process can read it; the same table gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="directory">The directory with which the table was filled.</param>
    /// <exception cref="InvalidOperationException">The table holds receipts of a customer whom the directory does not know.</exception>
    public void WriteTo(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateWriter writer = new(stream, StateKind.Summaries, Currency, (ulong)Epoch.DayNumber);
        writer.Whole(moved);
        writer.Whole(AnonymousReceipts);
        writer.Signed(AnonymousMoney.MinorUnits);
        writer.End();
        for (int index = 0; index < Capacity; index++)
        {
            SummaryShard shard = ShardOf(index, out int row);
            if (shard[row].Receipts > 0)
            {
                writer.Key(directory, index);
                Write(writer, shard, row);
                writer.End();
            }
        }

        writer.Complete();
    }

    /// <summary>Writes the table to a file, through a temporary one beside it that is renamed at the end.</summary>
    /// <param name="path">Where; an older file stays whole until the new one is.</param>
    /// <param name="directory">The directory with which the table was filled.</param>
    /// <exception cref="InvalidOperationException">The table holds receipts of a customer whom the directory does not know.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path, CustomerDirectory directory) => StateWriter.Save(path, stream => WriteTo(stream, directory));

    /// <summary>Reads a table.</summary>
    /// <param name="stream">What <see cref="WriteTo"/> wrote; it must be able to seek, because all of it is checked before any of it is read.</param>
    /// <param name="directory">Gives the customers their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    public static SummaryTable ReadFrom(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateReader reader = new(stream, StateKind.Summaries);
        if (reader.Own > (ulong)DateOnly.MaxValue.DayNumber || !reader.More())
        {
            throw reader.Fault("it has no totals, or no epoch");
        }

        SummaryTable table = new(reader.Currency, DateOnly.FromDayNumber((int)reader.Own), directory.Count)
        {
            moved = reader.Whole(long.MaxValue),
            AnonymousReceipts = reader.Whole(long.MaxValue),
            AnonymousMoney = new Money(reader.Signed(), reader.Currency),
        };
        while (reader.More())
        {
            CustomerId customer = reader.Key(directory);
            if (table.Has(customer))
            {
                throw reader.Fault("a customer stands twice");
            }

            table.Reserve(customer.Index + 1);
            table.Read(reader, customer.Index);
        }

        return table;
    }

    /// <summary>Reads a table from a file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="directory">Gives the customers their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SummaryTable Open(string path, CustomerDirectory directory) => StateReader.Open(path, directory, ReadFrom);

    private static void Write(StateWriter writer, SummaryShard shard, int row)
    {
        ref readonly SummaryRow own = ref shard[row];
        writer.Whole(own.Receipts);
        writer.Signed(own.Net);
        writer.Whole(own.Lines);
        writer.Whole(own.OnOffer);
        int present = 0;
        for (int slot = 0; slot < 7; slot++)
        {
            present |= shard.WeekdayOf(row, slot).Visits > 0 ? 1 << slot : 0;
        }

        writer.Whole(present);
        for (int slot = 0; slot < 7; slot++)
        {
            (long visits, long spend) = shard.WeekdayOf(row, slot);
            if (visits > 0)
            {
                writer.Whole(visits);
                writer.Whole(spend);
            }
        }

        writer.Whole(own.HourCount);
        for (int i = 0; i < own.HourCount; i++)
        {
            (int hour, long visits, long spend) = shard.HourOf(row, i);
            writer.Whole(hour);
            writer.Whole(visits);
            writer.Whole(spend);
        }

        PurchaseDays days = shard.DaysOf(row);
        writer.Whole(days.Count);
        int before = -1;
        foreach (ushort day in days)
        {
            writer.Whole(day - before - 1);
            before = day;
        }
    }

    private void Read(StateReader reader, int index)
    {
        SummaryShard shard = ShardOf(index, out int row);
        int receipts = reader.Whole(int.MaxValue);
        Receipts += receipts;
        shard.AddSums(row, receipts, reader.Signed(), reader.Whole(long.MaxValue), reader.Whole(long.MaxValue));
        uint present = (uint)reader.Whole((1 << 7) - 1);
        for (; present != 0; present &= present - 1)
        {
            shard.AddWeekday(row, BitOperations.TrailingZeroCount(present), reader.Whole(long.MaxValue), reader.Whole(long.MaxValue));
        }

        for (int hours = reader.Whole(24); hours > 0; hours--)
        {
            shard.AddHour(row, reader.Whole(23), reader.Whole(long.MaxValue), reader.Whole(long.MaxValue));
        }

        int day = -1;
        for (int days = reader.Whole(SummaryShard.LastDay + 1); days > 0; days--)
        {
            day = checked(day + 1 + reader.Whole(SummaryShard.LastDay));
            shard.AddDay(row, day <= SummaryShard.LastDay ? day : throw reader.Fault("a purchase day is out of range"));
        }
    }
}
