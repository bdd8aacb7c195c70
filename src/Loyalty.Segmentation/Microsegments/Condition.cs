using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>One thing that must hold of a guest, or must not.</summary>
/// <remarks>An unknown value fulfils no condition, and so fulfils each one turned round. Immutable.</remarks>
public sealed class Condition
{
    /// <summary>How many words of 64 guests are filtered together, so that they stay in the nearest cache from one condition to the next.</summary>
    internal const int BlockWords = 64;

    private readonly GuestAttribute? attribute;
    private readonly ImmutableArray<string> texts = [];
    private readonly ImmutableArray<decimal> numbers = [];
    private readonly decimal? least;
    private readonly decimal? most;
    private readonly ImmutableArray<Condition> all = [];
    private readonly bool negated;
    private readonly ColumnTest? test;

    private Condition(GuestAttribute? attribute, ImmutableArray<string> texts, ImmutableArray<decimal> numbers, decimal? least, decimal? most, ImmutableArray<Condition> all, bool negated)
    {
        (this.attribute, this.texts, this.numbers, this.least, this.most, this.all, this.negated) = (attribute, texts, numbers, least, most, all, negated);
        test = attribute?.Column is not { } column ? null
            : texts.Length > 0 ? column.Among(texts)
            : numbers.Length > 0 ? column.Among(numbers)
            : column.Between(least, most);
    }

    /// <summary>The attribute's name; <c>not</c> for a group turned round.</summary>
    public string Attribute => attribute?.Name ?? "not";

    /// <summary>A text is one of these.</summary>
    /// <param name="attribute">A text attribute.</param>
    /// <param name="values">At least one value, each known where the attribute has a list of known ones.</param>
    /// <exception cref="ArgumentException">The attribute is a number, or a value is unknown, or there is none.</exception>
    public static Condition OneOf(GuestAttribute attribute, params ReadOnlySpan<string> values)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Require(!attribute.IsNumber && values.Length > 0, attribute, "needs a list of at least one text");
        foreach (string value in values)
        {
            Require(attribute.KnownValues.IsEmpty || attribute.KnownValues.Contains(value), attribute,
                $"cannot be '{value}'; did you mean '{Internal.NearestName.Of(value, attribute.KnownValues)}'? It can be {string.Join(", ", attribute.KnownValues)}");
        }

