using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What an offer takes off a whole, untouched line, without laying out its units: they all cost the same.</summary>
internal readonly ref struct WholeLine
{
    private readonly long units;
    private readonly long unit;
    private readonly long bear;
    private readonly ref readonly BasketLine line;
    private readonly bool isFree;

    public WholeLine(in BasketLine line, Resolution? article)
    {
        Amount = line.Amount;
        units = line.Units;
        unit = line.UnitAmount;
        this.line = ref line;
        isFree = article is null || article.IsFree;
        bear = isFree ? unit : Units.BearOf(line, article!, unit);
    }

    public long Amount { get; }

    /// <summary>What the line can bear.</summary>
    public long Bear => isFree ? Amount : units * bear;

    /// <summary>What a percent, an amount off each unit or a fixed price gives.</summary>
    public long Of(RewardKind kind, long amount, Ratio ratio) => kind switch
    {
        RewardKind.Percent => isFree ? ratio.Of(Amount) : Clipped(ratio, units),
        RewardKind.Amount => units * Math.Min(amount, bear),
        _ => units * Math.Clamp(unit - line.CostAt(amount), 0, bear),
    };

    /// <summary>What groups give.</summary>
    public long BuyGet(int buy, int get, Ratio ratio)
    {
        long got = units / ((long)buy + get) * get;
        return isFree ? ratio.Of(got * unit) : Clipped(ratio, got);
    }

    /// <summary>Whether every weaker offer of a ladder gives less than this one, so that none of them need be looked at.</summary>
    public bool IsClear(RewardKind kind, in Rung rung) => isFree && kind switch
    {
        RewardKind.Percent => rung.IsClear(Amount),
        RewardKind.Amount => rung.Amount <= unit,
        _ => rung.Amount < unit && !line.IsWeighed,
    };

    private long Clipped(Ratio ratio, long count) => bear > 0 ? Math.Min(ratio.Of(count * unit), count * bear) : 0;
}
