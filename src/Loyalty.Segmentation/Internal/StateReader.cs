using System.Buffers.Binary;
using System.Text;
using Loyalty.Core;

namespace Loyalty.Segmentation.Internal;

/// <summary>Reads a state's records; every page is checked before the first record is handed out.</summary>
internal sealed class StateReader
{
    private readonly Stream stream;
    private byte[] page = [];
    private int length;
    private int at;
    private long pageStart;
    private long next;
    private long end;
    private int pages;

    /// <summary>Checks a whole state.</summary>
    /// <exception cref="ArgumentException">The stream cannot seek.</exception>
    /// <exception cref="InvalidDataException">It is another file, a newer one, cut off or damaged.</exception>
    public StateReader(Stream stream, StateKind kind)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
        {
            throw new ArgumentException("The stream must be able to seek, because all of it is checked before any of it is read; copy it to a file or into memory first.", nameof(stream));
        }

        this.stream = stream;
        byte[] header = new byte[StateFormat.HeaderSize];
        long start = stream.Position;
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        (Currency, Own) = StateFormat.ReadHeader(header.AsSpan(0, read), kind);
        next = start + read;
        while (Fetch(verify: true) > 0)
        {
        }

        next = start + read;
        pages = 0;
        (length, at) = (0, 0);
    }

    /// <summary>Reads a state from a file.</summary>
    public static T Open<T>(string path, CustomerDirectory directory, Func<Stream, CustomerDirectory, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return read(file, directory);
    }

    public Currency Currency { get; }

    /// <summary>What the state wrote into the header.</summary>
    public ulong Own { get; }

    /// <summary>Whether there is another record; the stream stands behind the state when there is none.</summary>
    public bool More()
    {
        if (at < length)
        {
            return true;
        }

        if (Fetch(verify: false) > 0)
        {
            return true;
        }

        stream.Position = end;
        return false;
    }

    public ulong Whole()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte part = at < length ? page[at++] : throw Fault("a number runs over the page's end");
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return shift == 63 && part > 1 ? throw Fault("a number is above 64 bits") : value;
            }
        }

        throw Fault("a number is above 64 bits");
    }

    /// <summary>A whole number from 0 to a bound, both inclusive.</summary>
    public long Whole(long most)
    {
        ulong value = Whole();
        return value <= (ulong)most ? (long)value : throw Fault($"there is {value} where at most {most} can be");
    }

    public int Whole(int most) => (int)Whole((long)most);

    public long Signed()
    {
        ulong value = Whole();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string Text()
    {
        int bytes = Whole(length - at);
        string text = Encoding.UTF8.GetString(page, at, bytes);
        at += bytes;
        return text;
    }

    /// <summary>A customer's key as an id of this directory.</summary>
    public CustomerId Key(CustomerDirectory directory)
    {
        string key = Text();
        try
        {
            return directory.GetOrAdd(key);
        }
        catch (ArgumentException)
        {
            // The key itself stays out of the message: it may be personal.
            throw Fault("a customer's key is empty, too long or malformed");
        }
    }

    public InvalidDataException Fault(string why) => StateFormat.Damaged(pageStart, why);

    /// <summary>Fetches the next page; the length is 0 at the end.</summary>
    private int Fetch(bool verify)
    {
        Span<byte> head = stackalloc byte[StateFormat.PageHeaderSize];
        stream.Position = pageStart = next;
        int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < head.Length)
        {
            throw StateFormat.Cut(next + read);
        }

        (length, at) = (BinaryPrimitives.ReadInt32LittleEndian(head), 0);
        if ((uint)length > StateFormat.MostPageSize)
        {
            throw StateFormat.Damaged(pageStart, $"its length is said to be {length} bytes, and at most {StateFormat.MostPageSize} can be");
        }

        if (page.Length < length)
        {
            page = new byte[Math.Max(length, StateFormat.PageSize + 4096)];
        }

        read = stream.ReadAtLeast(page.AsSpan(0, length), length, throwOnEndOfStream: false);
        if (read < length)
        {
            throw StateFormat.Cut(next + StateFormat.PageHeaderSize + read);
        }

        if (verify && BinaryPrimitives.ReadUInt64LittleEndian(head[4..]) != StateFormat.ChecksumOf(page.AsSpan(0, length), pages))
        {
            throw StateFormat.Damaged(pageStart, "its checksum is another");
        }

        next += StateFormat.PageHeaderSize + length;
        end = next;
        pages++;
        return length;
    }
}
