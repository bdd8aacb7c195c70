using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Habits;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Tests.Summaries;

namespace Loyalty.Segmentation.Tests.Habits;

public class PersonalGoodsTests
{
    private static readonly CustomerId Guest = new(0);

    /// <summary>Few goods often and many rarely.</summary>
    private static readonly Arbitrary<(int[] Goods, bool[] Halves)> Many =
        (from goods in Gen.OneOf(Gen.Choose(0, 2), Gen.Choose(0, 40)).ArrayOf(120)
         from halves in Gen.Elements(true, false).ArrayOf(120)
         select (goods, halves)).ToArbitrary();

    [Fact]
    public void Top_Ties_AreBrokenByMoneyThenDayThenName()
    {
        PersonalGoods goods = new();
        Buy(goods, "milk", 0, 100);
        Buy(goods, "milk", 1, 100);
        Buy(goods, "wine", 0, 900);
        Buy(goods, "salt", 3, 50);
        Buy(goods, "soda", 2, 50);
        Buy(goods, "rice", 2, 50);

        Assert.Equal(["milk", "wine", "salt", "rice", "soda"], Names(goods.Top()));
        Assert.Equal(["milk", "wine"], Names(goods.Top(2)));
    }

    [Fact]
    public void Top_MoreThanTwiceAsManyGoodsAsAreKept_LosesTheScoreOfTheNextAndNoMore()
    {
        PersonalGoods goods = new(mostGoods: 2);
        foreach ((string good, int times) in new[] { ("milk", 5), ("wine", 4), ("salt", 1), ("soda", 1), ("rice", 1) })
        {
            for (int day = 0; day < times; day++)
            {
                Buy(goods, good, day, 100);
            }
        }

        // Two goods are kept, so all five lose what the third best has: 1.
        Assert.Equal((1, 2), (goods.MissedOf(Guest), goods.Pairs));
        Assert.Equal([4, 3], goods.Top()[Guest].ToArray().Select(g => g.Score));
    }

