namespace Loyalty.Pos.Catalog;

/// <summary>How much an offer gives on one receipt.</summary>
public sealed record OfferLimits
{
    /// <summary>The most groups, sets or gifts on one receipt; other rewards apply once anyway.</summary>
    /// <value>At least 1; default null, no limit.</value>
    public int? PerReceipt { get; init; }

    /// <summary>The most that the offer takes off one receipt, in minor units.</summary>
    /// <value>0 to 10^15; default null, no limit.</value>
    public long? MaxDiscount { get; init; }

    /// <summary>The most units that get the discount.</summary>
    /// <value>At least 1; default null, no limit.</value>
    public int? MaxUnits { get; init; }

    /// <summary>Which units come first where <see cref="MaxUnits"/> limits them.</summary>
    /// <value>Default <see cref="UnitOrder.Dearest"/>.</value>
    public UnitOrder UnitOrder { get; init; }

    internal void Check()
    {
        Range.Within(PerReceipt ?? 1, 1, int.MaxValue, "limits.perReceipt");
        Range.Amount(MaxDiscount ?? 0, "limits.maxDiscount");
        Range.Within(MaxUnits ?? 1, 1, int.MaxValue, "limits.maxUnits");
        Range.Known(UnitOrder, "limits.unitOrder");
    }
}
