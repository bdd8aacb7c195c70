using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy;

/// <summary>What one rule says about a request on its own.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Rule">The rule's id.</param>
/// <param name="Kind">Which sort of rule.</param>
/// <param name="Refuses">Whether it refuses the request at its instant.</param>
/// <param name="Counted">How many contacts it counts against the request: those in a cap's window, 1 within a gap; 0 for rules that count nothing.</param>
/// <param name="Max">How many it lets pass: a cap's <c>max</c>, 1 for a gap or a pair, 0 for rules that count nothing.</param>
/// <param name="FreeAt">The earliest instant from the request's on, in UTC, at which this rule alone allows it; null for never.</param>
public readonly record struct RuleFinding(string Rule, ContactRuleKind Kind, bool Refuses, int Counted, int Max, DateTimeOffset? FreeAt)
{
    /// <summary>For a rule of consent, what the guest said.</summary>
    /// <value>Null for the others.</value>
    public ConsentState? Consent { get; init; }
}
