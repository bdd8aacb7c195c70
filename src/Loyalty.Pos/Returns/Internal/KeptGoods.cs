using System.Collections.Immutable;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;

namespace Loyalty.Pos.Returns.Internal;

/// <summary>What stays of a receipt when so much of each line has come back: the first units come back first.</summary>
internal sealed class KeptGoods
{
    private readonly TillReceipt receipt;
    private readonly long[] amounts;
    private readonly long[] discounts;

    public KeptGoods(TillReceipt receipt, ImmutableArray<decimal> returned)
    {
        this.receipt = receipt;
        amounts = new long[returned.Length];
        discounts = new long[returned.Length];
        Paid = new long[returned.Length];
        Quantities = new decimal[returned.Length];
        for (int i = 0; i < returned.Length; i++)
        {
            SoldLine line = receipt.Lines[i];
            (long amount, long discount) = line.OfFirst(returned[i]);
            amounts[i] = line.Amount - amount;
            discounts[i] = line.Discount - discount;
            Paid[i] = amounts[i] - discounts[i];
            Quantities[i] = line.Quantity - returned[i];
            Cost += Paid[i];
            IsEmpty &= Quantities[i] == 0;
        }
    }

    /// <summary>How much stays of each line.</summary>
    public decimal[] Quantities { get; }

    /// <summary>What was paid for what stays of each line.</summary>
    public long[] Paid { get; }

    /// <summary>What was paid for all that stays.</summary>
    public long Cost { get; }

    public bool IsEmpty { get; } = true;

    /// <summary>The units and the spend, before any discount, that stay of what a selector chooses.</summary>
    public (long Units, long Spend) Of(Selector? selector)
    {
        (long units, long spend) = (0, 0);
        for (int i = 0; i < amounts.Length; i++)
        {
            if (selector.Chooses(receipt.Lines[i].Sku, receipt.Lines[i].Categories))
            {
                units += UnitsOf(i);
                spend += amounts[i];
            }
        }

        return (units, spend);
    }

    /// <summary>A weighed line is one unit as long as anything of it stays.</summary>
    public long UnitsOf(int line) => receipt.Lines[line].IsWeighed ? (Quantities[line] > 0 ? 1 : 0) : (long)Quantities[line];

    /// <summary>What each applied offer takes off what stays: a line's discount belongs to its offers in proportion to their shares.</summary>
    public long[] DiscountsByOffer()
    {
        long[] byOffer = new long[receipt.Applied.Length];
        Spreader spreader = new();
        ILookup<int, (int Offer, long Discount)> onLines = receipt.Applied
            .SelectMany((given, offer) => given.Shares.Where(s => s.Discount > 0).Select(s => (s.Line, Share: (offer, s.Discount))))
            .ToLookup(s => s.Line, s => s.Share);
        for (int line = 0; line < discounts.Length; line++)
        {
            if (discounts[line] == 0)
            {
                continue;
            }

            (int Offer, long Discount)[] shares = [.. onLines[line]];
            spreader.Clear();
            foreach ((_, long discount) in shares)
            {
                spreader.Add(discount, discount);
            }

            spreader.Spread(discounts[line]);
            for (int part = 0; part < shares.Length; part++)
            {
                byOffer[shares[part].Offer] += spreader[part].Share + spreader[part].Extra;
            }
        }

        return byOffer;
    }

    /// <summary>The fixed points of an offer that lie on what stays, rounded down on each line.</summary>
    public long PointsOf(GivenOffer given)
    {
        long points = 0;
        foreach (GivenShare share in given.Shares)
        {
            Int128 all = Nano(receipt.Lines[share.Line].Quantity);
            points += (long)(share.Points * Nano(Quantities[share.Line]) / all);
        }

        return points;
    }

    private static Int128 Nano(decimal quantity) => (Int128)(quantity * 1_000_000_000);
}
