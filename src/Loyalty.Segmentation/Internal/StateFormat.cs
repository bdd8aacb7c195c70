using System.Buffers.Binary;
using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Segmentation.Internal;

/// <summary>Which state a file holds.</summary>
internal enum StateKind
{
    Purchases = 1,
    Summaries = 2,
    Goods = 3,
    Habits = 4,
    Responses = 5,
    Rfm = 6,
}

/// <summary>The frame of every state's binary form.</summary>
/// <remarks>
/// <para>A header of 40 bytes: <c>LOYALSEG</c>, the format, the oldest reader's format and the kind (four bytes each), the currency's three
/// letters and digits, eight bytes that the state fills, and the XXH64 of all that. Then pages: the payload's length (four bytes),
/// its XXH64 with the page's number as seed, the payload. A page of length 0 ends the file, so that a missing page is found as well.</para>
/// <para>All numbers are little-endian. Inside payloads they are LEB128, signed ones as zigzag; texts are their length and UTF-8.</para>
/// </remarks>
internal static class StateFormat
{
    /// <summary>The format that is written here.</summary>
    public const int Format = 1;

    public const int HeaderSize = 40;
    public const int PageHeaderSize = 12;

    /// <summary>A page is closed at the first record's end past this.</summary>
    public const int PageSize = 1 << 16;

    /// <summary>No page is longer; a longer one is damage, not data.</summary>
    public const int MostPageSize = 1 << 26;

    private const ulong Mark = 0x4745534C41594F4C;

    public static void WriteHeader(Span<byte> header, StateKind kind, Currency currency, ulong own)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(header, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], Format);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], (int)kind);
        for (int i = 0; i < 3; i++)
        {
            header[20 + i] = (byte)currency.Code[i];
        }

        header[23] = (byte)currency.MinorUnits;
        BinaryPrimitives.WriteUInt64LittleEndian(header[24..], own);
        BinaryPrimitives.WriteUInt64LittleEndian(header[32..], StableHash.XxHash64(header[..32]));
    }

    /// <summary>Reads and checks a header.</summary>
    /// <exception cref="InvalidDataException">It is another file, a newer one, or a damaged one.</exception>
    public static (Currency Currency, ulong Own) ReadHeader(ReadOnlySpan<byte> header, StateKind kind)
    {
        if (header.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(header) != Mark)
        {
            throw new InvalidDataException("This is no state of Loyalty.Segmentation: it does not begin with LOYALSEG. Give a file that Save wrote.");
        }

        if (header.Length < HeaderSize)
        {
            throw Cut(header.Length);
        }

        int format = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        int leastReader = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        if (leastReader > Format)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"The state has format {format} and needs a reader of format {leastReader} at least; this one reads 1 to {Format} (inclusive). Update this program, or write the state with its version."));
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(header[32..]) != StableHash.XxHash64(header[..32]))
        {
            throw Damaged(0, "the header's checksum is another");
        }

        int found = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        if (found != (int)kind)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The file holds {(StateKind)found}, and {kind} are asked for. Give the file of this state."));
        }

        return (new Currency(System.Text.Encoding.ASCII.GetString(header.Slice(20, 3)), header[23]), BinaryPrimitives.ReadUInt64LittleEndian(header[24..]));
    }

    /// <summary>The checksum of a page; the first is number 0.</summary>
    public static ulong ChecksumOf(ReadOnlySpan<byte> payload, int page) => StableHash.XxHash64(payload, (ulong)page + 1);

    public static InvalidDataException Cut(long at) => new(string.Create(CultureInfo.InvariantCulture,
        $"The state ends at byte {at}, before its last page: it was cut off. Fetch it again, or fill it again from the receipts; nothing was read."));

    public static InvalidDataException Damaged(long at, string why) => new(string.Create(CultureInfo.InvariantCulture,
        $"The state is damaged in the page at byte {at}: {why}. Fetch it again, or fill it again from the receipts; nothing was read."));
}
