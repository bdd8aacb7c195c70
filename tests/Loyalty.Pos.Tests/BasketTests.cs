using Loyalty.Core;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

public class BasketTests
{
    private static readonly Article Apple = new(new Sku("a"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000001")]
    [InlineData("0.0000000001")]
    public void Add_QuantityOutsideItsRange_IsRefused(string quantity)
    {
        Basket basket = new();

        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), 100));
        Assert.True(basket.Lines.IsEmpty);
    }

    [Fact]
    public void Add_AmountsThatOverflow_AreRefusedAndChangeNothing()
    {
        Basket basket = new();
        basket.Add(Apple, 1, 1_000_000_000_000_000);

        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, 1_000_000_000, long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => basket.Add(Apple, 0.5m, -1));
        Assert.Equal((1, 1_000_000_000_000_000), (basket.Lines.Length, basket.Subtotal));
    }

    [Theory]
    [InlineData("0.374", 1200, 449, 1)]
    [InlineData("0.5", 1, 1, 1)] // half a cent rounds away from zero
    [InlineData("2.000", 350, 700, 2)]
    public void Add_Weight_IsOneUnitRoundedOnce(string quantity, long price, long amount, long units)
    {
        Basket basket = new();
        basket.Add(Apple, decimal.Parse(quantity, System.Globalization.CultureInfo.InvariantCulture), price);

        Assert.Equal((amount, units), (basket.Lines[0].Amount, basket.Lines[0].Units));
    }

    [Fact]
    public void Price_LargestAmounts_StayExactAndThrowNothing()
    {
        PricingSession session = new();
        for (ulong seed = 0; seed < 1000; seed++)
        {
            RandomTill till = new(seed);
            (CatalogueDefinition definition, _) = till.Next();
            long[] scales = [1, 1_000_003, 1_000_000_007, 1_000_000_000_000];
            long scale = scales[till.Below(4)];
            Offer[] offers = [.. definition.Offers.DistinctBy(o => o.Id).Select(o => o with
            {
                Reward = o.Reward switch
                {
                    PercentOff => new PercentOff(till.Below(100) + 0.123456789012m),
                    AmountOff amount => new AmountOff(amount.Amount * scale, amount.Per),
                    FixedPrice price => new FixedPrice(price.Price * scale),
                    Bundle bundle => new Bundle(bundle.Items, bundle.Price * scale / 10),
                    Reward other => other,
                },
            })];
            Basket basket = new();
            basket.Begin(Till.Sunday, "g");
            for (int i = 0; i < 6; i++)
            {
                Article article = new(new Sku(((char)('a' + till.Below(4))).ToString()), new Category(till.Below(2) == 0 ? "x" : "y"));
                if (till.Below(3) == 0)
                {
                    basket.Add(article, (1 + till.Below(9_999)) / 1000m, till.Below(9) * scale);
                }
                else
                {
                    basket.Add(article, 1 + till.Below(3), till.Below(5) * scale);
                }
            }

            PricedBasket priced = session.PriceAndExplain(Catalogue.Compile(definition with { Offers = offers }), basket);

            Assert.InRange(priced.Discount, 0, priced.Subtotal);
            Assert.All(priced.Lines.ToArray(), l => Assert.InRange(l.Discount, 0, l.Amount));
            Assert.Equal(priced.Discount, priced.Lines.ToArray().Sum(l => l.Discount));
            Assert.Equal(priced.Discount, priced.Applied.ToArray().Sum(a => a.Discount));
            Assert.Equal(offers.Length, priced.Applied.Length + priced.Rejected.Length);
        }
    }
}
