namespace Loyalty.ContactPolicy;

/// <summary>A decision with every rule that was looked at: the answer to 'why was this refused?'.</summary>
/// <param name="Decision">The decision, the same as without the explanation.</param>
/// <param name="MatrixVersion">The version of the matrix that decided.</param>
/// <param name="IsExempt">Whether the kind is exempt, so that no rule was looked at.</param>
/// <param name="Findings">A finding for each rule that concerns the request, in order: quiet hours, gaps, caps.</param>
public sealed record ContactExplanation(ContactDecision Decision, string MatrixVersion, bool IsExempt, IReadOnlyList<RuleFinding> Findings);
