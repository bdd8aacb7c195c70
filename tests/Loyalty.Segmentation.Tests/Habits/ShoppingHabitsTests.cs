using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Tests.Summaries;

namespace Loyalty.Segmentation.Tests.Habits;

public class ShoppingHabitsTests
{
    private static readonly Favourites Finder = new();
    private static readonly CustomerId Guest = new(0);

    [Fact]
    public void MergeWith_AnySplitInAnyOrder_GivesWhatOnePassGives() => Prop.ForAll(Tables.Split, split =>
    {
        ShoppingHabits left = Fill(split.Receipts.Where((_, i) => split.Halves[i]));
        left.MergeWith(Fill(split.Receipts.Where((_, i) => !split.Halves[i]).Reverse()));
        Assert.Equal(Shoppers.Bytes(Fill(split.Receipts).WriteTo), Shoppers.Bytes(left.WriteTo));
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_WhatWasWritten_IsTheSameState() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        byte[] bytes = Shoppers.Bytes(Fill(receipts).WriteTo);
        Assert.Equal(bytes, Shoppers.Bytes(ShoppingHabits.ReadFrom(new MemoryStream(bytes), Shoppers.Directory).WriteTo));
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_AnyBitFlippedOrCut_IsRefused() => Shoppers.AssertDamageIsRefused(
        Shoppers.Bytes(Fill([(0, 1, 300), (1, 2, -77), (2, 3, 55)]).WriteTo), (stream, directory) => ShoppingHabits.ReadFrom(stream, directory));

    [Fact]
    public void StoresAndCategories_AnyReceipts_AgreeWithTheObviousSums() => Prop.ForAll(Histories.Receipts, drafts =>
    {
        Receipt[] receipts = [.. drafts.Select(d => Shoppers.Receipt(d))];
        ShoppingHabits habits = Fill(drafts);
        for (int row = 0; row < 6; row++)
        {
            CustomerId customer = new(row);
            var stores = receipts.Where(r => r.Customer == customer && r.IsVisit && !r.Store.IsNone).GroupBy(r => r.Store)
                .Select(g => (Store: g.Key, Visits: g.Count(), Spend: g.Sum(r => r.Net.MinorUnits))).OrderByDescending(s => s.Spend).ToArray();
            FavouriteResult<StoreId> found = Finder.StoreOf(habits, customer);
            bool tie = stores.Length > 1 && stores[0].Spend == stores[1].Spend;
            StoreId? expected = stores.Length > 0 && !tie && stores.Sum(s => s.Visits) >= 3 && stores[0].Visits >= 2 ? stores[0].Store : null;
            Assert.Equal(expected, found.Favourite);
            Assert.Equal(stores.Length == 0 ? 0 : stores[0].Spend, found.Spend);

            var shares = receipts.Where(r => r.Customer == customer).SelectMany(r => r.Lines).Where(l => !l.Category.IsNone).GroupBy(l => l.Category)
                .Select(g => (Category: g.Key, Net: g.Sum(l => l.Amount.MinorUnits))).Where(c => c.Net > 0).OrderByDescending(c => c.Net).ThenBy(c => c.Category).ToArray();
            IReadOnlyList<CategoryShare> actual = habits.CategoriesOf(customer);
            Assert.Equal(shares, actual.Select(s => (s.Category, s.Net.MinorUnits)));
            Assert.True(actual.Count == 0 || Math.Abs(actual.Sum(s => s.Share) - 1) < 1e-12);
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void StoreOf_RollsAtTheStationAndTheBigShopElsewhere_IsElsewhere()
    {
        ShoppingHabits habits = new();
        for (int day = 0; day < 20; day++)
        {
            Buy(habits, day, 200, "station", "shop");
        }

        Buy(habits, 5, 9_000, "hall", "shop");
        Buy(habits, 12, 9_000, "hall", "app");

        FavouriteResult<StoreId> store = Finder.StoreOf(habits, Guest);
        Assert.Equal((new StoreId("hall"), FavouriteReason.Leads, 2L, 18_000L), (store.Favourite, store.Reason, store.Visits, store.Spend));
        Assert.Equal(new Channel("shop"), Finder.ChannelOf(habits, Guest).Favourite);
    }

    [Fact]
    public void StoreOf_TwoAlike_IsNone()
    {
        ShoppingHabits habits = new();
        foreach (int day in new[] { 0, 1, 2, 3 })
        {
            Buy(habits, day, 500, day % 2 == 0 ? "hall" : "station", "shop");
        }

        Buy(habits, 4, 100, "kiosk", "shop");
        Assert.Equal(new FavouriteResult<StoreId>(null, FavouriteReason.Tie, null, 0, 1000), Finder.StoreOf(habits, Guest));
    }

    [Fact]
    public void StoreOf_OneBigShop_IsNoHabit()
    {
        ShoppingHabits habits = new();
        Buy(habits, 0, 90_000, "hall", "shop");
        Buy(habits, 1, 100, "station", "shop");
        Buy(habits, 2, 100, "station", "shop");
        FavouriteResult<StoreId> store = Finder.StoreOf(habits, Guest);
        Assert.Equal((null, FavouriteReason.TooFewVisits, new StoreId("hall")), (store.Favourite, store.Reason, store.Leading));
        Assert.Equal(new StoreId("hall"), new Favourites(new FavouriteOptions { MinimumVisitsThere = 1 }).StoreOf(habits, Guest).Favourite);
    }

    [Fact]
    public void Answers_UnknownGuest_AreNothing()
    {
        ShoppingHabits habits = new();
        Assert.Equal(default, Finder.StoreOf(habits, Guest));
        Assert.Equal(default, Finder.ChannelOf(habits, Guest));
        Assert.Empty(habits.CategoriesOf(Guest));
        Assert.Empty(habits.CategoriesOf(CustomerId.None));
        habits.Erase(Guest);
    }

    [Fact]
    public void Erase_Guest_LeavesNothing() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        ShoppingHabits habits = Fill(receipts);
        habits.Erase(new CustomerId(2));
        Assert.Equal(Shoppers.Bytes(Fill(receipts.Where(r => r.Row != 2)).WriteTo), Shoppers.Bytes(habits.WriteTo));
    }).Check(Histories.Fixed);

    [Fact]
    public void BadInput_IsRefusedWithItsRange()
    {
        ShoppingHabits habits = new(new Currency("EUR"));
        Assert.Throws<InvalidOperationException>(() => habits.Add(Shoppers.Receipt((0, 1, 100))));
        Assert.Throws<ArgumentException>(() => habits.MergeWith(new ShoppingHabits()));
        Assert.Throws<ArgumentException>(() => habits.MergeWith(new ShoppingHabits(new Currency("EUR"), 8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ShoppingHabits(default, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FavouriteOptions { MinimumVisits = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FavouriteOptions { MinimumVisitsThere = 0 });
    }

    private static ShoppingHabits Fill(IEnumerable<(int Row, int Day, int Cents)> receipts)
    {
        ShoppingHabits habits = new();
        foreach ((int, int, int) receipt in receipts)
        {
            habits.Add(Shoppers.Receipt(receipt));
        }

        return habits;
    }

    private static void Buy(ShoppingHabits habits, int day, int cents, string store, string channel) => habits.Add(new Receipt(
        "r", Guest, new DateTimeOffset(Histories.Start.AddDays(day), new TimeOnly(9, 0), TimeSpan.Zero),
        [new ReceiptLine(new Sku("milk"), 1, new Money(cents, default))], new StoreId(store), new Channel(channel)));
}
