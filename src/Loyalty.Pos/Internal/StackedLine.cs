using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>A line on which offers of any stacking decide for themselves: what earlier priorities left of it, and what this one would do.</summary>
internal struct StackedLine
{
    /// <summary>What is left of it.</summary>
    public long Left;
    public long Units;

    /// <summary>The number of the priority that was reckoned last.</summary>
    public int Priority;

    /// <summary>To whom the line is open.</summary>
    public UnitState State;

    /// <summary>Whether compound offers of an earlier priority discounted some of its units and left others untouched.</summary>
    public bool IsPartlyTouched;

    /// <summary>Whether its units cost the same no longer.</summary>
    public bool IsUneven;

    /// <summary>What exclusive offers give, and best ones.</summary>
    public LineDiscount Exclusive;
    public LineDiscount Best;

    /// <summary>What compound offers together leave of it, how many give something, the smallest of them, and which units they discount.</summary>
    public long TogetherLeft;
    public int Together;
    public int FirstTogether;
    public bool TouchesAll;
    public bool TouchesSome;
    public bool LeavesUneven;

    public StackedLine(long amount, long units)
    {
        Left = amount;
        Units = units;
    }

    /// <summary>What compound offers take off.</summary>
    public readonly long OffTogether => Left - TogetherLeft;

    /// <summary>Whether the one that stands alone gives more than compound ones together; of equals fewer offers, then smaller ids.</summary>
    public readonly bool BestWins => Best.Discount > 0 && (Best.Discount != OffTogether ? Best.Discount > OffTogether : Together != 1 || Best.Offer < FirstTogether);

    /// <summary>Begins a priority.</summary>
    public void Begin(int priority)
    {
        Priority = priority;
        Exclusive = Best = LineDiscount.None;
        TogetherLeft = Left;
        (Together, FirstTogether) = (0, int.MaxValue);
        (TouchesAll, TouchesSome, LeavesUneven) = (false, false, IsUneven);
    }

    /// <summary>
    /// What a compound offer takes off what is left, a floor in mind. False where that depends on single units that cost different amounts.
    /// </summary>
    /// <param name="offer">The offer's place by id.</param>
    /// <param name="row">What the catalogue says of it.</param>
    /// <param name="line">The line as it was sold.</param>
    /// <param name="article">What the catalogue says of its article; null where its units may go down to zero.</param>
    /// <param name="discount">What it takes off.</param>
    public bool TryAdd(int offer, in OfferRow row, in BasketLine line, Resolution? article, out long discount)
    {
        bool isEven = Units == 1 || !LeavesUneven;
        discount = 0;
        if (row.Kind == RewardKind.Percent && article is null)
        {
            discount = row.Ratio.Of(TogetherLeft);
        }
        else if (!isEven)
        {
            return false;
        }
        else
        {
            long unit = TogetherLeft / Units;
            long bear = article is null ? unit : Loyalty.Pos.Internal.Units.BearOf(line, article, unit);
            discount = row.Kind switch
            {
                RewardKind.Percent => bear > 0 ? Math.Min(row.Ratio.Of(TogetherLeft), bear * Units) : 0,
                RewardKind.Amount => Math.Min(row.Amount, bear) * Units,
                RewardKind.FixedPrice => Math.Clamp(unit - line.CostAt(row.Amount), 0, bear) * Units,
                _ => OfGroups(row, unit, bear),
            };
        }

        if (discount > 0)
        {
            TogetherLeft -= discount;
            Together++;
            FirstTogether = Math.Min(FirstTogether, offer);
            bool touchesAll = isEven && discount >= Units && row.Kind != RewardKind.BuyGet;
            TouchesAll |= touchesAll;
            TouchesSome |= !touchesAll;
            LeavesUneven |= Units > 1 && (row.Kind == RewardKind.BuyGet || discount % Units != 0);
        }

        return true;
    }

    /// <summary>Ends a priority whose compound offers have the line.</summary>
    public void EndTogether()
    {
        Left = TogetherLeft;
        IsUneven = LeavesUneven;
        State = TouchesAll ? UnitState.Compounded : State;
        IsPartlyTouched = State == UnitState.Free && (IsPartlyTouched || TouchesSome);
    }

    private readonly long OfGroups(in OfferRow row, long unit, long bear)
    {
        long got = Units / ((long)row.Buy + row.Get) * row.Get;
        return bear > 0 ? Math.Min(row.Ratio.Of(got * unit), bear * got) : 0;
    }
}
