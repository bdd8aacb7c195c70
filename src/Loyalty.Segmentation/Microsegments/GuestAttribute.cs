using System.Collections.Immutable;

namespace Loyalty.Segmentation.Microsegments;

/// <summary>Something known of each guest, by which a cascade can filter: a text or a number.</summary>
/// <remarks>Immutable where the function it was made with always gives the same answer.</remarks>
public sealed class GuestAttribute
{
    private readonly Func<int, string?>? text;
    private readonly Func<int, decimal?>? number;

    private GuestAttribute(string name, Func<int, string?>? text, Func<int, decimal?>? number, ImmutableArray<string> known)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name == "not")
        {
            throw new ArgumentException("An attribute cannot be called 'not', the word that turns a condition round.", nameof(name));
        }

        Name = name;
        KnownValues = known;
        this.text = text;
        this.number = number;
    }

    /// <summary>The name that cascades use.</summary>
    public string Name { get; }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => number is not null;

    /// <summary>The only values a text can have; empty where any is possible.</summary>
    public ImmutableArray<string> KnownValues { get; }

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
        return new GuestAttribute(name, null, valueOf, []);
    }

    internal string? TextOf(int row) => text!(row);

    internal decimal? NumberOf(int row) => number!(row);
}
