using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Settles lines whose units came to differ: unit by unit, as the stages would, but each line for itself.</summary>
internal sealed class UnevenLines
{
    private readonly PricingWork work = new();
    private readonly Units units = new();
    private readonly Mechanic mechanic;
    private readonly LineChoice choice;
    private readonly Buffer<ActiveOffer> offers = new();
    private readonly Buffer<int> exclusive = new();
    private readonly Buffer<int> best = new();
    private readonly Buffer<int> together = new();

    public UnevenLines()
    {
        mechanic = new Mechanic(units, new Spreader()) { Work = work };
        choice = new LineChoice(work, units, mechanic);
    }

    /// <summary>What is given on these lines.</summary>
    public ApplicationLog Log { get; } = new();

    /// <summary>Begins with a basket.</summary>
    public void Begin(Catalogue catalogue, Basket basket)
    {
        work.Look(catalogue, basket);
        units.Begin(basket.Lines.Length);
        offers.Clear();
        Log.Clear();
    }

    /// <summary>Names an offer that holds and concerns the line that is settled next.</summary>
    public void Add(int offer) => offers.Add(new ActiveOffer { Offer = work.Catalogue.Offer(offer) });

    /// <summary>Settles a line with the offers that were named.</summary>
    /// <param name="line">Which line.</param>
    /// <param name="article">What the catalogue says of its article; null where its units may go down to zero.</param>
    /// <returns>What basket rewards find left of it, and what that can bear.</returns>
    public (long Left, long Bear) Settle(int line, Resolution? article)
    {
        units.Lay(line, work.Basket.Lines[line], article);
        Span<ActiveOffer> all = offers.Span;
        SmallSort.Sort(all);
        for (int from = 0; from < all.Length;)
        {
            int to = from + 1;
            while (to < all.Length && all[to].Offer.Priority == all[from].Offer.Priority)
            {
                to++;
            }

            Settle(all[from..to], line);
            from = to;
        }

        offers.Clear();
        return units.Open(line);
    }

    /// <summary>Settles one priority: exclusive ones first, then the best of those that stand alone against compound ones together.</summary>
    private void Settle(Span<ActiveOffer> ofPriority, int line)
    {
        exclusive.Clear();
        best.Clear();
        together.Clear();
        for (int i = 0; i < ofPriority.Length; i++)
        {
            (ofPriority[i].Offer.Stacking switch
            {
                Stacking.Exclusive => exclusive,
                Stacking.Best => best,
                _ => together,
            }).Add(i);
        }

        choice.Settle(ofPriority, exclusive.Span, [], line, Log);
        choice.Settle(ofPriority, best.Span, together.Span, line, Log);
        foreach (int i in together.Span)
        {
            _ = mechanic.Apply(ofPriority[i].Offer, [line], Log);
        }

        units.EndPriority();
    }
}
