using Loyalty.Core;

namespace Loyalty.Offers.Scoring;

/// <summary>Crosses a guest's personal top list with the promo list: the few offers that suit this guest best.</summary>
/// <remarks>
/// <para>A good's affinity is <c>purchases / (1 + days since last / halving days)</c>: it halves after the halving time, and unlike a power it is the same
/// to the last bit on every machine. An offer's score is the sum of the affinities of the goods it covers, times its depth.</para>
/// <para>Goods on the top list: by affinity, then more purchases, then more lately, then ordinally. Offers: by score, then deeper, then cheaper, then
/// ordinally. So equal inputs give equal lists in any order of input.</para>
/// <para>Expected purchases while the offer holds are <c>affinity × offer days / observed days</c>; the discount raises them by <c>response × depth</c>.
/// Immutable; any number of threads may share one.</para>
/// </remarks>
public sealed class OfferScorer
{
    private readonly ScoringOptions options;
    private readonly PromotedOffer[] offers;
    private readonly Dictionary<Sku, List<int>> bySku = [];
    private readonly Dictionary<Category, List<int>> byCategory = [];

    /// <summary>Prepares a promo list.</summary>
    /// <param name="promoted">The offers, each once.</param>
    /// <param name="options">How purchases are weighed; absent, the defaults.</param>
    /// <exception cref="ArgumentException">An offer stands twice.</exception>
    public OfferScorer(IEnumerable<PromotedOffer> promoted, ScoringOptions? options = null)
    {
        this.options = options ?? new ScoringOptions();
        offers = [.. promoted];
        HashSet<OfferId> seen = [];
        for (int i = 0; i < offers.Length; i++)
        {
            if (!seen.Add(offers[i].Id))
            {
                throw new ArgumentException($"The offer '{offers[i].Id}' stands twice on the promo list; list each once.", nameof(promoted));
            }

            Index(bySku, offers[i].Skus, i);
            Index(byCategory, offers[i].Categories, i);
        }
    }

    /// <summary>Scores the promo list for one guest.</summary>
    /// <param name="purchases">What the guest has bought, each good once.</param>
    /// <returns>The best offers, best first; none where nothing bought is on the list.</returns>
    /// <exception cref="ArgumentException">A good stands twice.</exception>
    /// <exception cref="InvalidOperationException">The currencies of goods or contact costs differ.</exception>
    public IReadOnlyList<ScoredOffer> Score(IReadOnlyList<PurchasedItem> purchases)
    {
        ArgumentNullException.ThrowIfNull(purchases);
        Dictionary<int, Match> matches = [];
        SortedSet<int> covering = [];
        foreach (PurchasedItem item in Top(purchases))
        {
            covering.Clear();
            covering.UnionWith(bySku.GetValueOrDefault(item.Sku, []));
            foreach (Category category in item.Categories)
            {
                covering.UnionWith(byCategory.GetValueOrDefault(category, []));
            }

            foreach (int offer in covering)
            {
                matches[offer] = matches.GetValueOrDefault(offer).With(item, Affinity(item), Expected(item));
            }
        }

        return [.. matches
            .Select(m => Scored(offers[m.Key], m.Value))
            .OrderByDescending(s => s.Score).ThenByDescending(s => s.Reason.Depth).ThenBy(s => s.ExpectedCost.MinorUnits).ThenBy(s => s.Offer)
            .Take(options.TopOffers)];
    }

    /// <summary>The personal top list, strongest first. A good may stand once.</summary>
    private IEnumerable<PurchasedItem> Top(IReadOnlyList<PurchasedItem> purchases)
    {
        HashSet<Sku> seen = [];
        foreach (PurchasedItem item in purchases)
        {
            if (!seen.Add(item.Sku))
            {
                throw new ArgumentException($"The good '{item.Sku}' stands twice among the purchases; add its purchases up first.", nameof(purchases));
            }
        }

        return purchases.OrderByDescending(Affinity).ThenByDescending(i => i.Purchases).ThenBy(i => i.DaysSinceLast).ThenBy(i => i.Sku).Take(options.TopItems);
    }

    private double Affinity(PurchasedItem item) => item.Purchases / (1 + ((double)item.DaysSinceLast / options.HalvingDays));

    /// <summary>What the guest should spend on the good while the offer holds, were there no offer.</summary>
    private Expectation Expected(PurchasedItem item) => new(
        (decimal)item.Purchases * options.HalvingDays / (options.HalvingDays + (decimal)item.DaysSinceLast) * options.OfferDays / options.ObservedDays * item.SpendEach.ToDecimal(),
        item.SpendEach.Currency);

    private ScoredOffer Scored(PromotedOffer offer, Match match)
    {
        decimal rise = options.Response * offer.Depth;
        Money value = Money.Round(match.Spend * rise * options.ValueShare, match.Currency);
        Money cost = Money.Round(match.Spend * (1 + rise) * offer.Depth, match.Currency);
        PurchasedItem strongest = match.Strongest!;
        return new ScoredOffer(
            offer.Id, match.Affinity * (double)offer.Depth, value, offer.ContactCost is { } contact ? cost + contact : cost,
            new ScoreReason(strongest.Sku, strongest.Purchases, strongest.DaysSinceLast, offer.Depth, match.Goods));
    }

    private static void Index<T>(Dictionary<T, List<int>> index, IReadOnlyList<T> names, int offer)
        where T : notnull
    {
        foreach (T name in names)
        {
            if (!index.TryGetValue(name, out List<int>? places))
            {
                index[name] = places = [];
            }

            places.Add(offer);
        }
    }

    private readonly record struct Expectation(decimal Spend, Currency Currency);

    /// <summary>The goods of a guest that one offer covers, added up; the first is the strongest.</summary>
    private readonly record struct Match(PurchasedItem? Strongest, int Goods, double Affinity, decimal Spend, Currency Currency)
    {
        public Match With(PurchasedItem item, double affinity, Expectation expected)
        {
            if (Strongest is not null && Currency != expected.Currency)
            {
                throw new InvalidOperationException($"The good '{item.Sku}' is priced in {expected.Currency}, others in {Currency}; convert one first.");
            }

            return new(Strongest ?? item, Goods + 1, Affinity + affinity, Spend + expected.Spend, expected.Currency);
        }
    }
}
