using System.Collections.Immutable;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>Something known of each guest, by which a cascade can filter: a text or a number.</summary>
/// <remarks>
/// Of two kinds: a function, asked for one guest at a time, or a column, an array with a value for each row, which a cascade reads 64 guests
/// at a time. Immutable where the function always gives the same answer, and where nobody writes to the column's array.
/// </remarks>
public sealed class GuestAttribute
{
    private readonly Func<int, string?>? text;
    private readonly Func<int, decimal?>? number;

    private GuestAttribute(string name, Func<int, string?>? text, Func<int, decimal?>? number, ImmutableArray<string> known, GuestColumn? column = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "not")
        {
            throw new ArgumentException("An attribute cannot be called 'not', the word that turns a condition round.", nameof(name));
        }

        Name = name;
        KnownValues = known;
        Column = column;
        this.text = text;
        this.number = number;
    }

    /// <summary>The name that cascades use.</summary>
    public string Name { get; }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; private init; }

    /// <summary>The only values a text can have; empty where any is possible.</summary>
    public ImmutableArray<string> KnownValues { get; }

    /// <summary>For how many guests a column holds a value; null for a function, which answers for any.</summary>
    public int? Guests => Column?.Length;

    internal GuestColumn? Column { get; }

    /// <summary>Makes a text attribute.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="valueOf">A guest's value, by row; null where unknown.</param>
    /// <param name="knownValues">The only values it can have, so that a mistyped one is refused; none where any is possible.</param>
    /// <exception cref="ArgumentException">The name is empty or 'not'.</exception>
    public static GuestAttribute OfText(string name, Func<int, string?> valueOf, params ReadOnlySpan<string> knownValues)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        return new GuestAttribute(name, valueOf, null, [.. knownValues]);
    }

    /// <summary>Makes a number attribute.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="valueOf">A guest's value, by row; null where unknown. Decimal, so that money is compared exactly.</param>
    /// <exception cref="ArgumentException">The name is empty or 'not'.</exception>
    public static GuestAttribute OfNumber(string name, Func<int, decimal?> valueOf)
    {
        ArgumentNullException.ThrowIfNull(valueOf);
        return new GuestAttribute(name, null, valueOf, []) { IsNumber = true };
    }

    /// <summary>Makes a text attribute from a column.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="codes">A guest's place in <paramref name="names"/>, by row; 255 where unknown. Kept, not copied.</param>
    /// <param name="names">The values it can have, each once, at most 255.</param>
    /// <exception cref="ArgumentException">The name is empty or 'not', a value stands twice, there are too many, or a code is beyond them.</exception>
    public static GuestAttribute OfTexts(string name, ReadOnlyMemory<byte> codes, params ReadOnlySpan<string> names)
    {
        ImmutableArray<string> known = [.. names];
        if (known.IsEmpty || known.Length > byte.MaxValue || known.Distinct(StringComparer.Ordinal).Count() < known.Length)
        {
            throw new ArgumentException($"The attribute '{name}' needs 1 to {byte.MaxValue} (inclusive) values, each once; it has {known.Length}.", nameof(names));
        }

        foreach (byte code in codes.Span)
        {
            if (code >= known.Length && code != byte.MaxValue)
            {
                throw new ArgumentException($"The attribute '{name}' has the code {code}; a code must be 0 to {known.Length - 1} (inclusive), or {byte.MaxValue} for unknown.", nameof(codes));
            }
        }

        return new GuestAttribute(name, null, null, known, new TextColumn<byte>(codes, known));
    }

    /// <summary>Makes a number attribute from a column.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="values">A guest's value, by row, in units of 10^−<paramref name="decimals"/>; <see cref="int.MinValue"/> where unknown. Kept, not copied.</param>
    /// <param name="decimals">Digits after the point, 0 to 18 (inclusive): 2 for cents of a euro.</param>
    /// <exception cref="ArgumentException">The name is empty or 'not'.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is outside its range.</exception>
    public static GuestAttribute OfNumbers(string name, ReadOnlyMemory<int> values, int decimals = 0) =>
        new(name, null, null, [], new ScaledColumn<int>(values, Checked(decimals))) { IsNumber = true };

    /// <summary>Makes a number attribute from a column of wide numbers, such as money in minor units.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="values">A guest's value, by row, in units of 10^−<paramref name="decimals"/>; <see cref="long.MinValue"/> where unknown. Kept, not copied.</param>
    /// <param name="decimals">Digits after the point, 0 to 18 (inclusive): 2 for cents of a euro.</param>
    /// <exception cref="ArgumentException">The name is empty or 'not'.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is outside its range.</exception>
    public static GuestAttribute OfNumbers(string name, ReadOnlyMemory<long> values, int decimals = 0) =>
        new(name, null, null, [], new ScaledColumn<long>(values, Checked(decimals))) { IsNumber = true };

    /// <summary>Asks a function once for each guest and keeps the answers as a column.</summary>
    /// <param name="guests">For how many rows, ≥ 0.</param>
    /// <returns>A column of the same name: one byte a guest for texts of up to 255 values, else four. A column is returned as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="guests"/> is negative.</exception>
    public GuestAttribute AsColumn(int guests)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(guests);
        if (Column is not null)
        {
            return this;
        }

        if (IsNumber)
        {
            return new GuestAttribute(Name, null, null, [], RankedColumn.Of(guests, number!)) { IsNumber = true };
        }

        Dictionary<string, int> places = new(StringComparer.Ordinal);
        int[] codes = new int[guests];
        for (int row = 0; row < guests; row++)
        {
            if (text!(row) is { } value)
            {
                places.TryAdd(value, places.Count);
                codes[row] = places[value];
            }
            else
            {
                codes[row] = int.MaxValue;
            }
        }

        ImmutableArray<string> names = [.. places.OrderBy(p => p.Value).Select(p => p.Key)];
        return new GuestAttribute(Name, null, null, KnownValues, names.Length <= byte.MaxValue
            ? new TextColumn<byte>(codes.Select(c => (byte)Math.Min(c, byte.MaxValue)).ToArray(), names)
            : new TextColumn<int>(codes, names));
    }

    internal string? TextOf(int row) => Column is null ? text!(row) : Column.TextOf(Checked(row, Column.Length));

    internal decimal? NumberOf(int row) => Column is null ? number!(row) : Column.NumberOf(Checked(row, Column.Length));

    private static int Checked(int decimals) => decimals is >= 0 and <= 18
        ? decimals
        : throw new ArgumentOutOfRangeException(nameof(decimals), decimals, "The digits after the point must be 0 to 18 (inclusive).");

    private int Checked(int row, int length) => (uint)row < (uint)length
        ? row
        : throw new ArgumentOutOfRangeException(nameof(row), row, $"The attribute '{Name}' is known for the rows 0 to {length} (exclusive).");
}
