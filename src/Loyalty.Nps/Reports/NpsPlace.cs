namespace Loyalty.Nps.Reports;

/// <summary>A row's place in a ranking, or why it has none.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Row">The row.</param>
/// <param name="Place">From 1; equal scores share a place; null where the row has too few answers.</param>
/// <param name="AnswersMissing">How many answers the row lacks for a place; 0 where it has one.</param>
/// <param name="BehindFirst">The change from the first row to this one, with its p-value; null for the first and for rows without a place.</param>
public sealed record NpsPlace(NpsRow Row, int? Place, long AnswersMissing, NpsChange? BehindFirst);
