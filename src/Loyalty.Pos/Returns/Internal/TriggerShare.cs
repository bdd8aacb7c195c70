using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Returns.Internal;

/// <summary>The share of what an offer's condition needs that stays: 1 as long as the condition holds.</summary>
/// <remarks>What was bought beyond the condition is not its trigger, so the share falls from 1 without a step.</remarks>
internal readonly record struct TriggerShare(Int128 Kept, Int128 Needed)
{
    /// <summary>More than any receipt holds; beyond it products would not fit.</summary>
    private const long MostNeeded = 1_000_000_000_000_000_000;

    public bool IsWhole => Kept == Needed;

    private static TriggerShare Whole => new(1, 1);

    /// <summary>That share of an amount, rounded half away from zero.</summary>
    public long Of(long amount) => (long)(((2 * amount * Kept) + Needed) / (2 * Needed));

    /// <summary>That share of a number of things that are not divided.</summary>
    public long Down(long count) => (long)(count * Kept / Needed);

    public static TriggerShare Of(Offer offer, GivenOffer given, TillReceipt receipt, KeptGoods kept)
    {
        TriggerShare share = OfRequirement(offer, kept);
        return offer.Reward switch
        {
            BuyGet group => Least(share, OfGroups(offer, group, given.Times, receipt, kept)),
            Bundle bundle => Least(share, OfSets(bundle, given.Times, receipt, kept)),
            Tiers tiers => Least(share, OfStep(offer, tiers, receipt, kept)),
            _ => share,
        };
    }

    private static TriggerShare OfRequirement(Offer offer, KeptGoods kept)
    {
        if (offer.Requires is not { } required)
        {
            return Whole;
        }

        (long units, long spend) = kept.Of(required.Items ?? offer.Target);
        TriggerShare share = Least(Share(spend, required.MinSpend), Share(units, (Int128)decimal.Ceiling(required.MinQuantity)));
        return required.Items is not null && units == 0 ? new TriggerShare(0, 1) : share;
    }

    /// <summary>The units of whole groups; where bought and got units are of different kinds, the bought ones.</summary>
    private static TriggerShare OfGroups(Offer offer, BuyGet group, long times, TillReceipt receipt, KeptGoods kept)
    {
        TriggerShare bought = Share(kept.Of(offer.Target).Units, (Int128)times * group.Buy);
        if (group.Items is { } items && !receipt.Lines.Any(l => offer.Target.Chooses(l.Sku, l.Categories) && items.Chooses(l.Sku, l.Categories)))
        {
            return bought;
        }

        long units = 0;
        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            SoldLine line = receipt.Lines[i];
            units += offer.Target.Chooses(line.Sku, line.Categories) || (group.Items is { } got && got.Chooses(line.Sku, line.Categories)) ? kept.UnitsOf(i) : 0;
        }

        return Least(bought, Share(units, (Int128)times * ((Int128)group.Buy + group.Get)));
    }

    private static TriggerShare OfSets(Bundle bundle, long times, TillReceipt receipt, KeptGoods kept)
    {
        Int128 needed = 0;
        Int128 stays = 0;
        foreach (BundleItem item in bundle.Items)
        {
            Int128 units = (Int128)times * item.Quantity;
            needed += units;
            stays += Int128.Min(units, kept.Of(item.Items).Units);
        }

        long together = 0;
        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            SoldLine line = receipt.Lines[i];
            together += bundle.Items.Any(item => item.Items.Chooses(line.Sku, line.Categories)) ? kept.UnitsOf(i) : 0;
        }

        return Share(Int128.Min(stays, together), needed);
    }

    private static TriggerShare OfStep(Offer offer, Tiers tiers, TillReceipt receipt, KeptGoods kept)
    {
        long reached = 0;
        foreach (SoldLine line in receipt.Lines)
        {
            reached += !offer.Target.Chooses(line.Sku, line.Categories) ? 0 : tiers.By == TierMeasure.Spend ? line.Amount : line.Units;
        }

        decimal from = tiers.Steps.Where(s => s.From <= reached).Select(s => s.From).DefaultIfEmpty(0).Max();
        (long units, long spend) = kept.Of(offer.Target);
        return Share(tiers.By == TierMeasure.Spend ? spend : units, (Int128)decimal.Ceiling(from));
    }

    private static TriggerShare Share(Int128 kept, Int128 needed) => kept >= needed ? Whole : new TriggerShare(kept, Int128.Min(needed, MostNeeded));

    private static TriggerShare Least(TriggerShare one, TriggerShare other) => other.Kept * one.Needed < one.Kept * other.Needed ? other : one;
}
