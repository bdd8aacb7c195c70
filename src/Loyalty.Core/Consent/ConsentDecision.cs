using System.Collections.Immutable;

namespace Loyalty.Core.Consent;

/// <summary>Whether a guest agreed, and which statement decided.</summary>
/// <remarks>Immutable.</remarks>
/// <param name="State">Yes, no, or never asked.</param>
/// <param name="Decisive">The statement that decided; absent where there is none.</param>
/// <param name="Considered">Every statement about the question, oldest first.</param>
public sealed record ConsentDecision(ConsentState State, ConsentEntry? Decisive, ImmutableArray<ConsentEntry> Considered)
{
    /// <summary>Whether the guest may be written to: only an explicit yes that no refusal stands against.</summary>
    public bool IsGranted => State == ConsentState.Granted;
}
