using System.Runtime.InteropServices;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>
/// What pricing asks of an offer before anything else, in one row of two cache lines, the commonest questions in the first; it is written to
/// files as it stands.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
internal struct OfferRow
{
    public const int Size = 128;

    public long MinSpend;
    public long MinUnits;

    /// <summary>An amount, a price or fixed points.</summary>
    public long Amount;
    public int Target;

    /// <summary>The selector that the requirement counts.</summary>
    public int Counts;
    public int Buy;
    public int Get;

    /// <summary>The offer's place when offers are applied.</summary>
    public int Order;

    /// <summary>A percent that is whole, else −1.</summary>
    public short Percent;
    public RewardKind Kind;
    public Stacking Stacking;
    public OfferTraits Traits;

    /// <summary>The days of the week, a bit each from Sunday; 0 for every day.</summary>
    public byte Days;
    public short FromMinute;
    public short ToMinute;

    /// <summary>The selector of what is got.</summary>
    public int Items;

    /// <summary>The share of a percent.</summary>
    public long Numerator;
    public long Denominator;

    /// <summary>From when to when, in ticks of UTC.</summary>
    public long From;
    public long To;

    /// <summary>Where its definition begins in the file, and how long it is.</summary>
    public long Record;
    public int RecordLength;
    public int Priority;

    /// <summary>The selector under which the offer is found.</summary>
    public int Key;

    /// <summary>Where the selectors of a bundle's items begin, and how many there are.</summary>
    public int FirstItem;
    public int ItemCount;

    public readonly Ratio Ratio => Percent >= 0 ? Ratio.OfWholePercent(Percent) : new Ratio(Numerator, Denominator);

    public readonly bool Is(OfferTraits traits) => (Traits & traits) == traits;

    /// <summary>What is written down of the offer where it discounts a whole line of so many units, or the basket; of several lines the receipt adds it up.</summary>
    public readonly ApplicationLog.Application Applied(int offer, long discount, long units)
    {
        bool countsUnits = Kind is RewardKind.Amount or RewardKind.FixedPrice && !Is(OfferTraits.Basket);
        long times = countsUnits ? units : Kind == RewardKind.BuyGet ? units / ((long)Buy + Get) : 1;
        return new ApplicationLog.Application(offer, Order, countsUnits, discount, times, 0, 0);
    }
}

/// <summary>What is true of an offer.</summary>
[Flags]
internal enum OfferTraits : byte
{
    /// <summary>It is a basket reward.</summary>
    Basket = 1,

    /// <summary>Its requirement counts something else than its target.</summary>
    RequiresItems = 2,

    /// <summary>What is got is something else than what is bought.</summary>
    HasItems = 4,

    /// <summary>It applies at all times.</summary>
    Always = 8,

    /// <summary>It stands alone and decides each line, or the whole basket, for itself, at whatever discount.</summary>
    LineByLine = 16,

    /// <summary>Nothing decides but a threshold and a strength; everybody may have it.</summary>
    OnLadder = 32,

    /// <summary>It needs no coupon and is for everybody.</summary>
    Automatic = 64,

    /// <summary>
    /// It decides each line, or the whole basket, for itself, at whatever discount; whatever its stacking. Not known of one that was written before
    /// this was asked.
    /// </summary>
    Local = 128,
}
