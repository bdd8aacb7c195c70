using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What is left of a line's units: all cost the same, or the first ones a minor unit less; after that only their sum is known.</summary>
/// <param name="amount">What all of them cost together.</param>
/// <param name="count">How many there are.</param>
internal struct UnitsLeft(long amount, long count)
{
    private const long Unknown = -1;

    // How many of the first ones cost a minor unit less than the others.
    private long cheaper;

    /// <summary>What all of them cost together.</summary>
    public long Amount { get; private set; } = amount;

    /// <summary>How many there are.</summary>
    public readonly long Count => count;

    private readonly bool IsEven => cheaper == 0;

    /// <summary>Takes off what an offer gives. False where that depends on single units of which too little is known; then nothing changes.</summary>
    /// <param name="row">The offer.</param>
    /// <param name="line">The line as it was sold.</param>
    /// <param name="article">What the catalogue says of its article; null where its units may go down to zero.</param>
    /// <param name="discount">What it takes off.</param>
    /// <param name="ofAll">Whether it is known to take something off each unit.</param>
    public bool TryTake(in OfferRow row, in BasketLine line, Resolution? article, out long discount, out bool ofAll)
    {
        bool isOfSum = row.Kind == RewardKind.Percent && article is null;
        ofAll = false;
        discount = isOfSum ? row.Ratio.Of(Amount) : 0;
        if (!isOfSum && !TryReckon(row, line, article, out discount))
        {
            return false;
        }

        if (discount > 0)
        {
            bool byUnit = row.Kind is RewardKind.Amount or RewardKind.FixedPrice;
            ofAll = discount >= count && (byUnit || (IsEven && row.Kind == RewardKind.Percent));
            Amount -= discount;
            cheaper = row.Kind switch
            {
                // Units that were alike share alike, the first ones the odd minor units.
                RewardKind.Percent => IsEven ? discount % count : Unknown,
                RewardKind.Amount => cheaper,
                RewardKind.FixedPrice => 0,
                _ => Unknown,
            };
        }

        return true;
    }

    /// <summary>Takes off what stands alone on them; nothing is asked of single units afterwards.</summary>
    public void Take(long discount)
    {
        Amount -= discount;
        cheaper = Unknown;
    }

    /// <summary>What is given unit by unit, and what floors cut.</summary>
    private readonly bool TryReckon(in OfferRow row, in BasketLine line, Resolution? article, out long discount)
    {
        discount = 0;
        if (cheaper == Unknown || (!IsEven && (article is not null || row.Kind == RewardKind.BuyGet)))
        {
            return false;
        }

        long least = IsEven ? Amount / count : ((Amount + cheaper) / count) - 1;
        long bear = article is null ? least : Units.BearOf(line, article, least);
        switch (row.Kind)
        {
            case RewardKind.Percent:
                discount = bear > 0 ? Math.Min(row.Ratio.Of(Amount), bear * count) : 0;
                return true;
            case RewardKind.Amount:
                discount = Math.Min(row.Amount, bear) * count;
                return IsEven || row.Amount <= least;
            case RewardKind.FixedPrice:
                long price = line.CostAt(row.Amount);
                discount = price >= least ? 0 : IsEven ? Math.Min(least - price, bear) * count : Amount - (price * count);
                return IsEven || price != least;
            default:
                long got = count / ((long)row.Buy + row.Get) * row.Get;
                discount = bear > 0 ? Math.Min(row.Ratio.Of(got * least), bear * got) : 0;
                return true;
        }
    }
}
