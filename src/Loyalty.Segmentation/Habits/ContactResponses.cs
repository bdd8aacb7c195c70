using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Habits;

/// <summary>How many messages each guest got, and how often the guest opened, clicked, unsubscribed or complained.</summary>
/// <remarks>
/// A mergeable state of whole numbers: two fillings with different events, merged, equal one. 20 bytes a guest. Count each message once for each
/// kind of answer, in one state only. One writer at a time; readers may run together while nobody writes.
/// </remarks>
public sealed class ContactResponses
{
    private ResponseCounts[] rows = [];

    /// <summary>One more than the highest row that there is room for.</summary>
    public int Capacity => rows.Length;

    /// <summary>A guest's counts; all 0 for a guest of whom nothing is known.</summary>
    /// <param name="customer">The guest.</param>
    public ResponseCounts this[CustomerId customer] => (uint)customer.Index < (uint)rows.Length ? rows[customer.Index] : default;

    /// <summary>Adds to a guest's counts.</summary>
    /// <param name="customer">The guest; none is ignored.</param>
    /// <param name="more">How many more of each, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    /// <exception cref="OverflowException">A count no longer fits; nothing is added.</exception>
    public void Add(CustomerId customer, ResponseCounts more)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(more.Sent);
        ArgumentOutOfRangeException.ThrowIfNegative(more.Opened);
        ArgumentOutOfRangeException.ThrowIfNegative(more.Clicked);
        ArgumentOutOfRangeException.ThrowIfNegative(more.Unsubscribed);
        ArgumentOutOfRangeException.ThrowIfNegative(more.Complained);
        if (customer.IsNone)
        {
            return;
        }

        if (customer.Index >= rows.Length)
        {
            Array.Resize(ref rows, (int)Math.Min(Array.MaxLength, Math.Max(customer.Index + 1L, rows.Length * 2L)));
        }

        ref ResponseCounts own = ref rows[customer.Index];
        own = checked(new ResponseCounts(
            own.Sent + more.Sent, own.Opened + more.Opened, own.Clicked + more.Clicked, own.Unsubscribed + more.Unsubscribed, own.Complained + more.Complained));
    }

    /// <summary>Adds another state to this one.</summary>
    /// <param name="other">A state filled with other events; it stays as it is.</param>
    /// <exception cref="OverflowException">A count no longer fits.</exception>
    public void MergeWith(ContactResponses other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int row = 0; row < other.rows.Length; row++)
        {
            if (other.rows[row] != default)
            {
                Add(new CustomerId(row), other.rows[row]);
            }
        }
    }

    /// <summary>Forgets a guest.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        if ((uint)customer.Index < (uint)rows.Length)
        {
            rows[customer.Index] = default;
        }
    }

    /// <summary>Writes the state with the guests' own keys, so that another process can read it; the same state gives the same bytes.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="directory">The directory with which the state was filled.</param>
    /// <exception cref="InvalidOperationException">The state holds counts of a guest whom the directory does not know.</exception>
    public void WriteTo(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateWriter writer = new(stream, StateKind.Responses, default, 0);
        for (int row = 0; row < rows.Length; row++)
        {
            ResponseCounts own = rows[row];
            if (own != default)
            {
                writer.Key(directory, row);
                writer.Whole(own.Sent);
                writer.Whole(own.Opened);
                writer.Whole(own.Clicked);
                writer.Whole(own.Unsubscribed);
                writer.Whole(own.Complained);
                writer.End();
            }
        }

        writer.Complete();
    }

    /// <summary>Writes the state to a file, through a temporary one beside it that is renamed at the end.</summary>
    /// <param name="path">Where; an older file stays whole until the new one is.</param>
    /// <param name="directory">The directory with which the state was filled.</param>
    /// <exception cref="InvalidOperationException">The state holds counts of a guest whom the directory does not know.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path, CustomerDirectory directory) => StateWriter.Save(path, stream => WriteTo(stream, directory));

    /// <summary>Reads a state.</summary>
    /// <param name="stream">What <see cref="WriteTo"/> wrote; it must be able to seek, because all of it is checked before any of it is read.</param>
    /// <param name="directory">Gives the guests their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    public static ContactResponses ReadFrom(Stream stream, CustomerDirectory directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        StateReader reader = new(stream, StateKind.Responses);
        ContactResponses responses = new();
        while (reader.More())
        {
            CustomerId customer = reader.Key(directory);
            if (responses[customer] != default)
            {
                throw reader.Fault("a guest stands twice");
            }

            responses.Add(customer, new ResponseCounts(
                reader.Whole(int.MaxValue), reader.Whole(int.MaxValue), reader.Whole(int.MaxValue), reader.Whole(int.MaxValue), reader.Whole(int.MaxValue)));
        }

        return responses;
    }

    /// <summary>Reads a state from a file.</summary>
    /// <param name="path">What <see cref="Save"/> wrote.</param>
    /// <param name="directory">Gives the guests their rows; may know others already.</param>
    /// <exception cref="InvalidDataException">It is another file, damaged, cut off, or of a newer format; the message says which, where and the cure.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ContactResponses Open(string path, CustomerDirectory directory) => StateReader.Open(path, directory, ReadFrom);
}
