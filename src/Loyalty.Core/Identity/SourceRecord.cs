namespace Loyalty.Core.Identity;

/// <summary>What one source says about one person, as it says it.</summary>
/// <remarks>Immutable: profiles are folds over such records, so merging and un-merging never loses one. Compared by reference.</remarks>
/// <param name="key">Which record of which source; not <c>default</c>.</param>
public sealed class SourceRecord(RecordKey key)
{
    /// <summary>Which record of which source.</summary>
    public RecordKey Key { get; } = key.RecordId.Length > 0
        ? key
        : throw new ArgumentException("A record must have a key with source and record id.", nameof(key));

    /// <summary>Given name.</summary>
    public string? GivenName { get; init; }

    /// <summary>Surname.</summary>
    public string? Surname { get; init; }

    /// <summary>Birth date, as <c>yyyy-MM-dd</c> or <c>yyyyMMdd</c>; may be mistyped.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Street, or the first line of an address.</summary>
    public string? Address1 { get; init; }

    /// <summary>The second line of an address.</summary>
    public string? Address2 { get; init; }

    /// <summary>House number.</summary>
    public string? StreetNumber { get; init; }

    /// <summary>Part of a town.</summary>
    public string? Suburb { get; init; }

    /// <summary>Town.</summary>
    public string? City { get; init; }

    /// <summary>Postal code.</summary>
    public string? Postcode { get; init; }

    /// <summary>State, province or region.</summary>
    public string? State { get; init; }

    /// <summary>Telephone number, in any usual notation.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Number of a loyalty card.</summary>
    public string? Card { get; init; }

    /// <summary>A browser's cookie.</summary>
    public string? Cookie { get; init; }

    /// <summary>A device's identifier.</summary>
    public string? Device { get; init; }

    /// <summary>A number that a state gives to one person.</summary>
    public string? NationalId { get; init; }

    /// <summary>When the source last changed the record; absent where unknown.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>An attribute's text as the source has it.</summary>
    /// <param name="attribute">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such attribute.</exception>
    public string? this[PersonAttribute attribute] => attribute switch
    {
        PersonAttribute.GivenName => GivenName,
        PersonAttribute.Surname => Surname,
        PersonAttribute.BirthDate => BirthDate,
        PersonAttribute.Address1 => Address1,
        PersonAttribute.Address2 => Address2,
        PersonAttribute.StreetNumber => StreetNumber,
        PersonAttribute.Suburb => Suburb,
        PersonAttribute.City => City,
        PersonAttribute.Postcode => Postcode,
        PersonAttribute.State => State,
        PersonAttribute.Phone => Phone,
        PersonAttribute.Email => Email,
        PersonAttribute.Card => Card,
        PersonAttribute.Cookie => Cookie,
        PersonAttribute.Device => Device,
        PersonAttribute.NationalId => NationalId,
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "A person's attribute must be one of PersonAttribute's names."),
    };
}
