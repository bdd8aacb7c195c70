using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

/// <summary>A shop with three limited offers, a clock that tests set, and tills whose journals lie in a folder of their own.</summary>
internal sealed class Desk : IDisposable
{
    public static readonly OfferId Dairy = new("dairy-20");
    public static readonly OfferId Save = new("save-1");
    public static readonly OfferId Wine = new("wine-50");
    public static readonly LimitKey DairyUses = LimitKey.OfOffer(Dairy);
    public static readonly LimitKey Budget = LimitKey.OfBudget("november");

    public static readonly RedemptionRules Rules = new(
        [
            new RedemptionRule { Offer = Dairy, Uses = 3, UsesPerGuest = 2 },
            new RedemptionRule { Offer = Save, UsesPerCode = 1 },
            new RedemptionRule { Offer = Wine, Budget = "november" },
        ],
        [new RedemptionBudget("november", 1200)]);

    private static readonly Catalogue Offers = Till.Catalogue("""
        { "id": "dairy-20", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 20 } },
        { "id": "save-1", "activation": "coupon", "codes": ["SAVE1", "SAVE2"], "reward": { "kind": "amount", "value": 1.00, "per": "basket" } },
        { "id": "wine-50", "target": { "skus": ["wine"] }, "reward": { "kind": "percent", "value": 50 } }
        """);

    private readonly PricingSession lane = new();
    private readonly List<TillJournal> journals = [];

    public Desk() => Folder = Directory.CreateTempSubdirectory("till-").FullName;

    public string Folder { get; }

    public Clock Time { get; } = new();

    public static Catalogue Catalogue => Offers;

    public string PathOf(string till) => Path.Combine(Folder, till + ".journal");

    public TillJournal Journal(string till)
    {
        TillJournal journal = TillJournal.Open(PathOf(till), new TillId(till));
        journals.Add(journal);
        return journal;
    }

    public OfflineRedemptionDesk Offline(TillJournal journal, RedemptionOptions? options = null) => new(Rules, journal, Time, options);

    public RedemptionDesk Online(IRedemptionStore store) => new(Rules, store, Time, new TillId("online"));

    /// <summary>Prices a basket of <c>sku[category] quantity x price</c> lines; the session's receipt, valid until the next.</summary>
    public (PricedBasket Priced, Basket Basket) Receipt(string? guest, string[] coupons, params string[] lines)
    {
        Basket basket = Till.BasketAt(Time.Now, guest, coupons, lines);
        return (lane.Price(Offers, basket), basket);
    }

    public (PricedBasket Priced, Basket Basket) Milk(string? guest = "anna") => Receipt(guest, [], "milk[dairy] 1 x 5.00");

    public void Dispose()
    {
        foreach (TillJournal journal in journals)
        {
            journal.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    internal sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
