using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>A catalogue's bytes, in memory or mapped from a file, that stay where they are as long as somebody holds this.</summary>
internal sealed unsafe class CatalogueBytes
{
    public const int CacheLine = 64;

    private readonly byte* origin;

    // Keeps the memory alive: a pinned array, or the view of a file.
    private readonly object owner;

    private CatalogueBytes(byte* origin, long length, object owner)
    {
        this.origin = origin;
        this.owner = owner;
        Length = length;
    }

    public long Length { get; }

    public static CatalogueBytes Copy(ReadOnlySpan<byte> bytes)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length + CacheLine, pinned: true);
        byte* first = (byte*)Unsafe.AsPointer(ref pinned[0]);
        byte* aligned = first + (-(long)first & (CacheLine - 1));
        bytes.CopyTo(new Span<byte>(aligned, bytes.Length));
        return new CatalogueBytes(aligned, bytes.Length, pinned);
    }

    /// <summary>Maps a file; it stays mapped until nobody prices with it any more.</summary>
    public static CatalogueBytes Map(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        long length = file.Length;
        if (length == 0)
        {
            return Copy([]);
        }

        if (length > int.MaxValue)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"The file has {length} bytes, and a compiled catalogue has at most {int.MaxValue}. Compile one for each shard of guests or stores."));
        }

        using MemoryMappedFile map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        return new CatalogueBytes((byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset, length, view);
    }

    /// <summary>A place, from which others are counted.</summary>
    public Place At(long place) => new(origin + place);

    /// <summary>Says that a place will soon be read.</summary>
    public void Prefetch(long place) => At(place).Prefetch(0);

    /// <summary>A part that is known to lie inside.</summary>
    public ReadOnlySpan<T> Trusted<T>(long place, int count)
        where T : unmanaged => new(origin + place, count);

    /// <summary>A part that may lie outside.</summary>
    /// <exception cref="InvalidDataException">It does.</exception>
    public ReadOnlySpan<T> Section<T>(long place, long count, string what)
        where T : unmanaged
    {
        if (place < 0 || place > Length || count < 0 || count > (Length - place) / sizeof(T) || count > int.MaxValue)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The catalogue's {what} should stand at byte {place} and do not fit its {Length} bytes: it was cut or altered. Fetch it again."));
        }

        GC.KeepAlive(owner);
        return Trusted<T>(place, (int)count);
    }

    /// <summary>A place that whoever holds these bytes may say will soon be read.</summary>
    public readonly struct Place(byte* at)
    {
        /// <summary>Says that so many bytes behind it will soon be read; nothing happens where that is outside.</summary>
        public void Prefetch(long offset)
        {
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(at + offset);
            }
        }
    }
}
