using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>An amount off each target unit, or once off the basket.</summary>
/// <param name="Amount">The amount in minor units, 0 to 10^15.</param>
/// <param name="Per">How often; default for each unit.</param>
public sealed record AmountOff(long Amount, AmountPer Per = AmountPer.Unit) : Reward
{
    internal override void Check()
    {
        Range.Amount(Amount, "An amount");
        Range.Known(Per, "per");
    }
}
