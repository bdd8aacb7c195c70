using System.Security.Cryptography;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Redemption;
using Loyalty.Pos.Tests.Redemption;

namespace Loyalty.Pos.Tests.Docs;

public sealed class RedemptionSnippets : IDisposable
{
    private readonly Desk shop = new();

    public void Dispose() => shop.Dispose();

    [Fact]
    public async Task Redeem_Online()
    {
        TimeProvider time = shop.Time;
        Catalogue catalogue = Till.Catalogue("""{ "id": "dairy-20", "reward": { "kind": "percent", "value": 20 } }""");
        PricingSession lane = new();
        Basket basket = Till.BasketAt(shop.Time.Now, "42", [], "milk 1 x 5.00");

        #region online
        RedemptionRules rules = new(
            [new RedemptionRule { Offer = new OfferId("dairy-20"), Uses = 10_000, UsesPerGuest = 1, Budget = "november" }],
            [new RedemptionBudget("november", 500_000)]);
        RedemptionDesk desk = new(rules, new MemoryRedemptionStore(), time);

        PricedBasket priced = lane.Price(catalogue, basket);
        RedemptionAnswer answer = await desk.ReserveAsync(new ReservationId("receipt-1"), priced, basket);
        while (!answer.IsHeld && answer.UsedUp.Count > 0)
        {
            foreach (OfferId offer in answer.UsedUp)
            {
                basket.Exhaust(offer);                              // priced again without it; its reason is LimitReached
            }

            priced = lane.Price(catalogue, basket);
            answer = await desk.ReserveAsync(new ReservationId("receipt-1"), priced, basket);
        }

        // The guest pays priced.Total; without a ticket (an id that another sale has) there is nothing to pay yet.
        SettleResult paid = await desk.ConfirmAsync(answer.Ticket!);
        #endregion

        Assert.Equal((400, RedemptionState.Confirmed), (priced.Total, paid.After));
        basket = Till.BasketAt(shop.Time.Now, "42", [], "milk 1 x 5.00");
        RedemptionAnswer again = await desk.ReserveAsync(new ReservationId("receipt-2"), lane.Price(catalogue, basket), basket);
        Assert.Equal([new OfferId("dairy-20")], again.UsedUp);
        basket.Exhaust(again.UsedUp[0]);
        RejectedOffer reason = Assert.Single(lane.PriceAndExplain(catalogue, basket).Rejected.ToArray());
        Assert.Equal(RejectionReason.LimitReached, reason.Reason);
        Assert.True((await desk.ReserveAsync(new ReservationId("receipt-2"), lane.Price(catalogue, basket), basket)).IsHeld);
    }

    [Fact]
    public async Task Redeem_Offline()
    {
        RedemptionRules rules = Desk.Rules;
        IRedemptionStore store = new MemoryRedemptionStore();
        TimeProvider time = shop.Time;
        string path = shop.PathOf("till-7");
        (PricedBasket priced, Basket basket) = shop.Milk();

        #region offline
        using TillJournal journal = TillJournal.Open(path, new TillId("till-7"));
        OfflineRedemptionDesk till = new(rules, journal, time);
        LimitKey uses = LimitKey.OfOffer(new OfferId("dairy-20"));
        await till.LeaseAsync(store, uses, amount: 2);              // in the morning, with a network

        RedemptionAnswer answer = till.Reserve(new ReservationId("till-7/1"), priced, basket);
        till.Confirm(answer.Ticket!);                               // on the disk when it returns
        long left = till.Leased(uses);

        SyncReport report = await till.SyncAsync(store);            // with a network again; as often as you like
        #endregion

        Assert.Equal((1L, 1, 0), (left, report.Applied, report.Conflicts.Count));
    }

    [Fact]
    public async Task Conflict_OfTwoTills()
    {
        IRedemptionStore store = new MemoryRedemptionStore();
        OfflineRedemptionDesk one = shop.Offline(shop.Journal("till-1"));
        OfflineRedemptionDesk two = shop.Offline(shop.Journal("till-2"));
        RedemptionTicket Sale(string id) => new(new ReservationId(id), [new LimitClaim(LimitKey.OfCode("SAVE1"), 1, 1)], shop.Time.Now);
        one.Confirm(Sale("receipt-1"));
        two.Confirm(Sale("receipt-2"));
        await one.SyncAsync(store);

        #region conflicts
        SyncReport report = await two.SyncAsync(store);
        foreach (RedemptionConflict conflict in report.Conflicts)
        {
            Assert.Equal("code:SAVE1 by receipt-2 at till-2", $"{conflict.Key} by {conflict.Reservation} at {conflict.Till}");
        }
        #endregion

        Assert.Single(report.Conflicts);
    }

    [Fact]
    public void Sign_AndCheck()
    {
        DateTimeOffset now = shop.Time.Now;
        using ECDsa privateKey = CouponTests.PublishedKey();

        #region coupons
        // At the issuer's, who alone has the private key:
        CouponSigner signer = CouponSigner.Ecdsa(id: 8, privateKey);
        CouponToken token = signer.Sign(new Coupon("SAVE10", serial: 4711, notBefore: now, expiresAt: now.AddDays(30), guest: "42"));

        // At the till, which has the public key alone:
        CouponKeys keys = new(CouponKey.Ecdsa(8, privateKey.ExportSubjectPublicKeyInfo()));
        CouponCheck check = keys.Check(token.Text, now, guest: "42");
        #endregion

        Assert.Equal("SAVE10", check.Coupon!.Code);
        Assert.True(check.IsValid);
        Assert.Equal(CouponVerdict.OtherGuest, keys.Check(token.Text, now, guest: "43").Verdict);
    }

    /// <summary>Made by an implementation of its own in another language, with the nonce of RFC 6979.</summary>
    [Fact]
    public void Vectors_AsPublished()
    {
        byte[] secret = CouponTests.Secret;
        using ECDsa publishedKey = CouponTests.PublishedKey();

        #region vectors
        DateTimeOffset from = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        DateTimeOffset to = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        CouponSigner signer = CouponSigner.Hmac(7, secret);         // the bytes 0, 1, 2, … 31
        Assert.Equal(
            "LC.AEAAOAAM3KQAADICFUAAAAAAAAAAAETHAZJUCVSFGEYDDW7DGU6A4RBNDK6JKP576F4M2",
            signer.Sign(new Coupon("SAVE10", 4711, from, to)).Text);
        Assert.Equal(
            "LC.AEAAOAIM3KQAADICFUAAAAAAAAAAAETI3VJPR2OGDRUQOBSTIFLEKMJQYUL2MAG6BCAHJVT775MQ3NBK6M",
            signer.Sign(new Coupon("SAVE10", 4712, from, to, guest: "42")).Text);

        // The key of RFC 6979, A.2.5, as number 8.
        CouponKeys keys = new(CouponKey.Ecdsa(8, publishedKey.ExportSubjectPublicKeyInfo()));
        CouponCheck check = keys.Check(
            "LC.AEAAQAAM3KQAADICFUAAAAAAAAAAAETJAZJUCVSFGEYF22TGQGMBOJ4GJEXE2LYYRIHXG6EXTB622EZZ" +
            "EHTCEHNPNNJDJ5NFXAFGX7VEMDAA5XUOFCE4APAFMP2E7LVE3DYOGKX325FAE6NVXY",
            from);
        #endregion

        Assert.Equal(new Coupon("SAVE10", 4713, from, to), check.Coupon);
        Assert.True(check.IsValid);
    }
}
