using System.Numerics;
using Loyalty.Core;
using Loyalty.Segmentation.Internal;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>A set of guests, by row of <see cref="CustomerId"/>: one bit a guest, combined in microseconds.</summary>
/// <remarks>
/// A million guests are 125 kB, however many of them are in. Sets of different length combine: guests beyond the shorter one's end are not
/// in it, so last month's set can be compared with this month's. Equal when length and members are. Immutable, so any number of threads may
/// share one.
/// </remarks>
public sealed class GuestSet : IEquatable<GuestSet>
{
    private readonly ulong[] words;
    private int count = -1;

    internal GuestSet(int guests, ulong[] words) => (Guests, this.words) = (guests, words);

    /// <summary>How many guests could be in: one more than the highest row.</summary>
    public int Guests { get; }

    /// <summary>How many are in.</summary>
    public int Count => count >= 0 ? count : count = WordOperations.Count(words);

    /// <summary>Whether nobody is in.</summary>
    public bool IsEmpty => Count == 0;

    internal ReadOnlySpan<ulong> Words => words;

    /// <summary>Whether a guest is in.</summary>
    /// <param name="customer">A guest; nobody, and one beyond the set's end, is not in.</param>
    public bool this[CustomerId customer] => Contains(customer.Index);

    /// <summary>A set of nobody.</summary>
    /// <param name="guests">How many guests could be in, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="guests"/> is negative.</exception>
    public static GuestSet None(int guests) => new(guests, new ulong[WordsFor(guests)]);

    /// <summary>A set of everyone.</summary>
    /// <param name="guests">How many guests, ≥ 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="guests"/> is negative.</exception>
    public static GuestSet All(int guests) => Range(guests, 0, guests);

    /// <summary>A set of neighbours, such as one thread's share of everyone.</summary>
    /// <param name="guests">How many guests could be in, ≥ 0.</param>
    /// <param name="from">The first row that is in, ≥ 0.</param>
    /// <param name="to">The first row after it that is not, <paramref name="from"/> to <paramref name="guests"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static GuestSet Range(int guests, int from, int to)
    {
        ulong[] words = new ulong[WordsFor(guests)];
        if (from < 0 || from > to || to > guests)
        {
            throw new ArgumentOutOfRangeException(nameof(from), from, $"A range of rows runs upwards within 0 to {guests}, and this one is from {from} to {to}.");
        }

        FillRange(words, from, to);
        return new GuestSet(guests, words);
    }

    /// <summary>A set of some guests.</summary>
    /// <param name="guests">How many guests could be in, ≥ 0.</param>
    /// <param name="rows">Who is in, in any order; twice is once.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="guests"/> is negative, or a row is outside 0 to <paramref name="guests"/> (exclusive).</exception>
    public static GuestSet Of(int guests, IEnumerable<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ulong[] words = new ulong[WordsFor(guests)];
        foreach (int row in rows)
        {
            if ((uint)row >= (uint)guests)
            {
                throw new ArgumentOutOfRangeException(nameof(rows), row, $"A row of this set must be 0 to {guests} (exclusive).");
            }

            words[row >> 6] |= 1UL << (row & 63);
        }

        return new GuestSet(guests, words);
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <exception cref="FormatException">They are no set of guests, of a later version, cut short or damaged.</exception>
    public static GuestSet FromBytes(ReadOnlySpan<byte> bytes) => GuestSetForm.Read(bytes);

    /// <summary>The set as bytes, the same on every machine: a version, the length, a bit a guest, and a checksum.</summary>
    public byte[] ToBytes() => GuestSetForm.Write(this);

    /// <summary>Whether a guest is in.</summary>
    /// <param name="row">A row; one outside the set is not in.</param>
    public bool Contains(int row) => (uint)row < (uint)Guests && (words[row >> 6] >> (row & 63) & 1) != 0;

    /// <summary>Guests in both sets.</summary>
    /// <param name="other">Another set.</param>
    public GuestSet And(GuestSet other) => Combine<BothBits>(other);

    /// <summary>Guests in either set.</summary>
    /// <param name="other">Another set.</param>
    public GuestSet Or(GuestSet other) => Combine<EitherBits>(other);

    /// <summary>Guests in this set and not in the other.</summary>
    /// <param name="other">Another set.</param>
    public GuestSet AndNot(GuestSet other) => Combine<LeftBits>(other);

    /// <summary>Guests in exactly one of the sets.</summary>
    /// <param name="other">Another set.</param>
    public GuestSet Xor(GuestSet other) => Combine<OneSidedBits>(other);

    /// <summary>How many guests are in both sets.</summary>
    /// <param name="other">Another set.</param>
    /// <remarks>Does not allocate.</remarks>
    public int Overlap(GuestSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int shared = Math.Min(words.Length, other.words.Length);
        int both = 0;
        for (int i = 0; i < shared; i++)
        {
            both += BitOperations.PopCount(words[i] & other.words[i]);
        }

        return both;
    }

    /// <summary>Writes the rows that are in, ascending.</summary>
    /// <param name="rows">Receives them; at least <see cref="Count"/> long.</param>
    /// <returns>How many were written.</returns>
    /// <remarks>Does not allocate.</remarks>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is too short.</exception>
    public int CopyTo(Span<int> rows)
    {
        if (rows.Length < Count)
        {
            throw new ArgumentException($"There is room for {rows.Length} rows, but {Count} guests are in.", nameof(rows));
        }

        int written = 0;
        for (int i = 0; i < words.Length; i++)
        {
            for (ulong rest = words[i]; rest != 0; rest &= rest - 1)
            {
                rows[written++] = (i << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }

        return written;
    }

    /// <summary>The rows that are in, ascending.</summary>
    public int[] ToArray()
    {
        int[] rows = new int[Count];
        _ = CopyTo(rows);
        return rows;
    }

    /// <inheritdoc/>
    public bool Equals(GuestSet? other) => other is not null && Guests == other.Guests && words.AsSpan().SequenceEqual(other.words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GuestSet);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)SplitMix64.Mix(((ulong)(uint)Guests << 32) | (uint)Count);

    /// <summary>Returns <c>2 of 5 guests</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Count} of {Guests} guests");

    internal static int WordsFor(int guests)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(guests);
        return (int)(((long)guests + 63) / 64);
    }

    /// <summary>Sets the bits from a row to another, exclusive.</summary>
    internal static void FillRange(Span<ulong> words, int from, int to)
    {
        if (from >= to)
        {
            return;
        }

        int first = from >> 6;
        int last = (to - 1) >> 6;
        words[first..(last + 1)].Fill(ulong.MaxValue);
        words[first] &= ulong.MaxValue << (from & 63);
        words[last] &= ulong.MaxValue >> (63 - ((to - 1) & 63));
    }

    private GuestSet Combine<T>(GuestSet other)
        where T : IWordOperation
    {
        ArgumentNullException.ThrowIfNull(other);
        int shared = Math.Min(words.Length, other.words.Length);
        ulong[] result = GC.AllocateUninitializedArray<ulong>(Math.Max(words.Length, other.words.Length));
        WordOperations.Combine<T>(words.AsSpan(0, shared), other.words.AsSpan(0, shared), result.AsSpan(0, shared));
        for (int i = shared; i < result.Length; i++)
        {
            result[i] = T.Of(i < words.Length ? words[i] : 0, i < other.words.Length ? other.words[i] : 0);
        }

        return new GuestSet(Math.Max(Guests, other.Guests), result);
    }
}
