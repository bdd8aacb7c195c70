using System.Collections.Immutable;
using Loyalty.Core.Identity.Internal;
using static Loyalty.Core.Identity.PersonAttribute;

namespace Loyalty.Core.Identity;

/// <summary>How records are brought together.</summary>
public sealed record IdentityOptions
{
    /// <summary>How a telephone number without a country is meant.</summary>
    /// <value>Two capital letters of ISO 3166, or null to take international numbers only. Default <c>RU</c>.</value>
    public string? DefaultRegion
    {
        get;
        init => field = value is null || CallingCodes.IsRegion(value)
            ? value
            : throw new ArgumentException($"The region must be two capital letters of ISO 3166 with a known calling code, such as DE, but '{value}' is not; use null to take international numbers only.", nameof(value));
    } = "RU";

    /// <summary>The comparisons and their weights.</summary>
    /// <value>Default <see cref="MatchModel.Default"/>.</value>
    public MatchModel Model { get; init; } = MatchModel.Default;

    /// <summary>From how many records the weights are estimated from the records themselves, without labels; below it, and for models that already are estimated, they stand as given.</summary>
    /// <value>Default 500. <see cref="int.MaxValue"/> never estimates.</value>
    public int EstimateFrom { get; init; } = 500;

    /// <summary>Which records are compared.</summary>
    /// <value>At least one rule; <see cref="StrongIds"/> are looked up besides.</value>
    public ImmutableArray<BlockingRule> Blocking
    {
        get;
        init => field = value is { IsDefault: false, Length: >= 1 } ? value : throw new ArgumentException("There must be at least one blocking rule.", nameof(value));
    } = Standard;

    /// <summary>The most records that one blocking value may bring together; a larger block is left out and counted.</summary>
    /// <value>At least 2; default 100. A name that a thousand people share tells nothing, and comparing them costs half a million pairs.</value>
    public int MaxBlockSize
    {
        get;
        init => field = value >= 2 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A block must hold at least 2 records.");
    } = 100;

    /// <summary>The identifiers that link by themselves.</summary>
    /// <value>Default: national id, card, phone, e-mail, device and cookie, each beside at most 2 distinct birth dates, cards or national ids.</value>
    public ImmutableArray<StrongId> StrongIds { get; init; } =
        [new(NationalId, 2), new(Card, 2), new(Phone, 2), new(Email, 2), new(Device, 2), new(Cookie, 2)];

    /// <summary>Records that are known to be two people: a wrong merge that was taken back stays taken back.</summary>
    /// <value>Pairs of records; default none. Records that are not there are ignored.</value>
    public ImmutableArray<(RecordKey Left, RecordKey Right)> KeepApart { get; init; } = [];

    /// <summary>Whether conflicting national ids, and conflicting birth dates with different names or cards, forbid a merge whatever else agrees.</summary>
    /// <value>Default true.</value>
    public bool Vetoes { get; init; } = true;

    /// <summary>How much the records of two profiles must agree on average before one link may join them: the mean weight of their pairs.</summary>
    /// <value>Default −8. Negative infinity lets a single link join any two profiles.</value>
    public double LeastMeanWeight { get; init; } = -8;

    internal static ImmutableArray<BlockingRule> Standard { get; } =
    [
        new(PersonAttribute.BirthDate),
        new(Surname, PersonAttribute.BirthDate),
        new(GivenName, PersonAttribute.BirthDate),
        new(Postcode, PersonAttribute.BirthDate),
        new(City, PersonAttribute.BirthDate),
        new(Suburb, PersonAttribute.BirthDate),
        new(Address1, PersonAttribute.BirthDate),
        new(GivenName, Surname),
        new(Surname, Postcode),
        new(GivenName, Postcode),
        new(Postcode),
        new(Surname, City),
        new(GivenName, City),
        new(Surname, Suburb),
        new(new BlockingPart(Surname, 4), new BlockingPart(Postcode, 3)),
        new(new BlockingPart(GivenName, 4), new BlockingPart(Postcode, 3)),
        new(new BlockingPart(Surname, 4), new BlockingPart(PersonAttribute.BirthDate, 4)),
        new(new BlockingPart(GivenName, 1), new BlockingPart(PersonAttribute.BirthDate)),
        new(new BlockingPart(GivenName, 2), new BlockingPart(Surname, 2), new BlockingPart(PersonAttribute.BirthDate, 4)),
        new(Address1, StreetNumber),
        new(Address1, Suburb),
        new(Surname, Address1),
        new(new BlockingPart(GivenName, 3), new BlockingPart(Surname, 3), new BlockingPart(City)),
    ];
}
