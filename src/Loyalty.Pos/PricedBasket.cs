using Loyalty.Core;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos;

/// <summary>What a basket costs and why: the caller's view of a session's last receipt.</summary>
/// <remarks>It belongs to its <see cref="PricingSession"/> and says what the last basket costs; copy what outlives the next one.</remarks>
public sealed class PricedBasket
{
    private readonly Buffer<long> taken = new();
    private readonly ApplicationLog log;
    private Catalogue catalogue = null!;
    private ISettled? settled;
    private bool isApplied;

    internal PricedBasket(ApplicationLog log) => this.log = log;

    /// <summary>The lines' amounts before any discount, in minor units.</summary>
    public long Subtotal { get; internal set; }

    /// <summary>What was taken off: the sum over the lines, and over the applied offers, in minor units.</summary>
    public long Discount { get; internal set; }

    /// <summary>What is paid, in minor units.</summary>
    public long Total => Subtotal - Discount;

    /// <summary>The points earned.</summary>
    /// <value>At most 2^63 − 1, where it stops.</value>
    public long Points { get; internal set; }

    /// <summary>Whether the combination is proven to be the best.</summary>
    /// <value>False where <see cref="PricingOptions.SearchSteps"/> stopped the search.</value>
    public bool IsOptimal { get; internal set; } = true;

    /// <summary>The currency of the amounts.</summary>
    public Currency Currency => catalogue.Currency;

    /// <summary>The version of the catalogue that priced the basket.</summary>
    public string CatalogueVersion => catalogue.Version;

    /// <summary>The lines, in the basket's order.</summary>
    /// <value>What the session settled line by line is written when it is first asked for; does not allocate in steady state.</value>
    public ReadOnlySpan<PricedLine> Lines
    {
        get
        {
            Write();
            return LineBuffer.Span;
        }
    }

    /// <summary>The offers that apply, in the order in which they were applied, points last.</summary>
    /// <value>Worked out when they are asked for, once for each receipt; does not allocate in steady state.</value>
    public ReadOnlySpan<AppliedOffer> Applied
    {
        get
        {
            Write();
            if (!isApplied)
            {
                isApplied = true;
                ReceiptWriter.WriteApplied(this, catalogue, log);
            }

            return AppliedBuffer.Span;
        }
    }

    /// <summary>Which offer took what off which line, by line, then in the order of <see cref="Applied"/>: every cent of the discount, once.</summary>
    /// <value>Worked out when it is asked for, once for each receipt; does not allocate in steady state.</value>
    public ReadOnlySpan<DiscountShare> Shares => Trace.Shares(Applied);

    /// <summary>The coupons that nothing took, in the basket's order: they are handed back.</summary>
    public ReadOnlySpan<string> UnusedCoupons => UnusedBuffer.Span;

    /// <summary>The offers that do not apply, by id; empty unless <see cref="PricingSession.PriceAndExplain"/> was asked.</summary>
    public ReadOnlySpan<RejectedOffer> Rejected => RejectedBuffer.Span;

    internal Buffer<PricedLine> LineBuffer { get; } = new();

    internal Buffer<AppliedOffer> AppliedBuffer { get; } = new();

    /// <summary>What is taken off each line of a receipt that was settled line by line.</summary>
    internal ReadOnlySpan<long> Taken
    {
        get
        {
            Write();
            return taken.Span;
        }
    }

    /// <summary>Begins the next receipt; with what was settled line by line, or with the log as it stands.</summary>
    internal void Begin(Catalogue pricedWith, ISettled? lineByLine)
    {
        catalogue = pricedWith;
        settled = lineByLine;
        isApplied = false;
        Trace.Follow(log);
    }

    private void Write()
    {
        if (settled is { } receipt)
        {
            settled = null;
            taken.Resize(receipt.Count);
            receipt.Write(log, taken.Span);
            receipt.Write(LineBuffer, taken.Span);
        }
    }

    internal ShareTrace Trace { get; } = new();

    internal Buffer<string> UnusedBuffer { get; } = new();

    internal Buffer<RejectedOffer> RejectedBuffer { get; } = new();
}
