using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>Prices a month's baskets one after the other and keeps what each guest with an offer came to.</summary>
internal sealed class TillRun
{
    private readonly Shop shop;
    private readonly OffersStep offers;
    private readonly Catalogue catalogue;
    private readonly PricingSession session = new();
    private readonly Basket basket = new();
    private readonly Dictionary<int, Article> articles = [];
    private readonly Dictionary<CustomerId, GuestMonth> months = [];

    public TillRun(Shop shop, ProfilesStep profiles, OffersStep offers, Catalogue catalogue, IReadOnlyDictionary<CustomerId, int> extra)
    {
        this.shop = shop;
        this.offers = offers;
        this.catalogue = catalogue;
        HashSet<CustomerId> came = [];
        foreach (ShopReceipt receipt in shop.Receipts.Where(r => r.Card >= 0).OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal))
        {
            Guest guest = profiles.Guests[profiles.GuestOfCard[receipt.Card].Index];
            ShopLine[] lines = [.. receipt.Lines.Where(l => l.Quantity > 0 && l.UnitPrice > 0)];
            if (lines.Length == 0)
            {
                continue;
            }

            if (DemoPlan.Month.Contains(receipt.Day))
            {
                Price(receipt, guest, lines, came.Add(guest.Id) ? extra.GetValueOrDefault(guest.Id) : 0);
            }
            else if (receipt.Day <= DemoPlan.AsOf && receipt.Day > DemoPlan.AsOf.AddMonths(-2) && offers.Picks.TryGetValue(guest.Id, out Candidate pick))
            {
                GuestMonth month = months.GetValueOrDefault(guest.Id);
                double offered = lines.Where(l => l.Good == pick.Promotion.Good).Sum(SegmentsStep.Amount) / 100.0;
                months[guest.Id] = month with
                {
                    BoughtOfferedBefore = month.BoughtOfferedBefore || offered > 0,
                    OfferedPaidBefore = month.OfferedPaidBefore + offered,
                    PaidBefore = month.PaidBefore + (lines.Sum(SegmentsStep.Amount) / 100.0),
                };
            }
        }
    }

    public TillTotals Totals { get; private set; }

    public int ExtraPieces { get; private set; }

    public IReadOnlyDictionary<CustomerId, GuestMonth> Months => months;

    /// <summary>The first short basket on which an offer took something off.</summary>
    public ShownReceipt? Example { get; private set; }

    private void Price(ShopReceipt receipt, Guest guest, ShopLine[] lines, int pieces)
    {
        basket.Begin(receipt.At, guest.Profile.Id.Value);
        foreach (ShopLine line in lines)
        {
            basket.Add(ArticleOf(line.Good), line.Quantity, Pence(line.UnitPrice));
        }

        bool holds = offers.Picks.TryGetValue(guest.Id, out Candidate pick);
        if (pieces > 0)
        {
            ExtraPieces += pieces;
            basket.Add(ArticleOf(pick.Promotion.Good), pieces, Pence(pick.Price));
        }

        PricedBasket priced = session.Price(catalogue, basket);
        Totals = new TillTotals(Totals.Baskets + 1, Totals.Subtotal + priced.Subtotal, Totals.Discount + priced.Discount, Totals.Redeemed + (priced.Discount > 0 ? 1 : 0), Totals.Points + priced.Points);
        if (holds)
        {
            GuestMonth month = months.GetValueOrDefault(guest.Id);
            long offered = 0;
            foreach (PricedLine line in priced.Lines)
            {
                offered += line.Article.Sku.Value == shop.Goods[pick.Promotion.Good].Sku ? line.Paid : 0;
            }

            months[guest.Id] = month with
            {
                BoughtOffered = month.BoughtOffered || offered > 0,
                OfferedPaid = month.OfferedPaid + (offered / 100.0),
                Paid = month.Paid + (priced.Total / 100.0),
            };
        }

        if (Example is null && priced.Discount > 0 && lines.Length is >= 3 and <= 8)
        {
            Example = Show(receipt, guest, lines, priced);
        }
    }

    private ShownReceipt Show(ShopReceipt receipt, Guest guest, ShopLine[] lines, PricedBasket priced)
    {
        List<(string, decimal, long, long, long)> shown = [];
        for (int i = 0; i < lines.Length; i++)
        {
            shown.Add((shop.Goods[lines[i].Good].Title, lines[i].Quantity, Pence(lines[i].UnitPrice), priced.Lines[i].Discount, priced.Lines[i].Paid));
        }

        List<string> why = [];
        foreach (AppliedOffer applied in priced.Applied)
        {
            why.Add(string.Create(CultureInfo.InvariantCulture, $"offer {applied.Offer.Id} took £{applied.Discount / 100m:0.00} off"));
        }

        return new ShownReceipt(receipt.Id, guest.Name, shown, string.Join("; ", why), priced.Total, priced.Points);
    }

    private Article ArticleOf(int good)
    {
        if (!articles.TryGetValue(good, out Article? article))
        {
            articles.Add(good, article = new Article(new Sku(shop.Goods[good].Sku)));
        }

        return article;
    }

    private static long Pence(decimal price) => Money.Round(price, DemoPlan.Pounds).MinorUnits;
}
