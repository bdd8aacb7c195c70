using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>A guest of the base with the messages that may go.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="Key">The guest's key, the same on every machine and unique over the base; it only breaks ties.</param>
/// <param name="Period">The guest and the time.</param>
/// <param name="Candidates">The messages that may go.</param>
/// <param name="History">The guest's contacts so far and the slots that are promised already, in any order.</param>
public sealed record GuestCandidates(string Key, GuestPeriod Period, IReadOnlyList<MessageCandidate> Candidates, IReadOnlyList<Contact> History);
