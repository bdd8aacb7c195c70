namespace Loyalty.Core.Identity;

/// <summary>What a source record can say about a person.</summary>
/// <remarks>The last six are identifiers: a value that two records share is a reason of its own to link them.</remarks>
public enum PersonAttribute
{
    /// <summary>Given name.</summary>
    GivenName,

    /// <summary>Surname.</summary>
    Surname,

    /// <summary>Birth date, as <c>yyyy-MM-dd</c> or <c>yyyyMMdd</c>.</summary>
    BirthDate,

    /// <summary>Street, or the first line of an address.</summary>
    Address1,

    /// <summary>The second line of an address.</summary>
    Address2,

    /// <summary>House number.</summary>
    StreetNumber,

    /// <summary>Part of a town.</summary>
    Suburb,

    /// <summary>Town.</summary>
    City,

    /// <summary>Postal code.</summary>
    Postcode,

    /// <summary>State, province or region.</summary>
    State,

    /// <summary>Telephone number.</summary>
    Phone,

    /// <summary>E-mail address.</summary>
    Email,

    /// <summary>Number of a loyalty card.</summary>
    Card,

    /// <summary>A browser's cookie.</summary>
    Cookie,

    /// <summary>A device's identifier.</summary>
    Device,

    /// <summary>A number that a state gives to one person: passport, tax or insurance number.</summary>
    NationalId,
}
