using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;
using Loyalty.Core.Consent;
using Loyalty.Core.Internal;

namespace Loyalty.ContactPolicy.Records;

/// <summary>A decision with all that went into it and every rule that was looked at: enough to explain it a year later, and to decide it again.</summary>
/// <remarks>It names no guest; a host that must find records by guest keeps them beside the guest's key, and erases them with it. Immutable.</remarks>
public sealed record ContactRecord
{
    /// <summary>How the host finds the message again, such as its id.</summary>
    /// <value>Null by default.</value>
    public string? Reference { get; init; }

    /// <summary>The version of the matrix that decided.</summary>
    public required string MatrixVersion { get; init; }

    /// <summary>Who asked.</summary>
    public required PartnerId Partner { get; init; }

    /// <summary>Other partners whose blocks the message carried.</summary>
    /// <value>None by default.</value>
    public PartnerSet Carried { get; init; }

    /// <summary>On which channel.</summary>
    public required Channel Channel { get; init; }

    /// <summary>Why.</summary>
    public required ContactKind Kind { get; init; }

    /// <summary>When the message would have gone, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The guest's clock.</summary>
    public GuestZone Zone { get; init; }

    /// <summary>The guest's sensitivity.</summary>
    public ContactSensitivity Sensitivity { get; init; }

    /// <summary>The guest's segments, in order.</summary>
    public IReadOnlyList<string> Segments { get; init; } = [];

    /// <summary>What the guest had said to each purpose that the matrix asked about, for the channel and the partner.</summary>
    public IReadOnlyDictionary<ConsentPurpose, ConsentState> Consent { get; init; } = new Dictionary<ConsentPurpose, ConsentState>();

    /// <summary>The same for each partner whose block the message carried.</summary>
    public IReadOnlyDictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>> CarriedConsent { get; init; } = new Dictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>>();

    /// <summary>The version of the guest's own limits; null where there were none.</summary>
    public string? LimitsVersion { get; init; }

    /// <summary>Whether the guest's history was known.</summary>
    public bool HistoryIsKnown { get; init; } = true;

    /// <summary>The contacts that a rule could see, oldest first, without the guest's id.</summary>
    public IReadOnlyList<Contact> History { get; init; } = [];

    /// <summary>The decision and what each rule said.</summary>
    public required ContactExplanation Explanation { get; init; }

    /// <summary>Writes the record as JSON, the same bytes for the same record on every machine.</summary>
    public string ToJson() => RecordJson.Write(this);

    /// <summary>Reads a record.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <exception cref="DocumentFormatException">It is not such a record, with the line.</exception>
    public static ContactRecord Parse(string json) => RecordJson.Read(PlacedJson.Parse(json));
}
