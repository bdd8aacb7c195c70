using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Rfm;

/// <content>The binary form.</content>
public sealed partial class RfmTable
{
    /// <summary>Writes the table with the customers' own keys, so that another process can read it; the same table gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="directory">The directory with which the table was filled.</param>
    /// <exception cref="InvalidOperationException">The table holds receipts of a customer whom the directory does not know.</exception>
    public void WriteTo(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateWriter writer = new(stream, StateKind.Rfm, default, (ulong)Epoch.DayNumber);
        for (int index = 0; index < rows.Length; index++)
        {
            Row row = rows[index];
            if (row.Visits > 0 || row.Money != 0)
            {
                writer.Key(directory, index);
                writer.Whole(row.Visits);
                writer.Whole(row.LastDay);
                writer.Signed(row.Money);
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
    public static RfmTable ReadFrom(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateReader reader = new(stream, StateKind.Rfm);
        if (reader.Own > (ulong)DateOnly.MaxValue.DayNumber)
        {
            throw reader.Fault("it has no epoch");
        }

        RfmTable table = new(DateOnly.FromDayNumber((int)reader.Own), directory.Count);
        while (reader.More())
        {
            int row = reader.Key(directory).Index;
            table.Reserve(row + 1);
            if (table.rows[row] is { } known && (known.Visits > 0 || known.Money != 0))
            {
                throw reader.Fault("a customer stands twice");
            }

            int visits = reader.Whole(int.MaxValue);
            table.Set(row, reader.Whole(DateOnly.MaxValue.DayNumber), visits, reader.Signed());
        }

        return table;
    }

    /// <summary>Reads a table from a file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="directory">Gives the customers their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RfmTable Open(string path, CustomerDirectory directory) => StateReader.Open(path, directory, ReadFrom);
}
