namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>A message that does not go, and why.</summary>
/// <remarks>It names rules and messages of other partners, so it is for the programme; a partner learns <see cref="ForPartner"/>. Immutable.</remarks>
/// <param name="Candidate">The message.</param>
/// <param name="Reason">Why.</param>
/// <param name="Rule">The rule that binds at the instant looked at; null where none does.</param>
/// <param name="At">The instant looked at, in UTC: the message's best one; null where it has none.</param>
/// <param name="NextAllowedAt">For a message that the matrix refuses, from when on it would not, in UTC; null for the others, and for never.</param>
public sealed record LeftOutMessage(MessageCandidate Candidate, LeftOutReason Reason, string? Rule, DateTimeOffset? At, DateTimeOffset? NextAllowedAt)
{
    /// <summary>For a displaced message, the chosen ones that together keep it out at that instant; without any one of them it would fit.</summary>
    /// <value>Ids in order of time; empty for the others.</value>
    public IReadOnlyList<string> DisplacedBy { get; init; } = [];

    /// <summary>What the partner may learn: no slot, until when where that is known. Never which rule or message stood in the way.</summary>
    public PartnerAnswer ForPartner() => new(false, NextAllowedAt);
}
