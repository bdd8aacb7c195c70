using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation;

/// <content>The binary form.</content>
public sealed partial class PurchaseHistory
{
    /// <summary>Writes the history with the customers' own keys, so that another process can read it; the same history gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="directory">The directory with which the history was filled.</param>
    /// <exception cref="InvalidOperationException">The history holds receipts of a customer whom the directory does not know.</exception>
    public void WriteTo(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateWriter writer = new(stream, StateKind.Purchases, Currency, 0);
        writer.Whole(moved);
        writer.Whole(AnonymousReceipts);
        writer.Signed(AnonymousMoney.MinorUnits);
        writer.End();

        // A customer is named at their first receipt, and by their number in the file from then on.
        Dictionary<int, int> named = [];
        for (int i = 0; i < count; i++)
        {
            bool known = named.TryGetValue(rows[i], out int number);
            writer.Whole(known ? number + 1 : 0);
            if (!known)
            {
                writer.Key(directory, rows[i]);
                named.Add(rows[i], named.Count);
            }

            writer.Whole(days[i]);
            writer.Signed(amounts[i]);
            writer.End();
        }

        writer.Complete();
    }

    /// <summary>Writes the history to a file, through a temporary one beside it that is renamed at the end.</summary>
    /// <param name="path">Where; an older file stays whole until the new one is.</param>
    /// <param name="directory">The directory with which the history was filled.</param>
    /// <exception cref="InvalidOperationException">The history holds receipts of a customer whom the directory does not know.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path, CustomerDirectory directory) => StateWriter.Save(path, stream => WriteTo(stream, directory));

    /// <summary>Reads a history.</summary>
    /// <param name="stream">What <see cref="WriteTo"/> wrote; it must be able to seek, because all of it is checked before any of it is read.</param>
    /// <param name="directory">Gives the customers their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    public static PurchaseHistory ReadFrom(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateReader reader = new(stream, StateKind.Purchases);
        if (!reader.More())
        {
            throw reader.Fault("it has no totals");
        }

        PurchaseHistory history = new(reader.Currency)
        {
            moved = reader.Whole(long.MaxValue),
            AnonymousReceipts = reader.Whole(long.MaxValue),
            AnonymousMoney = new Money(reader.Signed(), reader.Currency),
        };
        List<int> named = [];
        while (reader.More())
        {
            int number = reader.Whole(named.Count) - 1;
            if (number < 0)
            {
                number = named.Count;
                named.Add(reader.Key(directory).Index);
            }

            history.Reserve(1);
            history.rows[history.count] = named[number];
            history.days[history.count] = reader.Whole(DateOnly.MaxValue.DayNumber);
            history.amounts[history.count++] = reader.Signed();
        }

        return history;
    }

    /// <summary>Reads a history from a file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="directory">Gives the customers their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PurchaseHistory Open(string path, CustomerDirectory directory) => StateReader.Open(path, directory, ReadFrom);
}
