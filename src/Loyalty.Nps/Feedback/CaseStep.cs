namespace Loyalty.Nps.Feedback;

/// <summary>One step of a case: into which state, by whom, when.</summary>
/// <param name="State">The state after it.</param>
/// <param name="By">The operator; empty for the book itself, which opens and joins.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why, in a word of the operator's; may be empty. No personal data belongs here.</param>
public sealed record CaseStep(CaseState State, string By, DateTimeOffset At, string Note);