    [Fact]
    public void ReadFrom_MoreBehindTheGoods_IsRefused()
    {
        MemoryStream stream = new();
        StateWriter writer = new(stream, StateKind.Goods, default, 10);
        writer.Whole(0);
        writer.Whole(7);
        writer.End();
        writer.Complete();
        stream.Position = 0;
        Assert.Contains("more than it should hold", Assert.Throws<InvalidDataException>(() => PersonalGoods.ReadFrom(stream, new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Top_GoodsBroughtBack_AreLeftOut()
    {
        PersonalGoods goods = new();
        Buy(goods, "milk", 0, 100);
        Buy(goods, "lamp", 0, 900);
        Buy(goods, "lamp", 4, -900);

        Assert.Equal(["milk"], Names(goods.Top()));
    }

    [Fact]
    public void Add_SeveralLinesOfAGood_IsOnePurchase()
    {
        PersonalGoods goods = new();
        ReceiptLine milk = new(new Sku("milk"), 1, new Money(100, default));
        ReceiptLine back = new(new Sku("milk"), -1, new Money(-100, default));
        ReceiptLine salt = new(new Sku("salt"), 1, new Money(10, default));
        goods.Add(new Receipt("r", Guest, new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero), [milk, salt, milk, back]));

        PersonalGood first = goods.Top()[Guest][0];
        Assert.Equal((new Sku("milk"), 1, 100L, new DateOnly(2026, 6, 1)), (first.Sku, first.Score, first.Net.MinorUnits, first.LastDay));
    }

    [Fact]
    public void Cross_WithPromotions_GivesTheBestFive()
    {
        PersonalGoods goods = new();
        for (int i = 0; i < 20; i++)
        {
            Buy(goods, $"sku-{i:00}", 0, 1000 - i);
        }

        PersonalGood[] found = new PersonalGood[5];
        int count = goods.Top().Cross(Guest, new HashSet<Sku> { new("sku-03"), new("sku-11"), new("other") }, found);

        Assert.Equal(2, count);
        Assert.Equal(["sku-03", "sku-11"], found.Take(2).Select(g => g.Sku.Value));
    }

    [Fact]
    public void MergeWith_AnySplitInAnyOrder_GivesWhatOnePassGives() => Prop.ForAll(Tables.Split, split =>
    {
        PersonalGoods whole = Fill(split.Receipts);
        PersonalGoods left = Fill(split.Receipts.Where((_, i) => split.Halves[i]));
        left.MergeWith(Fill(split.Receipts.Where((_, i) => !split.Halves[i]).Reverse()));
        Assert.Equal(whole.Pairs, left.Pairs);
        Assert.Equal(Shoppers.Bytes(whole.WriteTo), Shoppers.Bytes(left.WriteTo));
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(whole.Top()[new CustomerId(row)].ToArray(), left.Top()[new CustomerId(row)].ToArray());
            Assert.Equal(0, left.MissedOf(new CustomerId(row)));
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_WhatWasWritten_IsTheSameState() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        byte[] bytes = Shoppers.Bytes(Fill(receipts, mostGoods: 2).WriteTo);
        PersonalGoods read = PersonalGoods.ReadFrom(new MemoryStream(bytes), Shoppers.Directory);
        Assert.Equal(bytes, Shoppers.Bytes(read.WriteTo));
        Assert.Equal(2, read.MostGoods);
    }).Check(Histories.Fixed);

    [Fact]
    public void ReadFrom_AnyBitFlippedOrCut_IsRefused() => Shoppers.AssertDamageIsRefused(
        Shoppers.Bytes(Fill([(0, 1, 300), (1, 2, -77), (2, 3, 55)]).WriteTo), (stream, directory) => PersonalGoods.ReadFrom(stream, directory));

    [Fact]
    public void Top_MoreGoodsThanAreKept_IsShortByAtMostTheBoundHoweverItWasSplit() => Prop.ForAll(Many, draw =>
    {
        const int keep = 3;
        PersonalGoods left = new(default, keep);
        PersonalGoods right = new(default, keep);
        for (int i = 0; i < draw.Goods.Length; i++)
        {
            Buy(draw.Halves[i] ? left : right, $"sku-{draw.Goods[i]}", i % 30, 100);
        }

        left.MergeWith(right);

        int missed = left.MissedOf(Guest);
        Assert.True(missed <= draw.Goods.Length / (keep + 1), $"{missed} of {draw.Goods.Length}");
        Assert.True(left.Pairs <= 2 * keep);
        foreach (IGrouping<int, int> good in draw.Goods.GroupBy(g => g))
        {
            int score = left.Top()[Guest].ToArray().FirstOrDefault(g => g.Sku.Value == $"sku-{good.Key}").Score;
            Assert.InRange(good.Count(), score, score + missed);
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void Top_AGuestWithAThousandRareGoods_KeepsTheStaples()
    {
        PersonalGoods goods = new(default, mostGoods: 100);
        for (int day = 0; day < 300; day++)
        {
            Buy(goods, "milk", day, 100);
            Buy(goods, day % 2 == 0 ? "bread" : "rolls", day, 90);
            for (int i = 0; i < 20; i++)
            {
                Buy(goods, $"rare-{(day * 20) + i}", day, 5000);
            }
        }

        Assert.Equal("milk", Names(goods.Top(1))[0]);
        Assert.Equal(["bread", "rolls"], Names(goods.Top(3)).Skip(1).Order());
        Assert.InRange(goods.MissedOf(Guest), 1, 300 * 22 / 101);
    }

    [Fact]
    public void Erase_Guest_LeavesNothingAndTheOthersWhole() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        PersonalGoods goods = Fill(receipts);
        goods.Erase(Guest);
        Assert.Equal(Shoppers.Bytes(Fill(receipts.Where(r => r.Row != 0)).WriteTo), Shoppers.Bytes(goods.WriteTo));
        Assert.True(goods.Top()[Guest].IsEmpty);
        foreach ((int row, int day, int cents) in receipts.Where(r => r.Row == 0))
        {
            goods.Add(new CustomerId(row), new Sku($"sku-{Math.Abs(cents) % 7}"), Histories.Start.AddDays(day), new Money(cents, default));
        }

        Assert.Equal(Shoppers.Bytes(Fill(receipts).WriteTo), Shoppers.Bytes(goods.WriteTo));
    }).Check(Histories.Fixed);

    private static PersonalGoods Fill(IEnumerable<(int Row, int Day, int Cents)> receipts, int mostGoods = 4096)
    {
        PersonalGoods goods = new(default, mostGoods);
        foreach ((int row, int day, int cents) in receipts)
        {
            goods.Add(row < 0 ? CustomerId.None : new CustomerId(row), new Sku($"sku-{Math.Abs(cents) % 7}"), Histories.Start.AddDays(day), new Money(cents, default));
        }

        return goods;
    }

    private static void Buy(PersonalGoods goods, string sku, int day, int cents) => goods.Add(Guest, new Sku(sku), Histories.Start.AddDays(day), new Money(cents, default));

    [Fact]
    public void MergeWith_OtherCurrencyOrBound_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new PersonalGoods().MergeWith(new PersonalGoods(new Currency("USD"))));
        Assert.Throws<ArgumentException>(() => new PersonalGoods().MergeWith(new PersonalGoods(default, 7)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PersonalGoods(default, 0));
    }

    private static string[] Names(PersonalTops tops) => [.. tops[Guest].ToArray().Select(g => g.Sku.Value)];
}
