namespace Loyalty.Pos.Returns;

/// <summary>How returns are reckoned.</summary>
public sealed record ReturnOptions
{
    /// <summary>What becomes of rewards whose condition the return breaks.</summary>
    /// <value>Default <see cref="ReturnPolicy.Reprice"/>: the guest pays for what stays what it would have cost alone.</value>
    public ReturnPolicy Policy { get; init; } = ReturnPolicy.Reprice;

    /// <summary>What comes back first where a receipt was paid partly with points.</summary>
    /// <value>Default <see cref="RefundOrder.PointsFirst"/>.</value>
    public RefundOrder Order { get; init; } = RefundOrder.PointsFirst;

    /// <summary>What a return without its receipt gives.</summary>
    /// <value>Default <see cref="UnprovenPolicy.Refused"/>.</value>
    public UnprovenPolicy WithoutReceipt { get; init; } = UnprovenPolicy.Refused;

    /// <summary>How what stays is priced again; as at the till.</summary>
    /// <value>Default: as <see cref="PricingOptions"/> says.</value>
    public PricingOptions Pricing { get; init; } = new();

    internal void Check()
    {
        Catalog.Range.Known(Policy, nameof(Policy));
        Catalog.Range.Known(Order, nameof(Order));
        Catalog.Range.Known(WithoutReceipt, nameof(WithoutReceipt));
        Pricing.Check();
    }
}
