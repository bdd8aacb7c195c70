using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Loyalty.Core;

namespace Loyalty.Segmentation.Internal;

/// <summary>Writes a state's records page by page; see <see cref="StateFormat"/>.</summary>
internal sealed class StateWriter
{
    private readonly Stream stream;
    private readonly ArrayBufferWriter<byte> page = new(StateFormat.PageSize + 4096);
    private int pages;

    public StateWriter(Stream stream, StateKind kind, Currency currency, ulong own)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.stream = stream;
        Span<byte> header = stackalloc byte[StateFormat.HeaderSize];
        StateFormat.WriteHeader(header, kind, currency, own);
        stream.Write(header);
    }

    /// <summary>Writes through a temporary file that is renamed at the end.</summary>
    public static void Save(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = path + ".new";
        try
        {
            using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    public void Whole(ulong value)
    {
        Span<byte> room = page.GetSpan(10);
        int length = 0;
        for (; value > 0x7F; value >>= 7)
        {
            room[length++] = (byte)(value | 0x80);
        }

        room[length++] = (byte)value;
        page.Advance(length);
    }

    public void Whole(long value) => Whole((ulong)value);

    public void Signed(long value) => Whole((ulong)((value << 1) ^ (value >> 63)));

    public void Text(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        Whole(length);
        page.Advance(Encoding.UTF8.GetBytes(value, page.GetSpan(length)));
    }

    /// <summary>Writes a customer's own key.</summary>
    /// <exception cref="InvalidOperationException">The customer was erased from the directory and not from the state, or is of another directory.</exception>
    public void Key(CustomerDirectory directory, int row)
    {
        try
        {
            Text(directory.GetKey(new CustomerId(row)));
        }
        catch (Exception fault) when (fault is KeyNotFoundException or ArgumentOutOfRangeException)
        {
            throw new InvalidOperationException(
                $"The state holds receipts of the customer {new CustomerId(row)}, whom the directory does not know. Erase the customer from the state too, or give the directory with which it was filled.",
                fault);
        }
    }

    /// <summary>Ends a record, and the page where it is full.</summary>
    public void End()
    {
        if (page.WrittenCount >= StateFormat.PageSize)
        {
            Flush();
        }
    }

    /// <summary>Ends the file.</summary>
    public void Complete()
    {
        if (page.WrittenCount > 0)
        {
            Flush();
        }

        Flush();
    }

    private void Flush()
    {
        Span<byte> head = stackalloc byte[StateFormat.PageHeaderSize];
        BinaryPrimitives.WriteInt32LittleEndian(head, page.WrittenCount);
        BinaryPrimitives.WriteUInt64LittleEndian(head[4..], StateFormat.ChecksumOf(page.WrittenSpan, pages));
        stream.Write(head);
        stream.Write(page.WrittenSpan);
        page.ResetWrittenCount();
        pages++;
    }
}
