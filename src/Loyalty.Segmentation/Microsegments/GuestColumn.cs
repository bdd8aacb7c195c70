using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>An attribute's values in an array, by row.</summary>
internal abstract class GuestColumn
{
    public abstract int Length { get; }

    public virtual string? TextOf(int row) => throw new InvalidOperationException("The column holds numbers.");

    public virtual decimal? NumberOf(int row) => throw new InvalidOperationException("The column holds texts.");

    public virtual ColumnTest Among(ImmutableArray<string> texts) => throw new InvalidOperationException("The column holds numbers.");

    public virtual ColumnTest Among(ImmutableArray<decimal> numbers) => throw new InvalidOperationException("The column holds texts.");

    public virtual ColumnTest Between(decimal? least, decimal? most) => throw new InvalidOperationException("The column holds texts.");

    /// <summary>A test for a few values, of which the range is known.</summary>
    protected static ColumnTest Among<T>(ReadOnlyMemory<T> column, IEnumerable<T> values)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        T[] sorted = [.. values.Distinct().Order()];
        if (sorted.Length == 0)
        {
            return ColumnTest.Never;
        }

        // Values that follow each other are a range, which costs two comparisons however many they are.
        bool gapless = decimal.CreateChecked(sorted[^1]) - decimal.CreateChecked(sorted[0]) == sorted.Length - 1;
        return new ColumnTest<T>(column, sorted[0], sorted[^1], gapless ? [] : sorted);
    }
}

/// <summary>Numbers as whole multiples of a power of ten; the type's least value means unknown.</summary>
internal sealed class ScaledColumn<T>(ReadOnlyMemory<T> values, int decimals) : GuestColumn
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    private readonly decimal unit = new(1, 0, 0, false, (byte)decimals);
    private readonly decimal scale = 1 / new decimal(1, 0, 0, false, (byte)decimals);

    public override int Length => values.Length;

    public override decimal? NumberOf(int row) => values.Span[row] is var value && value == T.MinValue ? null : decimal.CreateChecked(value) * unit;

    public override ColumnTest Among(ImmutableArray<decimal> numbers) =>
        Among(values, numbers.Select(Whole).Where(n => n is not null).Select(n => n!.Value));

    public override ColumnTest Between(decimal? least, decimal? most)
    {
        T low = T.MinValue + T.One;
        T high = T.MaxValue;
        if (least is { } from)
        {
            if (from > Top)
            {
                return ColumnTest.Never;
            }

            low = from < -Top ? low : T.CreateChecked(decimal.Ceiling(from * scale));
        }

        if (most is { } to)
        {
            if (to < -Top)
            {
                return ColumnTest.Never;
            }

            high = to > Top ? high : T.CreateChecked(decimal.Floor(to * scale));
        }

        return low > high ? ColumnTest.Never : new ColumnTest<T>(values, low, high, []);
    }

    /// <summary>The greatest number that the column can hold; its negative is the least.</summary>
    private decimal Top => decimal.CreateChecked(T.MaxValue) * unit;

    private T? Whole(decimal number) =>
        number >= -Top && number <= Top && decimal.IsInteger(number * scale) ? T.CreateChecked(number * scale) : null;
}

/// <summary>Numbers as their places among all numbers that occur, so that any decimals compare exactly; −1 means unknown.</summary>
internal sealed class RankedColumn(int[] ranks, decimal[] sorted) : GuestColumn
{
    public override int Length => ranks.Length;

    public static RankedColumn Of(int guests, Func<int, decimal?> valueOf)
    {
        decimal?[] values = new decimal?[guests];
        for (int row = 0; row < guests; row++)
        {
            values[row] = valueOf(row);
        }

        decimal[] sorted = [.. values.Where(v => v is not null).Select(v => v!.Value).Distinct().Order()];
        return new RankedColumn([.. values.Select(v => v is { } known ? Array.BinarySearch(sorted, known) : -1)], sorted);
    }

    public override decimal? NumberOf(int row) => ranks[row] < 0 ? null : sorted[ranks[row]];

    public override ColumnTest Among(ImmutableArray<decimal> numbers) =>
        Among<int>(ranks, numbers.Select(n => Array.BinarySearch(sorted, n)).Where(rank => rank >= 0));

    public override ColumnTest Between(decimal? least, decimal? most)
    {
        int low = least is { } from ? First(from) : 0;
        int high = most is { } to ? After(to) - 1 : sorted.Length - 1;
        return low > high ? ColumnTest.Never : new ColumnTest<int>(ranks, low, high, []);
    }

    private int First(decimal number) => Array.BinarySearch(sorted, number) is >= 0 and var found ? found : ~Array.BinarySearch(sorted, number);

    private int After(decimal number) => Array.BinarySearch(sorted, number) is >= 0 and var found ? found + 1 : ~Array.BinarySearch(sorted, number);
}

/// <summary>Texts as places in a list; a place beyond the list means unknown.</summary>
internal sealed class TextColumn<T>(ReadOnlyMemory<T> codes, ImmutableArray<string> names) : GuestColumn
    where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
{
    public override int Length => codes.Length;

    public override string? TextOf(int row) => int.CreateChecked(codes.Span[row]) is var code && code < names.Length ? names[code] : null;

    public override ColumnTest Among(ImmutableArray<string> texts) =>
        Among(codes, texts.Select(t => names.IndexOf(t)).Where(code => code >= 0).Select(T.CreateChecked));
}
