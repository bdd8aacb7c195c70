using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Loyalty.Core;

/// <summary>Gives each customer key (a number, a GUID or a text) one dense <see cref="CustomerId"/>, and the key back.</summary>
/// <remarks>
/// <para>Keys are compared by their canonical text: the number 42 and the text "42" are one key, a GUID and its lower-case text with
/// hyphens are one key, while "042" and "+42" are texts of their own. Numbers take 8 bytes, GUIDs 16, texts their UTF-8 length; with the
/// row's own 9 bytes and the table of 5 to 11, a number costs 14 to 20 bytes a customer where the capacity was given, and up to twice the
/// row's 9 where it grew. Engines keep nothing of the key.</para>
/// <para>Ids depend on the order of first sight alone, so the same input gives the same ids. One writer at a time; readers may run
/// together while nobody writes.</para>
/// </remarks>
public sealed class CustomerDirectory
{
    private const int ChunkBits = 20;
    private const int ChunkSize = 1 << ChunkBits;
    private const int MaxKeyBytes = 1024;

    private readonly List<byte[]> chunks = [];
    private int[] slots;
    private Entry[] entries;
    private int count;
    private int chunkUsed = ChunkSize;

    /// <summary>Makes an empty directory.</summary>
    /// <param name="capacity">How many customers to make room for at once, ≥ 0; it grows beyond as needed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public CustomerDirectory(int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        entries = new Entry[Math.Max(16, capacity)];
        slots = new int[TableSize(entries.Length)];
    }

    private enum Kind : byte
    {
        Erased,
        Number,
        Bytes,
        Guid,
    }

    /// <summary>How many ids were given; each is below this.</summary>
    public int Count => count;

    /// <summary>Returns the id of a numeric key, a new one at first sight.</summary>
    /// <param name="key">The partner's number for the customer.</param>
    public CustomerId GetOrAdd(long key) => Find(Kind.Number, key, default, add: true);

    /// <summary>Returns the id of a GUID key, a new one at first sight.</summary>
    /// <param name="key">The partner's GUID for the customer.</param>
    public CustomerId GetOrAdd(Guid key)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = key.TryWriteBytes(bytes, bigEndian: true, out _);
        return Find(Kind.Guid, 0, bytes, add: true);
    }

    /// <summary>Returns the id of a text key, a new one at first sight.</summary>
    /// <param name="key">The partner's text for the customer: 1 to 1,024 bytes of UTF-8.</param>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty, too long or not well-formed UTF-16.</exception>
    public CustomerId GetOrAdd(ReadOnlySpan<char> key)
    {
        Span<byte> bytes = stackalloc byte[MaxKeyBytes];
        return FindText(key, bytes, add: true);
    }

    /// <summary>Looks up a numeric key without adding it.</summary>
    /// <param name="key">The partner's number for the customer.</param>
    /// <param name="id">The id, or <see cref="CustomerId.None"/>.</param>
    /// <returns>Whether the key is known.</returns>
    public bool TryGet(long key, out CustomerId id) => !(id = Find(Kind.Number, key, default, add: false)).IsNone;

    /// <summary>Looks up a GUID key without adding it.</summary>
    /// <param name="key">The partner's GUID for the customer.</param>
    /// <param name="id">The id, or <see cref="CustomerId.None"/>.</param>
    /// <returns>Whether the key is known.</returns>
    public bool TryGet(Guid key, out CustomerId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = key.TryWriteBytes(bytes, bigEndian: true, out _);
        return !(id = Find(Kind.Guid, 0, bytes, add: false)).IsNone;
    }

    /// <summary>Looks up a text key without adding it.</summary>
    /// <param name="key">The partner's text for the customer: 1 to 1,024 bytes of UTF-8.</param>
    /// <param name="id">The id, or <see cref="CustomerId.None"/>.</param>
    /// <returns>Whether the key is known.</returns>
    /// <exception cref="ArgumentException"><paramref name="key"/> is empty, too long or not well-formed UTF-16.</exception>
    public bool TryGet(ReadOnlySpan<char> key, out CustomerId id)
    {
        Span<byte> bytes = stackalloc byte[MaxKeyBytes];
        return !(id = FindText(key, bytes, add: false)).IsNone;
    }

    /// <summary>Returns the canonical text of a customer's key.</summary>
    /// <param name="id">An id of this directory.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> was not given by this directory.</exception>
    /// <exception cref="KeyNotFoundException">The customer was erased.</exception>
    public string GetKey(CustomerId id)
    {
        ref readonly Entry entry = ref EntryOf(id);
        return entry.Kind switch
        {
            Kind.Number => entry.Payload.ToString(CultureInfo.InvariantCulture),
            Kind.Guid => new Guid(BytesOf(entry), bigEndian: true).ToString("D"),
            Kind.Bytes => Encoding.UTF8.GetString(BytesOf(entry)),
            _ => throw new KeyNotFoundException($"The customer {id} was erased: its key is gone and its row stays unused."),
        };
    }

    /// <summary>Forgets a customer's key. The row is never given again, so that sums over rows still add up.</summary>
    /// <param name="id">An id of this directory; erasing twice is no error.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="id"/> was not given by this directory.</exception>
    public void Erase(CustomerId id)
    {
        ref Entry entry = ref EntryOf(id);
        if (entry.Kind is Kind.Bytes or Kind.Guid)
        {
            BytesOf(entry).Clear();
        }

        // The slot keeps pointing at the row, so that later keys of the same chain are still found.
        entry = default;
    }

    /// <summary>Whether a text key is the same key as a number: that number's canonical text, so neither "042" nor "+42".</summary>
    /// <param name="utf8">The key's text.</param>
    /// <param name="number">The number, or 0.</param>
    /// <remarks>The one rule by which keys are compared, also where they are hashed. Never allocates.</remarks>
    public static bool TryCanonicalNumber(ReadOnlySpan<byte> utf8, out long number)
    {
        number = 0;
        int sign = !utf8.IsEmpty && utf8[0] == '-' ? 1 : 0;
        int digits = utf8.Length - sign;
        bool canonical = digits is >= 1 and <= 19
            && (utf8[sign] is >= (byte)'1' and <= (byte)'9' || (utf8[sign] == '0' && utf8.Length == 1))
            && Utf8Parser.TryParse(utf8, out number, out int read) && read == utf8.Length;
        number = canonical ? number : 0;
        return canonical;
    }

    private static int TableSize(int capacity)
    {
        long size = 32;
        while (size * 3 < (long)capacity * 4)
        {
            size <<= 1;
        }

        return checked((int)size);
    }

    private ref Entry EntryOf(CustomerId id)
    {
        if ((uint)id.Index >= (uint)count)
        {
            throw new ArgumentOutOfRangeException(nameof(id), id, $"This directory has given the ids #0 to #{count - 1}; an id belongs to the directory that gave it.");
        }

        return ref entries[id.Index];
    }

    private CustomerId FindText(ReadOnlySpan<char> key, Span<byte> buffer, bool add)
    {
        if (key.IsEmpty
            || Utf8.FromUtf16(key, buffer, out _, out int length, replaceInvalidSequences: false) != System.Buffers.OperationStatus.Done)
        {
            throw new ArgumentException(
                $"A customer key must be 1 to {MaxKeyBytes} bytes of well-formed text, but this one is {(key.IsEmpty ? "empty" : $"{key.Length} characters, too long or malformed")}.",
                nameof(key));
        }

        ReadOnlySpan<byte> bytes = buffer[..length];
        if (TryCanonicalNumber(bytes, out long number))
        {
            return Find(Kind.Number, number, default, add);
        }

        if (length == 36 && Utf8Parser.TryParse(bytes, out Guid guid, out int read, 'D') && read == 36 && IsLowerHex(bytes))
        {
            Span<byte> guidBytes = stackalloc byte[16];
            _ = guid.TryWriteBytes(guidBytes, bigEndian: true, out _);
            return Find(Kind.Guid, 0, guidBytes, add);
        }

        return Find(Kind.Bytes, 0, bytes, add);
    }

    private static bool IsLowerHex(ReadOnlySpan<byte> text) => !text.ContainsAnyInRange((byte)'A', (byte)'F');

    private CustomerId Find(Kind kind, long number, ReadOnlySpan<byte> bytes, bool add)
    {
        ulong hash = kind == Kind.Number ? SplitMix64.Mix((ulong)number) : StableHash.XxHash64(bytes, (ulong)kind);
        int mask = slots.Length - 1;
        int slot = (int)(hash & (uint)mask);
        for (; slots[slot] != 0; slot = (slot + 1) & mask)
        {
            ref readonly Entry entry = ref entries[slots[slot] - 1];
            if (entry.Kind == kind && (kind == Kind.Number ? entry.Payload == number : BytesOf(entry).SequenceEqual(bytes)))
            {
                return new CustomerId(slots[slot] - 1);
            }
        }

        if (!add)
        {
            return CustomerId.None;
        }

        long payload = kind == Kind.Number ? number : Store(bytes);
        if (count == entries.Length)
        {
            Grow();
            mask = slots.Length - 1;
            for (slot = (int)(hash & (uint)mask); slots[slot] != 0; slot = (slot + 1) & mask)
            {
            }
        }

        entries[count] = new Entry(payload, kind);
        slots[slot] = ++count;
        return new CustomerId(count - 1);
    }

    private long Store(ReadOnlySpan<byte> bytes)
    {
        if (chunkUsed + bytes.Length > ChunkSize)
        {
            chunks.Add(new byte[ChunkSize]);
            chunkUsed = 0;
        }

        bytes.CopyTo(chunks[^1].AsSpan(chunkUsed));
        long payload = ((((long)(chunks.Count - 1) << ChunkBits) | (long)chunkUsed) << 11) | (long)bytes.Length;
        chunkUsed += bytes.Length;
        return payload;
    }

    private Span<byte> BytesOf(in Entry entry)
    {
        long position = entry.Payload >> 11;
        return chunks[(int)(position >> ChunkBits)].AsSpan((int)(position & (ChunkSize - 1)), (int)(entry.Payload & 0x7FF));
    }

    private void Grow()
    {
        int capacity = (int)Math.Min((long)entries.Length * 2, CustomerId.MaxIndex);
        Array.Resize(ref entries, capacity);
        int size = TableSize(capacity);
        if (size == slots.Length)
        {
            return;
        }

        int[] table = new int[size];
        for (int i = 0; i < count; i++)
        {
            // An erased row is found by nobody, so it needs no slot in the new table.
            ref readonly Entry entry = ref entries[i];
            if (entry.Kind == Kind.Erased)
            {
                continue;
            }

            ulong hash = entry.Kind == Kind.Number
                ? SplitMix64.Mix((ulong)entry.Payload)
                : StableHash.XxHash64(BytesOf(entry), (ulong)entry.Kind);
            int slot = (int)(hash & (uint)(size - 1));
            while (table[slot] != 0)
            {
                slot = (slot + 1) & (size - 1);
            }

            table[slot] = i + 1;
        }

        slots = table;
    }

    /// <summary>A number itself, or where its bytes stand: chunk, offset and length.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private readonly record struct Entry(long Payload, Kind Kind);
}
