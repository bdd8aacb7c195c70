using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy;

/// <summary>What is known about a guest beside their contacts: sensitivity, segments, consent and the limits that they set themselves.</summary>
/// <remarks>
/// What is missing never allows more: an unknown sensitivity obeys the rules of all three, and a matrix that asks for consent takes none for no. Immutable.
/// </remarks>
public sealed record GuestFacts
{
    /// <summary>How easily the guest is put off.</summary>
    /// <value><see cref="ContactSensitivity.Unknown"/> by default.</value>
    public ContactSensitivity Sensitivity { get; init; }

    /// <summary>The segments that hold the guest; those that the matrix does not name change nothing.</summary>
    /// <value>None by default.</value>
    public IReadOnlyCollection<string> Segments { get; init; } = [];

    /// <summary>What the guest agreed to.</summary>
    /// <value>Null, nothing is known, by default.</value>
    public GuestConsent? Consent { get; init; }

    /// <summary>What the guest asked for themselves ('at most one a week', 'not on Sundays'), as a matrix of its own that must allow the message too.</summary>
    /// <value>
    /// Null by default. Its time zone and its rules of consent are not looked at. Make one for each choice that guests have, not one for each guest. In decisions its rules are named with <see cref="ContactDecision.GuestPrefix"/>.
    /// </value>
    public ContactMatrix? Limits { get; init; }

    /// <summary>Whether the guest's history is known. Set it to false where a store did not answer: an empty history would allow everything.</summary>
    /// <value>True by default; false denies with <see cref="ContactDecision.UnknownHistory"/>.</value>
    public bool HistoryIsKnown { get; init; } = true;
}
