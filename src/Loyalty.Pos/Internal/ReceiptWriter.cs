using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Writes what was applied into the receipt: offers once each, in their order, and the coupons that nothing took.</summary>
internal sealed class ReceiptWriter
{
    private readonly Buffer<bool> taken = new();

    /// <summary>Writes what the stages settled.</summary>
    public static void Write(PricedBasket priced, PricingWork work, ApplicationLog log)
    {
        priced.Begin(work.Catalogue, null);
        priced.Discount = log.Total;
        WriteLines(priced, work);
    }

    /// <summary>Writes what was settled line by line, as far as everybody asks for it.</summary>
    public static void Write(PricedBasket priced, Catalogue catalogue, LineByLine settled)
    {
        priced.Begin(catalogue, settled.Receipt);
        priced.Discount = settled.Discount;
        priced.IsOptimal = true;
    }

    /// <summary>Writes what is of the basket and not of its offers: the subtotal, and the coupons that nothing took.</summary>
    public void End(PricedBasket priced, Basket basket)
    {
        priced.Subtotal = basket.Subtotal;
        priced.RejectedBuffer.Clear();
        priced.UnusedBuffer.Clear();
        if (!basket.IsPlain)
        {
            WriteUnused(priced, basket);
        }
    }

    private static void WriteLines(PricedBasket priced, PricingWork work)
    {
        priced.LineBuffer.Clear();
        ReadOnlySpan<BasketLine> lines = work.Basket.Lines;
        for (int i = 0; i < lines.Length; i++)
        {
            priced.LineBuffer.Add(new PricedLine(lines[i].Article, lines[i].Amount, work.LineDiscounts[i]));
        }
    }

    /// <summary>Writes the offers that apply, from the log of the receipt.</summary>
    public static void WriteApplied(PricedBasket priced, Catalogue catalogue, ApplicationLog log)
    {
        priced.AppliedBuffer.Clear();
        Sort(log.Applications.Span);
        foreach (ref readonly ApplicationLog.Application application in log.Applications.Span)
        {
            AppliedOffer applied = new(catalogue.Define(application.Offer), application.Discount, application.Points, application.Times, application.Earned);
            int last = priced.AppliedBuffer.Count - 1;
            if (last >= 0 && ReferenceEquals(priced.AppliedBuffer[last].Offer, applied.Offer))
            {
                // One that decides line by line was written down for each line.
                AppliedOffer earlier = priced.AppliedBuffer[last];
                priced.AppliedBuffer[last] = earlier with
                {
                    Discount = earlier.Discount + applied.Discount,
                    Times = application.CountsUnits ? earlier.Times + applied.Times : earlier.Times,
                };
            }
            else
            {
                priced.AppliedBuffer.Add(applied);
            }
        }
    }

    /// <summary>A handful, which mostly stand in order already.</summary>
    private static void Sort(Span<ApplicationLog.Application> applications)
    {
        if (applications.Length > 16)
        {
            applications.Sort();
            return;
        }

        for (int i = 1; i < applications.Length; i++)
        {
            ApplicationLog.Application moved = applications[i];
            int place = i;
            for (; place > 0 && applications[place - 1].Order > moved.Order; place--)
            {
                applications[place] = applications[place - 1];
            }

            applications[place] = moved;
        }
    }

    private void WriteUnused(PricedBasket priced, Basket basket)
    {
        ReadOnlySpan<string> coupons = basket.Coupons;
        taken.Resize(coupons.Length);
        taken.Span.Clear();
        foreach (ref readonly AppliedOffer applied in priced.Applied)
        {
            // An offer takes one coupon: the first of the basket that names it.
            for (int i = 0; i < coupons.Length; i++)
            {
                if (applied.Offer.Codes.Count > 0 && applied.Offer.Codes.Contains(coupons[i]))
                {
                    taken[i] = true;
                    break;
                }
            }
        }

        for (int i = 0; i < coupons.Length; i++)
        {
            if (!taken[i])
            {
                priced.UnusedBuffer.Add(coupons[i]);
            }
        }
    }
}
