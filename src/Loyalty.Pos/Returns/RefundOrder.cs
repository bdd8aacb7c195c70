namespace Loyalty.Pos.Returns;

/// <summary>What comes back first where a receipt was paid partly with points.</summary>
public enum RefundOrder
{
    /// <summary>Points until all that were spent are back, then money: no return turns points into money.</summary>
    PointsFirst,

    /// <summary>Money until all that was paid is back, then points.</summary>
    MoneyFirst,
}
