namespace Loyalty.Pos.Catalog;

/// <summary>How many points a receipt earns: so many for each full amount paid.</summary>
public sealed record PointsRule
{
    /// <summary>The points for each <see cref="Per"/> paid.</summary>
    /// <value>0 to 10^9.</value>
    public long Earn { get; init; }

    /// <summary>The amount paid that earns them, in minor units.</summary>
    /// <value>1 to 10^15.</value>
    public long Per { get; init; }

    /// <summary>What earns nothing.</summary>
    /// <value>Default null: everything earns.</value>
    public Selector? Except { get; init; }

    internal void Check()
    {
        Range.Within(Earn, 0, Range.MostUnits, "points.earn");
        Range.Within(Per, 1, Range.MostAmount, "points.per");
        Except?.Check("points.except");
    }
}
