namespace Loyalty.Nps.Surveys;

/// <summary>Whether a receipt led to a question.</summary>
/// <param name="Outcome">Whether, and why not.</param>
/// <param name="Invitation">The question, new or from before; null where there is none.</param>
public sealed record InvitationResult(InvitationOutcome Outcome, SurveyInvitation? Invitation);
