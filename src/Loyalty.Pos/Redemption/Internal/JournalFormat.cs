using System.Buffers.Binary;
using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Redemption.Internal;

/// <summary>
/// The journal file. Header: magic (8 bytes), version (4), till (length and UTF-8), number of the last entry that was dropped (8), leases ever taken (8),
/// XXH64 of all that. Then records: length (4), content, XXH64 of both, seeded with the checksum before. All little-endian.
/// </summary>
internal static class JournalFormat
{
    public const int Version = 1;
    private const int MostContent = 1 << 24;
    private const int AroundContent = 12;

    private static ReadOnlySpan<byte> Magic => "LOYTILLJ"u8;

    /// <summary>What a header says. A newer version may say more behind it.</summary>
    public readonly record struct Header(TillId Till, long Dropped, long LeasesTaken, int Length, ulong Checksum);

    /// <summary>The whole records of a file, and how far they reach.</summary>
    public readonly record struct Content(Header Header, IReadOnlyList<JournalRecord> Records, long Length, ulong Checksum);

    public static byte[] WriteHeader(TillId till, long dropped, long leasesTaken)
    {
        byte[] front = [.. Magic, .. new JournalBytes().Int(Version).Text(till.Value).Long(dropped).Long(leasesTaken).ToArray()];
        return [.. front, .. new JournalBytes().Long(unchecked((long)StableHash.XxHash64(front))).ToArray()];
    }

    /// <summary>Frames a record's content behind the record that has a checksum.</summary>
    public static byte[] WriteRecord(ReadOnlySpan<byte> content, ref ulong checksum)
    {
        byte[] framed = new byte[content.Length + AroundContent];
        BinaryPrimitives.WriteInt32LittleEndian(framed, content.Length);
        content.CopyTo(framed.AsSpan(4));
        checksum = StableHash.XxHash64(framed.AsSpan(0, content.Length + 4), checksum);
        BinaryPrimitives.WriteUInt64LittleEndian(framed.AsSpan(content.Length + 4), checksum);
        return framed;
    }

    /// <summary>Reads a file up to the first record that is not whole.</summary>
    /// <exception cref="InvalidDataException">The header is not whole, is of a newer version, or a record is damaged although others follow it.</exception>
    public static Content Read(ReadOnlySpan<byte> file)
    {
        Header header = ReadHeader(file);
        List<JournalRecord> records = [];
        ulong checksum = header.Checksum;
        int at = header.Length;
        long next = header.Dropped + 1;
        while (Whole(file[at..], checksum) is > 0 and int length)
        {
            records.Add(ReadContent(file.Slice(at + 4, length - AroundContent), at, ref next));
            checksum = BinaryPrimitives.ReadUInt64LittleEndian(file[(at + length - 8)..]);
            at += length;
        }

        RequireNothingWhole(file, at, checksum);
        return new Content(header, records, at, checksum);
    }

    private static Header ReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length < Magic.Length + 4 || !file.StartsWith(Magic))
        {
            throw new InvalidDataException("The file is no till's journal, or was cut off inside its header. Set it aside, and open a new journal for a new till id.");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(file[Magic.Length..]);
        if (version != Version)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"The journal is of version {version}, and this till reads versions up to {Version}. Update the till, or go back to the version that wrote it until the journal is synced."));
        }

        try
        {
            JournalBytes.Reader reader = new(file[(Magic.Length + 4)..]);
            string till = reader.Text();
            long dropped = reader.Long();
            long leases = reader.Long();
            int length = Magic.Length + 4 + 4 + System.Text.Encoding.UTF8.GetByteCount(till) + 16;
            ulong checksum = unchecked((ulong)reader.Long());
            return checksum == StableHash.XxHash64(file[..length])
                ? new Header(new TillId(till), dropped, leases, length + 8, checksum)
                : throw new InvalidDataException("its checksum is another");
        }
        catch (Exception fault) when (fault is InvalidDataException or ArgumentException)
        {
            throw new InvalidDataException($"The journal's header is damaged: {fault.Message}. Set the file aside, and open a new journal for a new till id.", fault);
        }
    }

    private static JournalRecord ReadContent(ReadOnlySpan<byte> content, int at, ref long next)
    {
        JournalRecord record;
        try
        {
            record = JournalRecord.Read(content);
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"The journal's record at byte {at} cannot be read: {fault.Message}. Update the till; else set the file aside, and open a new journal for a new till id."), fault);
        }

        if (record is JournalRecord.Entry { Value.Sequence: long sequence } && sequence != next++)
        {
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                $"The journal's entry at byte {at} has the number {sequence} where {next - 1} is due: entries are missing. Set the file aside, and open a new journal for a new till id."));
        }

        return record;
    }

    /// <summary>The length of a whole record at the front, with its frame; 0 where there is none.</summary>
    private static int Whole(ReadOnlySpan<byte> rest, ulong checksum)
    {
        if (rest.Length < AroundContent)
        {
            return 0;
        }

        int content = BinaryPrimitives.ReadInt32LittleEndian(rest);
        return content is > 0 and <= MostContent && content <= rest.Length - AroundContent
            && BinaryPrimitives.ReadUInt64LittleEndian(rest[(content + 4)..]) == StableHash.XxHash64(rest[..(content + 4)], checksum)
            ? content + AroundContent
            : 0;
    }

    /// <summary>
    /// A write that was torn leaves part of the last record. Where a whole record follows, something else happened, and what was recorded is lost:
    /// each record is looked for behind the checksum that stands before it, or that should.
    /// </summary>
    private static void RequireNothingWhole(ReadOnlySpan<byte> file, int torn, ulong checksum)
    {
        ReadOnlySpan<byte> rest = file[torn..];
        int frame = rest.Length < 4 ? 0 : BinaryPrimitives.ReadInt32LittleEndian(rest) is > 0 and <= MostContent and int content ? content + AroundContent : 0;
        if (frame > 0 && frame < rest.Length && Whole(rest[frame..], StableHash.XxHash64(rest[..(frame - 8)], checksum)) > 0)
        {
            throw Damaged(torn, torn + frame);
        }

        for (int at = torn + 1; at + AroundContent <= file.Length; at++)
        {
            if (at >= 8 && Whole(file[at..], BinaryPrimitives.ReadUInt64LittleEndian(file[(at - 8)..])) > 0)
            {
                throw Damaged(torn, at);
            }
        }
    }

    private static InvalidDataException Damaged(int at, int next) => new(string.Create(CultureInfo.InvariantCulture,
        $"The journal is damaged at byte {at}, and whole records follow from byte {next}. Set the file aside for the support, and open a new journal for a new till id."));
}
