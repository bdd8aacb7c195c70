using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Mechanics;

/// <summary>More points: a multiplier on the target lines, or a fixed number.</summary>
public sealed record BonusPoints : Reward
{
    private BonusPoints(decimal multiplier, long @fixed)
    {
        Multiplier = multiplier;
        Fixed = @fixed;
    }

    /// <summary>How often a line's points count.</summary>
    /// <value>At least 1, at most 10^6, at most six decimals; 1 for a fixed number.</value>
    public decimal Multiplier { get; }

    /// <summary>Points that are added once.</summary>
    /// <value>0 to 10^9; 0 for a multiplier.</value>
    public long Fixed { get; }

    /// <summary>A line's points count so often; on a line the highest multiplier counts, they do not multiply. One that adds no point is not applied.</summary>
    /// <param name="multiplier">1 to 10^6 (inclusive), at most six decimals.</param>
    public static BonusPoints Times(decimal multiplier) => new(multiplier, 0);

    /// <summary>So many points once.</summary>
    /// <param name="points">0 to 10^9 (inclusive); 0 gives nothing.</param>
    public static BonusPoints Once(long points) => new(1, points);

    internal override void Check()
    {
        Range.Within(Multiplier, 1, 1_000_000, "multiplier");
        Range.Within(Fixed, 0, Range.MostUnits, "fixed");
        if (decimal.Round(Multiplier, 6) != Multiplier)
        {
            throw new ArgumentException("A multiplier has at most six decimals.");
        }
    }
}
