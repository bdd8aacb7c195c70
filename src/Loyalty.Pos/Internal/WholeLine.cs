using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What an offer takes off a whole, untouched line, without laying out its units: they all cost the same.</summary>
internal readonly ref struct WholeLine
{
    private readonly long units;
    private readonly long unit;
    private readonly long bear;
    private readonly bool isFree;

    public WholeLine(in BasketLine line, Resolution? article)
    {
        Amount = line.Amount;
        units = line.Units;
        unit = line.UnitAmount;
        isFree = article is null || article.IsFree;
        bear = isFree ? unit : Units.BearOf(line, article!, unit);
    }

    public long Amount { get; }

    /// <summary>What the line can bear.</summary>
    public long Bear => isFree ? Amount : units * bear;

    /// <summary>Whether every weaker offer of a ladder gives less than this one, so that none of them need be looked at.</summary>
    public bool IsClear(RewardKind kind, in Rung rung, bool isWeighed) => isFree && kind switch
    {
        RewardKind.Percent => Amount >= rung.Clear && rung.Clear != int.MaxValue,
        RewardKind.Amount => rung.Amount <= unit,
        _ => rung.Amount < unit && !isWeighed,
    };

    public long Percent(Ratio ratio) => isFree ? ratio.Of(Amount) : Clipped(ratio, units);

    public long AmountOff(long amount, out long times) => PerUnit(Math.Min(amount, bear), out times);

    public long FixedPrice(long price, out long times) => PerUnit(Math.Clamp(unit - price, 0, bear), out times);

    public long BuyGet(int buy, int get, Ratio ratio, out long times)
    {
        times = units / ((long)buy + get);
        return isFree ? ratio.Of(times * get * unit) : Clipped(ratio, times * get);
    }

    private long Clipped(Ratio ratio, long count) => bear > 0 ? Math.Min(ratio.Of(count * unit), count * bear) : 0;

    private long PerUnit(long off, out long times)
    {
        times = off > 0 ? units : 0;
        return units * off;
    }
}
