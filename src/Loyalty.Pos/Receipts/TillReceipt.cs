using System.Collections.Immutable;
using Loyalty.Core;
using Loyalty.Core.Internal;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Receipts;

/// <summary>A priced receipt as it is stored: each discounted cent names its line, its offer, the catalogue's version and who pays for it.</summary>
/// <remarks>
/// It owns its memory and outlives the session that priced it: the document for returns, for settling with funders and for support. Immutable, so any number of
/// threads may share one. Compared by reference; <see cref="Id"/> says which receipt it is.
/// </remarks>
public sealed class TillReceipt
{
    /// <summary>The format that <see cref="ToJson"/> writes, and the newest that <see cref="Parse(ReadOnlySpan{byte})"/> reads.</summary>
    public const int Format = 1;

    private readonly ReceiptPoints rule;

    internal TillReceipt(string id, Currency currency, ReceiptPoints rule, ImmutableArray<SoldLine> lines, ImmutableArray<GivenOffer> applied)
    {
        Id = id;
        Currency = currency;
        this.rule = rule;
        Lines = lines;
        Applied = applied;
        foreach (SoldLine line in lines)
        {
            Subtotal += line.Amount;
            Discount += line.Discount;
        }
    }

    /// <summary>The receipt's number, as the host gives it.</summary>
    public string Id { get; }

    /// <summary>When it was priced, with the store's offset.</summary>
    public DateTimeOffset At { get; internal init; }

    /// <summary>The guest, or null.</summary>
    public string? Guest { get; internal init; }

    /// <summary>The currency of the amounts.</summary>
    public Currency Currency { get; }

    /// <summary>The version of the catalogue that priced it.</summary>
    public string CatalogueVersion { get; internal init; } = "";

    /// <summary>Whether the combination of offers was proven to be the best.</summary>
    public bool IsOptimal { get; internal init; } = true;

    /// <summary>The lines' amounts before any discount, in minor units.</summary>
    public long Subtotal { get; }

    /// <summary>What was taken off: the sum over the lines, and over the applied offers, in minor units.</summary>
    public long Discount { get; }

    /// <summary>What was paid, with points or money, in minor units.</summary>
    public long Total => Subtotal - Discount;

    /// <summary>The points earned.</summary>
    public long Points { get; internal init; }

    /// <summary>The part of <see cref="Total"/> that was paid with points.</summary>
    public PointsPayment PaidWithPoints { get; internal init; }

    /// <summary>The lines, in the basket's order.</summary>
    public ImmutableArray<SoldLine> Lines { get; }

    /// <summary>The offers that apply, in the order in which they were applied, points last.</summary>
    public ImmutableArray<GivenOffer> Applied { get; }

    /// <summary>The coupons that nothing took; they were handed back at once.</summary>
    public ImmutableArray<string> UnusedCoupons { get; internal init; } = [];

    /// <summary>The offers that had no redemption left and were not asked, so that pricing again does not ask them either.</summary>
    public ImmutableArray<OfferId> ExhaustedOffers { get; internal init; } = [];

    internal ReceiptPoints PointsRule => rule;

    /// <summary>Keeps a priced basket.</summary>
    /// <param name="id">The receipt's number; not empty.</param>
    /// <param name="catalogue">The catalogue that priced it.</param>
    /// <param name="basket">The basket.</param>
    /// <param name="priced">What it costs.</param>
    /// <param name="paidWithPoints">The part of the total that is paid with points; default none.</param>
    /// <exception cref="ArgumentException">The id is empty, basket, price and catalogue do not belong together, or points pay more than the total.</exception>
    public static TillReceipt Of(string id, Catalogue catalogue, Basket basket, PricedBasket priced, PointsPayment paidWithPoints = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(basket);
        ArgumentNullException.ThrowIfNull(priced);
        return ReceiptKeeper.Keep(id, catalogue, basket, priced, paidWithPoints);
    }

    /// <summary>What each funder pays for: the retailer (null) first, then by name; all together are <see cref="Discount"/>.</summary>
    public ImmutableArray<FundedSum> ByFunder()
    {
        SortedDictionary<string, FundedSum> sums = new(StringComparer.Ordinal);
        FundedSum own = default;
        foreach (GivenOffer given in Applied)
        {
            FundedSum so = given.FundedBy is null ? own : sums.GetValueOrDefault(given.FundedBy, new FundedSum(given.FundedBy, 0, 0));
            so = so with { Discount = so.Discount + given.Discount, Points = so.Points > long.MaxValue - given.Points ? long.MaxValue : so.Points + given.Points };
            if (given.FundedBy is null)
            {
                own = so;
            }
            else
            {
                sums[given.FundedBy] = so;
            }
        }

        return Applied.Any(g => g.FundedBy is null) ? [own, .. sums.Values] : [.. sums.Values];
    }

    /// <summary>Writes the receipt as one JSON object on one line, UTF-8; the same receipt gives the same bytes everywhere.</summary>
    public byte[] ToJson() => ReceiptJson.Write(this);

    /// <summary>Reads a receipt.</summary>
    /// <param name="utf8">A JSON object as <see cref="ToJson"/> writes it.</param>
    /// <exception cref="DocumentFormatException">It is malformed, of a newer format, or its sums do not add up; the fault names its line, the value and the cure.</exception>
    public static TillReceipt Parse(ReadOnlySpan<byte> utf8) => ReceiptReader.Read(PlacedJson.Parse(utf8));

    /// <summary>Reads a receipt.</summary>
    /// <param name="json">A JSON object as <see cref="ToJson"/> writes it.</param>
    /// <exception cref="DocumentFormatException">It is malformed, of a newer format, or its sums do not add up; the fault names its line, the value and the cure.</exception>
    public static TillReceipt Parse(string json) => ReceiptReader.Read(PlacedJson.Parse(json));
}
