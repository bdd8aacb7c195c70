using System.Globalization;

namespace Loyalty.Core.Identity;

/// <summary>Names a profile: one person, whatever number of records describes them.</summary>
/// <remarks>
/// It is computed from the profile's smallest record alone, so the same records give the same id on every machine and in every order.
/// Equality and order are ordinal. The <c>default</c> names nothing. Immutable.
/// </remarks>
public readonly record struct ProfileId : IComparable<ProfileId>
{
    private readonly string? value;

    /// <summary>Takes up an id that was given before, from a store or a message.</summary>
    /// <param name="value">32 hexadecimal digits in lower case.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is anything else.</exception>
    public ProfileId(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length != 32 || !value.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"A profile's id must be 32 hexadecimal digits in lower case, but '{value}' is not.", nameof(value));
        }

        this.value = value;
    }

    /// <summary>The 32 digits.</summary>
    /// <value>Empty for <c>default</c>.</value>
    public string Value => value ?? "";

    /// <summary>Whether this names no profile.</summary>
    public bool IsNone => value is null;

    /// <summary>The id of the profile whose smallest record is given: two XXH64 hashes, of seeds 0 and 1, of source, a zero byte and record.</summary>
    /// <param name="first">The smallest record of the profile.</param>
    public static ProfileId Of(RecordKey first)
    {
        string text = $"{first.Source}\0{first.RecordId}";
        return new ProfileId(string.Create(CultureInfo.InvariantCulture, $"{StableHash.XxHash64(text):x16}{StableHash.XxHash64(text, 1):x16}"));
    }

    /// <inheritdoc/>
    public int CompareTo(ProfileId other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>Returns <see cref="Value"/>.</summary>
    public override string ToString() => Value;
}
