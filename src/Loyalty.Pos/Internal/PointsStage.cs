using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Reckons the points of a receipt from what is paid after all discounts.</summary>
internal sealed class PointsStage(PricingWork work)
{
    /// <summary>Multipliers are kept in millionths.</summary>
    public const long MultiplierUnit = 1_000_000;

    private readonly Buffer<long> multipliers = new();

    /// <summary>The points; multipliers are written down in the order of their ids with what each adds.</summary>
    public long Reckon(ReadOnlySpan<ActiveOffer> offers, ApplicationLog log)
    {
        if (offers.IsEmpty)
        {
            return work.Catalogue.Points is { } rule ? Earned(rule, Paid()) : 0;
        }

        int lines = work.Basket.Lines.Length;
        multipliers.Resize(lines);
        multipliers.Span.Fill(MultiplierUnit);
        Int128 points = Earned();
        Int128 once = 0;
        foreach (ref readonly ActiveOffer active in offers)
        {
            CompiledOffer offer = active.Offer;
            Int128 added = offer.Amount;
            if (offer.Amount == 0 && !Raise(offer))
            {
                continue;
            }

            if (offer.Amount == 0)
            {
                added = Earned() + once - points;
            }

            once += offer.Amount;
            points += added;
            log.Add(offer, 0, 1, 0, Clamp(added));
        }

        return Clamp(points);
    }

    /// <summary>The points on what is paid for lines that all earn.</summary>
    public static long Earned(PointsRule rule, long paid) => Clamp((Int128)(paid / rule.Per) * rule.Earn);

    private bool Raise(CompiledOffer offer)
    {
        bool raised = false;
        for (int line = 0; line < multipliers.Count; line++)
        {
            if (multipliers[line] < offer.Multiplier && Paid(line) > 0 && work.IsChosen(line, offer.Target))
            {
                multipliers[line] = offer.Multiplier;
                raised = true;
            }
        }

        return raised;
    }

    private Int128 Earned()
    {
        if (work.Catalogue.Points is not { } rule)
        {
            return 0;
        }

        Int128 paid = 0;
        for (int line = 0; line < multipliers.Count; line++)
        {
            paid += (Int128)Paid(line) * multipliers[line];
        }

        return paid / ((Int128)rule.Per * MultiplierUnit) * rule.Earn;
    }

    /// <summary>What is paid for all lines that earn.</summary>
    private long Paid()
    {
        long paid = 0;
        for (int line = 0; line < work.Basket.Lines.Length; line++)
        {
            paid += Paid(line);
        }

        return paid;
    }

    private long Paid(int line) => work.Catalogue.Points is not null && work.Earns(line)
        ? work.Basket.Lines[line].Amount - work.LineDiscounts[line]
        : 0;

    private static long Clamp(Int128 points) => points > long.MaxValue ? long.MaxValue : (long)points;
}
