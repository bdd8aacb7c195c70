using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>A line on which offers of any stacking decide for themselves: what earlier priorities left of it, and what this one would do.</summary>
internal struct StackedLine
{
    /// <summary>What is left of it.</summary>
    public UnitsLeft Left;

    /// <summary>The number of the priority that was reckoned last.</summary>
    public int Priority;

    /// <summary>To whom the line is open.</summary>
    public UnitState State;

    /// <summary>Whether compound offers of an earlier priority discounted some of its units and left others untouched.</summary>
    public bool IsPartlyTouched;

    /// <summary>Whether its units came to differ in a way that is not kept here: then it is settled unit by unit, and <see cref="Bear"/> says what is left of it can bear.</summary>
    public bool IsUneven;
    public long Bear;

    /// <summary>What exclusive offers give, and best ones.</summary>
    public LineDiscount Exclusive;
    public LineDiscount Best;

    /// <summary>What compound offers together leave of it, how many give something, the smallest of them, and which units they discount.</summary>
    public UnitsLeft Together;
    public int Offers;
    public int FirstOffer;
    public bool TouchesAll;
    public bool TouchesSome;

    public StackedLine(long amount, long units) => Left = new UnitsLeft(amount, units);

    /// <summary>Whether the one that stands alone gives more than compound ones together; of equals fewer offers, then smaller ids.</summary>
    public readonly bool BestWins
    {
        get
        {
            long together = Left.Amount - Together.Amount;
            return Best.Discount > 0 && (Best.Discount != together ? Best.Discount > together : Offers != 1 || Best.Offer < FirstOffer);
        }
    }

    /// <summary>Begins a priority.</summary>
    public void Begin(int priority)
    {
        Priority = priority;
        Exclusive = Best = LineDiscount.None;
        Together = Left;
        (Offers, FirstOffer) = (0, int.MaxValue);
        TouchesAll = TouchesSome = false;
    }

    /// <summary>Applies a compound offer. False where what it takes off depends on single units, of which too little is known.</summary>
    /// <param name="offer">The offer's place by id.</param>
    /// <param name="row">What the catalogue says of it.</param>
    /// <param name="line">The line as it was sold.</param>
    /// <param name="article">What the catalogue says of its article; null where its units may go down to zero.</param>
    /// <param name="discount">What it takes off.</param>
    public bool TryAdd(int offer, in OfferRow row, in BasketLine line, Resolution? article, out long discount)
    {
        if (!Together.TryTake(row, line, article, out discount, out bool touchesAll))
        {
            return false;
        }

        if (discount > 0)
        {
            Offers++;
            FirstOffer = Math.Min(FirstOffer, offer);
            TouchesAll |= touchesAll;
            TouchesSome |= !touchesAll;
        }

        return true;
    }

    /// <summary>Ends a priority whose compound offers have the line.</summary>
    public void EndTogether()
    {
        Left = Together;
        State = TouchesAll ? UnitState.Compounded : State;
        IsPartlyTouched = State == UnitState.Free && (IsPartlyTouched || TouchesSome);
    }
}
