namespace Loyalty.Core;

/// <summary>A customer's dense number inside one process: the row at which every engine keeps that customer's state.</summary>
/// <remarks>
/// <para>Numbers come from a <see cref="CustomerDirectory"/>, which gives 0, 1, 2, … in order of first sight. Four bytes, so that an id
/// fits beside the state of 40 million customers, and state stands in plain arrays. It is local to its directory: stores, files and
/// messages carry the partner's own key instead.</para>
/// <para>Equality and order are those of the number. The <c>default</c> is <see cref="None"/>, no customer: an anonymous receipt.
/// Immutable, so any number of threads may share one.</para>
/// </remarks>
public readonly record struct CustomerId : IComparable<CustomerId>
{
    private readonly int indexPlusOne;

    /// <summary>Names the customer at a row.</summary>
    /// <param name="index">The row, from 0 (inclusive) to <see cref="MaxIndex"/> (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is outside that range.</exception>
    public CustomerId(int index)
    {
        if ((uint)index > MaxIndex)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"A customer's row must be between 0 and {MaxIndex} (inclusive); take ids from a CustomerDirectory.");
        }

        indexPlusOne = index + 1;
    }

    /// <summary>The largest row, 2,147,483,646.</summary>
    public const int MaxIndex = int.MaxValue - 1;

    /// <summary>No customer; the same as <c>default</c>.</summary>
    public static CustomerId None => default;

    /// <summary>Whether this names no customer.</summary>
    public bool IsNone => indexPlusOne == 0;

    /// <summary>The row.</summary>
    /// <value>0 to <see cref="MaxIndex"/>; −1 for <see cref="None"/>.</value>
    public int Index => indexPlusOne - 1;

    /// <inheritdoc/>
    public int CompareTo(CustomerId other) => indexPlusOne.CompareTo(other.indexPlusOne);

    /// <summary>Returns <c>#</c> and the row, or <c>none</c>.</summary>
    public override string ToString() => IsNone ? "none" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#{Index}");
}
