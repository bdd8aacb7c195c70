using System.Globalization;
using System.Runtime.InteropServices;
using Loyalty.Core;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>What stands first in a compiled catalogue: which format it is, its checksum, and where everything lies.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CatalogueHeader
{
    public const int Size = 192;

    /// <summary>The format that is written here.</summary>
    public const int Format = 2;

    /// <summary>The oldest format whose readers understand a file without ladders of exclusive offers; with such ladders it is <see cref="Format"/>.</summary>
    public const int BestLadders = 1;

    /// <summary>"LOYALCAT" as the bytes stand in the file.</summary>
    public const ulong Mark = 0x5441434C41594F4C;

    public ulong Magic;

    /// <summary>The format, and the oldest one whose readers understand it.</summary>
    public int Version;
    public int LeastReader;
    public long Length;
    public ulong Checksum;

    /// <summary>A hash of what was defined, however it is laid out.</summary>
    public ulong Content;
    public int Offers;
    public int Selectors;
    public int Numbers;
    public int OnePriority;
    public int Ladders;
    public int Rungs;
    public long Rows;
    public long Shelves;
    public long Filed;
    public long LaddersAt;
    public long RungsAt;
    public long NumbersAt;
    public long Skus;
    public long Categories;
    public long Guests;
    public long Codes;
    public long Excepts;
    public long Records;

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="InvalidDataException">This is no catalogue, a newer one, or a damaged one.</exception>
    public static CatalogueHeader Read(CatalogueBytes bytes)
    {
        if (bytes.Length < Size || MemoryMarshal.Read<ulong>(bytes.Trusted<byte>(0, Size)) != Mark)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"These {bytes.Length} bytes are no compiled catalogue: they do not begin with LOYALCAT. Write one with Catalogue.Save."));
        }

        CatalogueHeader header = MemoryMarshal.Read<CatalogueHeader>(bytes.Trusted<byte>(0, Size));
        if (header.Version < 1 || header.LeastReader > Format)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"The catalogue has format {header.Version} and needs a reader of format {header.LeastReader} at least; this one reads 1 to {Format} (inclusive). Update the till, or write the catalogue with the till's version."));
        }

        if (header.Length != bytes.Length)
        {
            throw Refused(string.Create(CultureInfo.InvariantCulture, $"The catalogue should have {header.Length} bytes and has {bytes.Length}: it was cut or added to. Fetch it again."));
        }

        ulong checksum = ChecksumOf(bytes.Trusted<byte>(0, checked((int)bytes.Length)));
        return header.Checksum == checksum
            ? header
            : throw Refused(string.Create(CultureInfo.InvariantCulture, $"The catalogue's checksum at byte 24 is {header.Checksum:x16} and its content gives {checksum:x16}: it is damaged. Fetch it again."));
    }

    /// <summary>A hash of everything but the checksum, which stands at byte 24.</summary>
    public static ulong ChecksumOf(ReadOnlySpan<byte> file) => StableHash.XxHash64(file[32..], StableHash.XxHash64(file[..24]));

    private static InvalidDataException Refused(string message) => new(message);
}