        return new Condition(attribute, [.. values], [], null, null, [], false);
    }

    /// <summary>A number is one of these.</summary>
    /// <param name="attribute">A number attribute.</param>
    /// <param name="values">At least one value.</param>
    /// <exception cref="ArgumentException">The attribute is a text, or there is no value.</exception>
    public static Condition OneOf(GuestAttribute attribute, params ReadOnlySpan<decimal> values)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Require(attribute.IsNumber && values.Length > 0, attribute, "needs a list of at least one number, or min and max");
        return new Condition(attribute, [], [.. values], null, null, [], false);
    }

    /// <summary>A number lies between two ends, both inclusive.</summary>
    /// <param name="attribute">A number attribute.</param>
    /// <param name="least">The lower end; null for none.</param>
    /// <param name="most">The upper end; null for none.</param>
    /// <exception cref="ArgumentException">The attribute is a text, both ends are absent, or the lower end is above the upper.</exception>
    public static Condition Between(GuestAttribute attribute, decimal? least, decimal? most)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        Require(attribute.IsNumber, attribute, "is a text; give a list of values instead of min and max");
        Require(least is not null || most is not null, attribute, "needs min or max");
        Require(!(least > most), attribute, string.Create(CultureInfo.InvariantCulture, $"has a min of {least} above its max of {most}, so nobody could pass"));
        return new Condition(attribute, [], [], least, most, [], false);
    }

    /// <summary>Turns a condition round.</summary>
    /// <param name="condition">A condition.</param>
    public static Condition Not(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new Condition(condition.attribute, condition.texts, condition.numbers, condition.least, condition.most, condition.all, !condition.negated);
    }

    /// <summary>Several conditions do not all hold.</summary>
    /// <param name="conditions">At least one.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static Condition NotAll(ImmutableArray<Condition> conditions) => conditions.IsDefaultOrEmpty
        ? throw new ArgumentException("'not' needs at least one condition to turn round.", nameof(conditions))
        : new Condition(null, [], [], null, null, conditions, true);

    /// <summary>Whether it holds of a guest.</summary>
    /// <param name="row">The guest's row.</param>
    public bool Holds(int row) => negated != Plain(row);

    /// <summary>A guest's value as text, for people; <c>unknown</c> where there is none.</summary>
    /// <param name="row">The guest's row.</param>
    public string ValueOf(int row) => attribute is null ? string.Join(", ", all.Select(c => $"{c.Attribute} {c.ValueOf(row)}"))
        : (attribute.IsNumber ? attribute.NumberOf(row)?.ToString(CultureInfo.InvariantCulture) : attribute.TextOf(row)) ?? "unknown";

    /// <summary>Returns the condition as a sentence: <c>monetary at least 500</c>.</summary>
    public override string ToString()
    {
        string not = negated ? "not " : "";
        if (attribute is null)
        {
            return $"{not}({string.Join(" and ", all)})";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{attribute.Name} {not}{(texts.Length > 0 ? "in " + string.Join(", ", texts)
            : numbers.Length > 0 ? "in " + string.Join(", ", numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))
            : most is null ? $"at least {least}" : least is null ? $"at most {most}" : $"{least} to {most}")}");
    }

    /// <summary>Refuses a column that is too short.</summary>
    internal void RequireColumns(int guests)
    {
        if (attribute?.Column is { } column && column.Length < guests)
        {
            throw new ArgumentException($"The attribute '{attribute.Name}' is known for {column.Length} guests, but {guests} are to be filtered; make the column longer.", nameof(guests));
        }

        foreach (Condition condition in all)
        {
            condition.RequireColumns(guests);
        }
    }

    /// <summary>Takes out of the set bits those guests for whom the condition does not hold.</summary>
    /// <param name="first">The row of the first bit; a multiple of 64.</param>
    /// <param name="alive">A bit a guest, at most <see cref="BlockWords"/> words.</param>
    internal void Narrow(int first, Span<ulong> alive)
    {
        if (test is not null)
        {
            test.Narrow(first, alive, negated);
        }
        else if (attribute is null)
        {
            NarrowGroup(first, alive);
        }
        else
        {
            for (int i = 0; i < alive.Length; i++)
            {
                for (ulong rest = alive[i]; rest != 0; rest &= rest - 1)
                {
                    int bit = BitOperations.TrailingZeroCount(rest);
                    alive[i] ^= Holds(first + (i * 64) + bit) ? 0 : 1UL << bit;
                }
            }
        }
    }

    /// <summary>The same condition over other attributes of the same names.</summary>
    internal Condition Over(IReadOnlyDictionary<string, GuestAttribute> attributes)
    {
        if (attribute is null)
        {
            return new Condition(null, [], [], null, null, [.. all.Select(c => c.Over(attributes))], negated);
        }

        if (!attributes.TryGetValue(attribute.Name, out GuestAttribute? other))
        {
            throw new ArgumentException($"There is no attribute '{attribute.Name}' among {string.Join(", ", attributes.Keys)}.", nameof(attributes));
        }

        Condition plain = texts.Length > 0 ? OneOf(other, texts.AsSpan()) : numbers.Length > 0 ? OneOf(other, numbers.AsSpan()) : Between(other, least, most);
        return negated ? Not(plain) : plain;
    }

    private void NarrowGroup(int first, Span<ulong> alive)
    {
        Span<ulong> inside = stackalloc ulong[BlockWords];
        inside = inside[..alive.Length];
        alive.CopyTo(inside);
        foreach (Condition condition in all)
        {
            condition.Narrow(first, inside);
        }

        for (int i = 0; i < alive.Length; i++)
        {
            alive[i] = negated ? alive[i] & ~inside[i] : inside[i];
        }
    }

    private bool Plain(int row)
    {
        if (attribute is null)
        {
            return all.All(c => c.Holds(row));
        }

        if (!attribute.IsNumber)
        {
            return attribute.TextOf(row) is { } text && texts.Contains(text);
        }

        return attribute.NumberOf(row) is { } number
            && (numbers.Length > 0 ? numbers.Contains(number) : !(number < least) && !(number > most));
    }

    private static void Require(bool holds, GuestAttribute attribute, string fault)
    {
        if (!holds)
        {
            throw new ArgumentException($"The attribute '{attribute.Name}' {fault}.", nameof(attribute));
        }
    }
}
