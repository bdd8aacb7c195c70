namespace Loyalty.Nps.Surveys;

/// <summary>What became of an answer, and which one it replaced.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Before">The answer that it replaced; null unless the outcome is <see cref="AnswerOutcome.Replaced"/>.</param>
/// <param name="Invitation">The question; null where none was asked.</param>
public sealed record AnswerResult(AnswerOutcome Outcome, Answer? Before, SurveyInvitation? Invitation);
