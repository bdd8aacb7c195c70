namespace Loyalty.Pos.Redemption;

/// <summary>Money that offers may give away together.</summary>
/// <remarks>Equal when both members are. The <c>default</c> has no name and is refused. Immutable.</remarks>
/// <param name="Name">Its name; 1 to 512 characters of well-formed text, no control characters, no white space at either end.</param>
/// <param name="Amount">In minor units of the catalogue's currency; 0 to <see cref="LimitClaim.MostLimit"/> (inclusive).</param>
public readonly record struct RedemptionBudget(string Name, long Amount);
