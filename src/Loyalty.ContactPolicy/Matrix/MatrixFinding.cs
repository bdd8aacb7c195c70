namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Something in a matrix that is probably not what was meant.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Kind">What it is about.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Rule">The id of the rule; null where a rule is missing.</param>
/// <param name="What">What was found, as a sentence.</param>
/// <param name="Cure">What to do about it, as a sentence.</param>
public sealed record MatrixFinding(MatrixFindingKind Kind, FindingSeverity Severity, string? Rule, string What, string Cure);
