namespace Loyalty.Nps.Feedback;

/// <summary>What became of a report to the case book.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Case">The case as it stands now; null where there is none.</param>
public sealed record CaseResult(CaseOutcome Outcome, FeedbackCase? Case);
