namespace Loyalty.ContactPolicy;

/// <summary>What the matrix says to a request, and which rule decided.</summary>
/// <remarks>Equal when all members are. The <c>default</c> denies. Immutable.</remarks>
/// <param name="Outcome">Allow, defer or deny.</param>
/// <param name="Rule">
/// The id of the rule that decided: for a deferred message the one that refuses the last instant before <paramref name="NextAllowedAt"/>,
/// for a denied one the one that can never allow it, <see cref="UnknownZone"/> or <see cref="UnknownHistory"/>. Null for an allowed one.
/// </param>
/// <param name="NextAllowedAt">The earliest instant, in UTC, at which every rule would allow a deferred message; null for the others.</param>
public readonly record struct ContactDecision(ContactOutcome Outcome, string? Rule, DateTimeOffset? NextAllowedAt)
{
    /// <summary>The rule named when the guest's time zone is not known.</summary>
    public const string UnknownZone = "unknown-zone";

    /// <summary>The rule named when the guest's history is not known.</summary>
    public const string UnknownHistory = "unknown-history";

    /// <summary>Stands before the id of a rule of the guest's own limits.</summary>
    public const string GuestPrefix = "guest:";

    /// <summary>Whether the message may go now.</summary>
    public bool IsAllowed => Outcome == ContactOutcome.Allow;

    /// <summary>What the asking partner may learn: yes, or no slot until when. Never which rule, and so never what another partner sent.</summary>
    public PartnerAnswer ForPartner() => new(IsAllowed, NextAllowedAt);

    internal static ContactDecision Allow => new(ContactOutcome.Allow, null, null);

    internal static ContactDecision Deny(string rule) => new(ContactOutcome.Deny, rule, null);
}
