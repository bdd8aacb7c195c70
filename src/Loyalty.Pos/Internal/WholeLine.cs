namespace Loyalty.Pos.Internal;

/// <summary>What an offer takes off a whole, untouched line, without laying out its units.</summary>
/// <remarks>A line has at most two kinds of units: the first ones with an odd minor unit, and the rest.</remarks>
internal readonly ref struct WholeLine
{
    private readonly long more;
    private readonly long rest;
    private readonly long amount;
    private readonly long bearMore;
    private readonly long bearRest;
    private readonly bool isFree;

    public WholeLine(in BasketLine line, Resolution article)
    {
        Amount = line.Amount;
        if (line.Units == 1)
        {
            amount = line.Amount;
            rest = 1;
        }
        else
        {
            (amount, more) = Math.DivRem(line.Amount, line.Units);
            rest = line.Units - more;
        }

        isFree = article is { NeverDiscounted: false, Floor: 0 };
        bearMore = isFree ? amount + 1 : Units.BearOf(line, article, amount + 1);
        bearRest = isFree ? amount : Units.BearOf(line, article, amount);
    }

    public long Amount { get; }

    /// <summary>What the line can bear.</summary>
    public long Bear => isFree ? Amount : (more * bearMore) + (rest * bearRest);

    /// <summary>The discount, and how many times it was given as a receipt says it.</summary>
    public long Discount(CompiledOffer offer, long price, out long times)
    {
        times = 1;
        switch (offer.Kind)
        {
            case RewardKind.Percent:
                return Percent(offer, more, rest);
            case RewardKind.Amount:
                return PerUnit(Math.Min(offer.Amount, bearMore), Math.Min(offer.Amount, bearRest), out times);
            case RewardKind.FixedPrice:
                return PerUnit(Math.Clamp(amount + 1 - price, 0, bearMore), Math.Clamp(amount - price, 0, bearRest), out times);
            default:
                long size = (long)offer.Buy + offer.Get;
                times = (more + rest) / size;
                long got = times * offer.Get;
                long gotRest = Math.Min(got, rest);
                if (offer.GroupsFromDearest)
                {
                    // Groups stand one behind the other from the dearest down, the bought units in front.
                    long end = Math.Min(more, times * size);
                    gotRest = got - ((end / size * offer.Get) + Math.Max(0, (end % size) - offer.Buy));
                }

                return Percent(offer, got - gotRest, gotRest);
        }
    }

    private long Percent(CompiledOffer offer, long ofMore, long ofRest)
    {
        if (isFree)
        {
            return offer.Ratio.Of((ofMore * (amount + 1)) + (ofRest * amount));
        }

        long weight = (bearMore > 0 ? ofMore * (amount + 1) : 0) + (bearRest > 0 ? ofRest * amount : 0);
        return Math.Min(offer.Ratio.Of(weight), (ofMore * bearMore) + (ofRest * bearRest));
    }

    private long PerUnit(long offMore, long offRest, out long times)
    {
        times = (offMore > 0 ? more : 0) + (offRest > 0 ? rest : 0);
        return (more * offMore) + (rest * offRest);
    }
}
