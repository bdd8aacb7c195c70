using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Reckons the points of a receipt from what is paid after all discounts.</summary>
internal sealed class PointsStage(PricingWork work)
{
    /// <summary>Multipliers are kept in millionths.</summary>
    public const long MultiplierUnit = 1_000_000;

    private readonly Buffer<long> multipliers = new();
    private readonly Buffer<Int128> added = new();
    private readonly Buffer<bool> isOut = new();

    // What is paid × its line's multiplier, over all lines that earn.
    private Int128 weighted;

    /// <summary>The points; multipliers are written down in the order of their ids with what each adds, those that give nothing are not.</summary>
    public long Reckon(ReadOnlySpan<ActiveOffer> offers, ApplicationLog log)
    {
        if (offers.IsEmpty)
        {
            return work.Catalogue.Points is { } rule ? Earned(rule, Paid()) : 0;
        }

        added.Resize(offers.Length);
        isOut.Resize(offers.Length);
        isOut.Span.Clear();
        Int128 points = Climb(offers);
        while (LeaveOut(offers))
        {
            points = Climb(offers);
        }

        for (int i = 0; i < offers.Length; i++)
        {
            if (!isOut[i])
            {
                log.Add(offers[i].Offer, 0, 1, 0, Clamp(added[i]));
            }
        }

        return Clamp(points);
    }

    /// <summary>The points on what is paid for lines that all earn.</summary>
    public static long Earned(PointsRule rule, long paid) => Clamp((Int128)(paid / rule.Per) * rule.Earn);

    /// <summary>Whether a multiplier would add points if it were the only one.</summary>
    public bool AddsAlone(CompiledOffer offer)
    {
        Begin();
        Int128 plain = Earned();
        return Raise(offer) && Earned() > plain;
    }

    /// <summary>Raises the lines' multipliers one offer after the other, and keeps what each adds.</summary>
    private Int128 Climb(ReadOnlySpan<ActiveOffer> offers)
    {
        Begin();
        Int128 earned = Earned();
        Int128 once = 0;
        for (int i = 0; i < offers.Length; i++)
        {
            CompiledOffer offer = offers[i].Offer;
            if (offer.Amount > 0)
            {
                added[i] = offer.Amount;
                once += offer.Amount;
            }
            else if (!isOut[i] && Raise(offer))
            {
                Int128 before = earned;
                earned = Earned();
                added[i] = earned - before;
            }
            else
            {
                isOut[i] = true;
            }
        }

        return earned + once;
    }

    /// <summary>Leaves out, by id, each multiplier that added nothing and without which the others earn no less. False where there is none.</summary>
    private bool LeaveOut(ReadOnlySpan<ActiveOffer> offers)
    {
        bool any = false;
        for (int i = 0; i < offers.Length; i++)
        {
            if (isOut[i] || added[i] != 0)
            {
                continue;
            }

            Int128 earned = Earned();
            isOut[i] = true;
            Lower(offers, offers[i].Offer);
            if (Earned() == earned)
            {
                any = true;
                continue;
            }

            isOut[i] = false;
            _ = Raise(offers[i].Offer);
        }

        return any;
    }

    private void Begin()
    {
        multipliers.Resize(work.Basket.Lines.Length);
        multipliers.Span.Fill(MultiplierUnit);
        weighted = (Int128)Paid() * MultiplierUnit;
    }

    private bool Raise(CompiledOffer offer)
    {
        bool raised = false;
        for (int line = 0; line < multipliers.Count; line++)
        {
            if (multipliers[line] < offer.Multiplier && Paid(line) is var paid and > 0 && work.IsChosen(line, offer.Target))
            {
                weighted += (Int128)paid * (offer.Multiplier - multipliers[line]);
                multipliers[line] = offer.Multiplier;
                raised = true;
            }
        }

        return raised;
    }

    /// <summary>Gives the lines of an offer that was left out the highest multiplier of the others.</summary>
    private void Lower(ReadOnlySpan<ActiveOffer> offers, CompiledOffer left)
    {
        for (int line = 0; line < multipliers.Count; line++)
        {
            if (multipliers[line] != left.Multiplier || !work.IsChosen(line, left.Target))
            {
                continue;
            }

            long highest = MultiplierUnit;
            for (int i = 0; i < offers.Length; i++)
            {
                CompiledOffer offer = offers[i].Offer;
                highest = !isOut[i] && offer.Multiplier > highest && work.IsChosen(line, offer.Target) ? offer.Multiplier : highest;
            }

            weighted -= (Int128)Paid(line) * (multipliers[line] - highest);
            multipliers[line] = highest;
        }
    }

    private Int128 Earned() => work.Catalogue.Points is { } rule ? weighted / ((Int128)rule.Per * MultiplierUnit) * rule.Earn : 0;

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
