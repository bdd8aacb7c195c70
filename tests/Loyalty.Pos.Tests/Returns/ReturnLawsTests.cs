using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Receipts;
using Loyalty.Pos.Returns;
using Loyalty.Pos.Tests.Receipts;

namespace Loyalty.Pos.Tests.Returns;

/// <summary>What holds for every catalogue, basket, policy and way of bringing goods back.</summary>
public class ReturnLawsTests
{
    private const int Cases = 1500;

    public static TheoryData<ReturnPolicy, RefundOrder> Rules => new(Enum.GetValues<ReturnPolicy>().SelectMany(p => Enum.GetValues<RefundOrder>().Select(o => (p, o))));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Return_EverythingInAnyPartitionAndOrder_GivesEverythingBack(ReturnPolicy policy, RefundOrder order)
    {
        ReturnsDesk desk = new(new ReturnOptions { Policy = policy, Order = order });
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            (TillReceipt receipt, Catalogue catalogue) = TillReceiptTests.RandomReceipt((ulong)seed, new PricingSession());
            SplitMix64 random = new((ulong)seed ^ 77);
            ReturnLedger ledger = ReturnLedger.None(receipt);
            long mostOwed = 0;
            (long refund, long money, long pointsBack, long taken, long gifts) = (0, 0, 0, 0, 0);
            List<string> coupons = [];
            while (Left(receipt, ledger) > 0)
            {
                ReturnResult result = desk.Return(receipt, ledger, Draw(receipt, ledger, ref random), catalogue);
                Assert.True(result.Refund >= 0 && result.Money >= 0 && result.Money <= result.Refund && result.PointsGivenBack >= 0 && result.PointsTakenBack >= 0 && result.Uncollected >= 0);
                mostOwed = Math.Max(mostOwed, receipt.Total - result.KeptCost);
                Assert.Equal(mostOwed, result.After.Refunded);
                Assert.True(result.After.Refunded <= BoreNaively(receipt, result.After.Quantities));
                if (policy == ReturnPolicy.Keep)
                {
                    Assert.Equal(BoreNaively(receipt, result.After.Quantities), result.After.Refunded);
                }

                Assert.Equal(receipt.Total, result.After.Refunded + result.KeptCost - result.Uncollected);
                refund += result.Refund;
                money += result.Money;
                pointsBack += result.PointsGivenBack;
                taken += result.PointsTakenBack;
                gifts += result.Gifts.Sum(g => g.Quantity);
                coupons.AddRange(result.Coupons);
                ledger = ReturnLedger.Parse(result.After.ToJson(receipt), receipt);
                Assert.Equal(Encoding.UTF8.GetString(result.After.ToJson(receipt)), Encoding.UTF8.GetString(ledger.ToJson(receipt)));
            }

            Assert.Equal((receipt.Total, receipt.Total - receipt.PaidWithPoints.Amount, receipt.PaidWithPoints.Points, receipt.Points), (refund, money, pointsBack, taken));
            Assert.Equal(receipt.Applied.Sum(a => a.GiftQuantity), gifts);
            Assert.Equal(receipt.Applied.Select(a => a.Coupon).OfType<string>().Distinct().Order(StringComparer.Ordinal), coupons.Order(StringComparer.Ordinal));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithReplay(7, 11));
    }

    [Fact]
    public void Return_AnySubset_WhatStaysCostsAtLeastWhatThePolicySays()
    {
        PricingSession session = new();
        int broken = 0;
        int replaced = 0;
        for (int seed = 0; seed < 6000; seed++)
        {
            (TillReceipt receipt, Catalogue catalogue) = TillReceiptTests.RandomReceipt((ulong)(40_000_000 + seed), session);
            SplitMix64 random = new((ulong)seed);
            ReturnedGoods[] goods = Draw(receipt, ReturnLedger.None(receipt), ref random);
            ReturnResult kept = By(ReturnPolicy.Keep);
            ReturnResult inProportion = By(ReturnPolicy.ProRate);
            ReturnResult repriced = By(ReturnPolicy.Reprice);

            // A stricter policy never refunds more nor leaves more points, so neither can a loop gain by it.
            Assert.True(inProportion.Refund <= kept.Refund && repriced.Refund <= kept.Refund);
            Assert.True(inProportion.PointsTakenBack >= kept.PointsTakenBack && repriced.PointsTakenBack >= kept.PointsTakenBack);
            Assert.Equal(kept.Standing.Sum(s => s.Discount), receipt.Discount - OffNaively(receipt, kept.After.Quantities));
            Assert.True(receipt.Points - kept.PointsTakenBack <= PointsNaively(receipt, kept.After.Quantities));
            if (repriced.Standing.Any(s => s.IsBroken))
            {
                broken++;
                PricedBasket alone = session.Price(catalogue, Stay(receipt, repriced.After.Quantities));
                Assert.True(receipt.Total - repriced.Refund >= Math.Min(receipt.Total, alone.Total), $"seed {seed}");
                Assert.True(receipt.Points - repriced.PointsTakenBack <= alone.Points, $"seed {seed}");
                Assert.True(repriced.KeptCost >= alone.Total);
                if (repriced.KeptCost == alone.Total)
                {
                    Assert.Equal(alone.Discount, repriced.Standing.Sum(s => s.Discount));
                    replaced += repriced.Standing.Length > receipt.Applied.Length ? 1 : 0;
                }
            }
            else
            {
                Assert.Equal(kept.Refund, repriced.Refund);
                Assert.Equal(kept.Refund, inProportion.Refund);
            }

            ReturnResult By(ReturnPolicy policy) => new ReturnsDesk(new ReturnOptions { Policy = policy }).Return(receipt, ReturnLedger.None(receipt), goods, catalogue);
        }

        Assert.True(broken > 600, $"only {broken} returns broke a condition");
        Assert.True(replaced > 5, $"only {replaced} returns let another offer apply");
    }

    [Fact]
    public void Return_SameGoodsInAnyOrder_KeepRefundsTheSame()
    {
        ReturnsDesk desk = new(new ReturnOptions { Policy = ReturnPolicy.Keep });
        for (int seed = 0; seed < 1000; seed++)
        {
            (TillReceipt receipt, _) = TillReceiptTests.RandomReceipt((ulong)(50_000_000 + seed), new PricingSession());
            SplitMix64 random = new((ulong)seed);
            ReturnedGoods[] goods = Draw(receipt, ReturnLedger.None(receipt), ref random);
            ReturnLedger backwards = ReturnLedger.None(receipt);
            foreach (ReturnedGoods one in goods.Reverse())
            {
                backwards = desk.Return(receipt, backwards, [one]).After;
            }

            ReturnLedger atOnce = desk.Return(receipt, ReturnLedger.None(receipt), goods).After;

            Assert.Equal((atOnce.Refunded, atOnce.Money, atOnce.PointsTakenBack), (backwards.Refunded, backwards.Money, backwards.PointsTakenBack));
        }
    }

    [Theory]
    [InlineData("receipt", "\"other\"", "not of")]
    [InlineData("format", "9", "newer")]
    [InlineData("quantities", "[9,0]", "from 0 to 3")]
    [InlineData("quantities", "[1]", "2 lines")]
    [InlineData("quantities", "[0.5,0]", "whole")]
    [InlineData("refunded", "9.99", "more than was paid")]
    [InlineData("money", "7.00", "part of 'refunded'")]
    [InlineData("pointsTakenBack", "5", "from 0 to 0")]
    [InlineData("coupons", "[\"X\"]", "took the coupon")]
    [InlineData("gifts", "[{\"offer\":\"x\",\"sku\":\"y\",\"quantity\":1}]", "gave no gift")]
    [InlineData("steps", "-1", "from 0")]
    public void LedgerParse_HostileDocument_IsRefused(string member, string value, string words)
    {
        (TillReceipt receipt, _) = ReturnsDeskTests.Sell("""{ "id": "3for2", "reward": { "kind": "percent", "value": 50 } }""", "c 3 x 10.00", "ham 0.374 x 12.00");
        ReturnLedger ledger = new ReturnsDesk(new ReturnOptions { Policy = ReturnPolicy.Keep }).Return(receipt, ReturnLedger.None(receipt), [new ReturnedGoods(0, 1)]).After;
        System.Text.Json.Nodes.JsonNode node = System.Text.Json.Nodes.JsonNode.Parse(ledger.ToJson(receipt))!;
        node[member] = System.Text.Json.Nodes.JsonNode.Parse(value);

        Assert.Contains(words, Assert.Throws<DocumentFormatException>(() => ReturnLedger.Parse(node.ToJsonString(), receipt)).Message, StringComparison.Ordinal);
    }

    private static decimal Left(TillReceipt receipt, ReturnLedger ledger) => receipt.Lines.Select((l, i) => l.Quantity - ledger.Quantities[i]).Sum();

    /// <summary>Some of what is left, at least something; weighed lines in parts.</summary>
    private static ReturnedGoods[] Draw(TillReceipt receipt, ReturnLedger ledger, ref SplitMix64 random)
    {
        List<ReturnedGoods> goods = [];
        while (goods.Count == 0)
        {
            for (int i = 0; i < receipt.Lines.Length; i++)
            {
                decimal left = receipt.Lines[i].Quantity - ledger.Quantities[i];
                if (left > 0 && random.Below(2) == 0)
                {
                    bool isWhole = decimal.Truncate(receipt.Lines[i].Quantity) == receipt.Lines[i].Quantity;
                    decimal part = isWhole ? 1 + random.Below((int)left) : random.Below(3) > 0 ? left : Math.Max(0.001m, decimal.Round(left / 3, 3));
                    goods.Add(new ReturnedGoods(i, Math.Min(left, part)));
                }
            }
        }

        return [.. goods];
    }

    private static Basket Stay(TillReceipt receipt, IReadOnlyList<decimal> returned)
    {
        Basket basket = new();
        basket.Begin(receipt.At, receipt.Guest);
        foreach (string coupon in receipt.Applied.Select(a => a.Coupon).OfType<string>())
        {
            basket.AddCoupon(coupon);
        }

        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            if (receipt.Lines[i].Quantity > returned[i])
            {
                basket.Add(new Article(receipt.Lines[i].Sku, receipt.Lines[i].Categories), receipt.Lines[i].Quantity - returned[i], receipt.Lines[i].UnitPrice);
            }
        }

        return basket;
    }

    private static long BoreNaively(TillReceipt receipt, IReadOnlyList<decimal> returned) => Enumerable.Range(0, receipt.Lines.Length).Sum(i => OnLine(receipt.Lines[i], returned[i]).Paid);

    private static long OffNaively(TillReceipt receipt, IReadOnlyList<decimal> returned) => Enumerable.Range(0, receipt.Lines.Length).Sum(i => OnLine(receipt.Lines[i], returned[i]).Off);

    private static Int128 PointsNaively(TillReceipt receipt, IReadOnlyList<decimal> returned)
    {
        decimal most = receipt.Applied.Where(a => a.Shares.Any(s => s.Points > 0)).Sum(a => (decimal)a.Points);
        decimal worth = Enumerable.Range(0, receipt.Lines.Length).Sum(i => (receipt.Lines[i].Paid - OnLine(receipt.Lines[i], returned[i]).Paid) * receipt.Lines[i].PointsMultiplier);
        return (Int128)(most + (receipt.PointsRule.Per == 0 ? 0 : decimal.Floor(worth / receipt.PointsRule.Per) * receipt.PointsRule.Earn));
    }

    /// <summary>Each unit's amount and discount written out; a weighed line by its weight.</summary>
    private static (long Paid, long Off) OnLine(SoldLine line, decimal returned)
    {
        if (decimal.Truncate(line.Quantity) != line.Quantity)
        {
            long cost = (long)decimal.Round(line.Amount * returned / line.Quantity, MidpointRounding.AwayFromZero);
            long paid = (long)decimal.Round(line.Paid * returned / line.Quantity, MidpointRounding.AwayFromZero);
            return (paid, cost - paid);
        }

        int units = (int)line.Quantity;
        long[] amounts = [.. Enumerable.Range(0, units).Select(u => (line.Amount / units) + (u < line.Amount % units ? 1 : 0))];
        BigInteger[] exact = [.. amounts.Select(a => (BigInteger)a * line.Discount)];
        long[] off = [.. exact.Select(e => line.Amount == 0 ? 0 : (long)(e / line.Amount))];
        foreach (int unit in Enumerable.Range(0, units).OrderByDescending(u => line.Amount == 0 ? 0 : exact[u] % line.Amount).ThenBy(u => u).Take((int)(line.Discount - off.Sum())).ToArray())
        {
            off[unit]++;
        }

        return (amounts.Take((int)returned).Sum() - off.Take((int)returned).Sum(), off.Take((int)returned).Sum());
    }
}
