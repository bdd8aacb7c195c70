using System.Globalization;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>What a guest with an offer, given or withheld, bought in the month and in the two months before; amounts in pounds after discounts.</summary>
/// <param name="BoughtOffered">Whether the offered good was bought.</param>
/// <param name="OfferedPaid">What was paid for it.</param>
/// <param name="Paid">What was paid in all.</param>
/// <param name="BoughtOfferedBefore">Whether it was bought in the two months before.</param>
/// <param name="OfferedPaidBefore">What was paid for it then.</param>
/// <param name="PaidBefore">What was paid in all then.</param>
internal readonly record struct GuestMonth(bool BoughtOffered, double OfferedPaid, double Paid, bool BoughtOfferedBefore, double OfferedPaidBefore, double PaidBefore);

/// <summary>What a month's baskets came to at the till.</summary>
/// <param name="Baskets">How many.</param>
/// <param name="Subtotal">Before discounts, in pence.</param>
/// <param name="Discount">Taken off, in pence.</param>
/// <param name="Redeemed">Baskets with an offer applied.</param>
/// <param name="Points">Points earned.</param>
internal readonly record struct TillTotals(int Baskets, long Subtotal, long Discount, int Redeemed, long Points);

/// <summary>One receipt to look at: its lines and why it costs what it costs.</summary>
internal sealed record ShownReceipt(string Id, string Guest, IReadOnlyList<(string Good, decimal Quantity, long UnitPrice, long Discount, long Paid)> Lines, string Why, long Total, long Points);

/// <summary>(f) November's real baskets, priced with the offers; then with the simulated reaction.</summary>
/// <param name="Catalogue">The offers as the tills have them.</param>
/// <param name="Real">The real baskets as they were.</param>
/// <param name="Reacted">The same baskets with what the offers made guests add (simulated).</param>
/// <param name="ExtraPieces">How many pieces were added (simulated).</param>
/// <param name="Months">What each guest with an offer, given or withheld, came to.</param>
/// <param name="Example">One real basket with an offer.</param>
internal sealed record TillStep(
    Catalogue Catalogue, TillTotals Real, TillTotals Reacted, int ExtraPieces, IReadOnlyDictionary<CustomerId, GuestMonth> Months, ShownReceipt? Example)
{
    /// <summary>What a guest came to; nothing for one who did not come.</summary>
    public GuestMonth MonthOf(CustomerId guest) => Months.GetValueOrDefault(guest);

    public static TillStep Run(Shop shop, ProfilesStep profiles, OffersStep offers, ControlStep groups, ContactStep contacts)
    {
        Catalogue catalogue = Catalogue.Compile(Definition(shop, profiles, offers, groups));
        HashSet<CustomerId> opened = [.. contacts.Sent.Where(m => m.Campaign == Campaigns.Offers && contacts.Opened.Contains(m.Id)).Select(m => m.Guest)];
        TillRun real = new(shop, profiles, offers, catalogue, new Dictionary<CustomerId, int>());
        Dictionary<CustomerId, int> extra = [];
        foreach (CustomerId guest in groups.Target)
        {
            int pieces = Reactions.ExtraPieces(guest, opened.Contains(guest), offers.Picks[guest].Pieces);
            if (pieces > 0)
            {
                extra.Add(guest, pieces);
            }
        }

        TillRun reacted = new(shop, profiles, offers, catalogue, extra);
        return new TillStep(catalogue, real.Totals, reacted.Totals, reacted.ExtraPieces, reacted.Months, real.Example);
    }

    private static CatalogueDefinition Definition(Shop shop, ProfilesStep profiles, OffersStep offers, ControlStep groups)
    {
        HashSet<CustomerId> target = [.. groups.Target];
        return new CatalogueDefinition
        {
            Currency = DemoPlan.Pounds,
            Points = new PointsRule { Per = 100, Earn = 1 },
            Offers =
            [
                .. offers.Picks.Values.Where(p => target.Contains(p.Guest)).GroupBy(p => p.Promotion).OrderBy(g => g.Key.Id).Select(g => new Offer
                {
                    Id = g.Key.Id,
                    Activation = Activation.Personal,
                    Guests = [.. g.Select(p => profiles.Guests[p.Guest.Index].Profile.Id.Value).Order(StringComparer.Ordinal)],
                    From = new DateTimeOffset(DemoPlan.Month.Start.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                    To = new DateTimeOffset(DemoPlan.Month.End.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero),
                    Target = Selector.OfSkus(new Sku(shop.Goods[g.Key.Good].Sku)),
                    Reward = new PercentOff(g.Key.Percent),
                    FundedBy = string.Create(CultureInfo.InvariantCulture, $"{DemoPlan.Shop.Value}"),
                }),
            ],
        };
    }
}
