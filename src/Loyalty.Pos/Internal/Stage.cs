using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Settles the offers of one priority: exclusive ones first, then the best combination of best and compound ones.</summary>
internal abstract class Stage(PricingWork work, Units units, Mechanic mechanic, LineIndex index)
{
    private readonly Buffer<int> chosen = new();
    private readonly Buffer<int> compound = new();

    /// <summary>Whether what each offer would give alone is wanted, to explain the losers.</summary>
    public bool Explains { get; set; }

    /// <summary>The combinations that may still be tried on this receipt.</summary>
    public int StepsLeft { get; set; }

    /// <summary>Whether every choice so far is proven to be the best.</summary>
    public bool IsOptimal { get; set; }

    protected PricingWork Work => work;

    protected Units Units => units;

    protected Mechanic Mechanic => mechanic;

    protected LineOffers ByLine { get; } = new();

    /// <summary>Applies the offers of one priority, which stand in their order, and writes down what they took off.</summary>
    public void Settle(Span<ActiveOffer> offers, ApplicationLog log)
    {
        ByLine.Begin();
        bool exclusive = false;
        foreach (ref ActiveOffer active in offers)
        {
            exclusive |= active.Offer.Stacking == Stacking.Exclusive;
            ByLine.SetLines(ref active, index.Of(active.Offer));
        }

        if (exclusive)
        {
            Settle(offers, log, exclusive: true);
        }

        Settle(offers, log, exclusive: false);
        for (int i = 0; Explains && i < offers.Length; i++)
        {
            offers[i].IsClosed = IsClosed(offers[i]);
        }

        EndPriority();
    }

    protected virtual void EndPriority() => units.EndPriority();

    /// <summary>Whether units that the offer concerns were taken by one that stands alone on them.</summary>
    private bool IsClosed(in ActiveOffer active)
    {
        foreach (int line in LinesOf(active))
        {
            for (int run = units.Head(line); run >= 0; run = units[run].Next)
            {
                if (units[run].State >= UnitState.Taken)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Chooses among offers that must stand alone on their units, beside those that apply to all that is left.</summary>
    protected abstract void Solve(Span<ActiveOffer> offers, Buffer<int> alone, Buffer<int> together, ApplicationLog log);

    protected abstract long Apply(in ActiveOffer active, ReadOnlySpan<int> on, ApplicationLog? into);

    protected ReadOnlySpan<int> LinesOf(in ActiveOffer active) => ByLine.LinesOf(active);

    protected void ApplyAll(Span<ActiveOffer> offers, Buffer<int> which, ApplicationLog log)
    {
        foreach (int i in which.Span)
        {
            _ = Apply(offers[i], LinesOf(offers[i]), log);
        }
    }

    private void Settle(Span<ActiveOffer> offers, ApplicationLog log, bool exclusive)
    {
        chosen.Clear();
        compound.Clear();
        for (int i = 0; i < offers.Length; i++)
        {
            if (exclusive != (offers[i].Offer.Stacking == Stacking.Exclusive))
            {
                continue;
            }

            offers[i].Alone = Explains ? Apply(offers[i], LinesOf(offers[i]), null) : 0;
            (offers[i].Offer.Stacking == Stacking.Compound ? compound : chosen).Add(i);
        }

        if (chosen.Count == 0)
        {
            ApplyAll(offers, compound, log);
        }
        else
        {
            Solve(offers, chosen, compound, log);
        }
    }
}
