using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Segmentation.Habits;

namespace Loyalty.Segmentation.Tests.Habits;

public class PersonalGoodsTests
{
    private static readonly CustomerId Guest = new(0);

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
    public void MergeWith_AnyHalves_GivesWhatOnePassGives() => Prop.ForAll(Histories.Receipts, receipts =>
    {
        PersonalGoods whole = Fill(receipts);
        PersonalGoods left = Fill(receipts.Where((_, i) => i % 2 == 0));
        left.MergeWith(Fill(receipts.Where((_, i) => i % 2 == 1)));
        Assert.Equal(whole.Pairs, left.Pairs);
        for (int row = 0; row < 6; row++)
        {
            Assert.Equal(whole.Top()[new CustomerId(row)].ToArray(), left.Top()[new CustomerId(row)].ToArray());
        }
    }).Check(Histories.Fixed);

    [Fact]
    public void Erase_Guest_LeavesNothing()
    {
        PersonalGoods goods = new();
        Buy(goods, "milk", 0, 100);
        goods.Erase(Guest);
        Assert.Equal(0, goods.Pairs);
        Assert.True(goods.Top()[Guest].IsEmpty);
    }

    private static PersonalGoods Fill(IEnumerable<(int Row, int Day, int Cents)> receipts)
    {
        PersonalGoods goods = new();
        foreach ((int row, int day, int cents) in receipts)
        {
            goods.Add(row < 0 ? CustomerId.None : new CustomerId(row), new Sku($"sku-{Math.Abs(cents) % 7}"), Histories.Start.AddDays(day), new Money(cents, default));
        }

        return goods;
    }

    private static void Buy(PersonalGoods goods, string sku, int day, int cents) => goods.Add(Guest, new Sku(sku), Histories.Start.AddDays(day), new Money(cents, default));

    private static string[] Names(PersonalTops tops) => [.. tops[Guest].ToArray().Select(g => g.Sku.Value)];
}
