using System.Text.Json;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Baskets of five peers' own test suites, priced with the same offers.</summary>
public class PromotionCaseTests(ITestOutputHelper output)
{
    [Fact]
    public void Price_CasesOfFivePeers_MatchesAllButThoseLeftOutForAReason()
    {
        Dictionary<string, string> leftOut = ReadLeftOut();
        PromotionCase[] cases = PromotionCase.ReadAll();
        List<string> unmatched = [];
        foreach (PromotionCase promotion in cases)
        {
            if (Fault(promotion) is { } fault)
            {
                unmatched.Add(promotion.Id);
                output.WriteLine($"{promotion}: {fault}{(leftOut.TryGetValue(promotion.Id, out string? reason) ? " Left out: " + reason : "")}");
            }
        }

        output.WriteLine($"{cases.Length - unmatched.Count} of {cases.Length} matched.");
        Assert.Equal(leftOut.Keys.Order(StringComparer.Ordinal), unmatched.Order(StringComparer.Ordinal));
        Assert.Equal((79, 82), (cases.Length - unmatched.Count, cases.Length));
    }

    [Theory]
    [InlineData("a8d61d5a8d98")]
    [InlineData("3a351c46b31a")]
    public void LeftOut_AmountBeforePercentOfAProduct_CanBeSaidWithTiers(string id)
    {
        PromotionCase promotion = PromotionCase.ReadAll().Single(c => c.Id == id);
        CatalogueDefinition said = promotion.Definition with
        {
            Offers = [.. promotion.Definition.Offers.Select(o => o.Reward is PercentOff percent ? o with { Reward = new Tiers(TierMeasure.Quantity, [new(1, percent.Percent)]) } : o)],
        };

        PricedBasket priced = new PricingSession().Price(Catalogue.Compile(said), promotion.Basket);

        Assert.Equal(promotion.Total, promotion.Shown(priced.Total));
    }

    /// <summary>What differs from the expected, or null.</summary>
    private static string? Fault(PromotionCase promotion)
    {
        PricedBasket priced = new PricingSession().Price(Catalogue.Compile(promotion.Definition), promotion.Basket);
        decimal total = promotion.Shown(priced.Total);
        if (Math.Abs(total - promotion.Total) > promotion.Tolerance)
        {
            return $"total {total}, expected {promotion.Total}.";
        }

        if (promotion.Expected.TryGetProperty("order_discount", out JsonElement onOrder))
        {
            decimal discount = promotion.Shown(priced.Applied.ToArray().Where(a => promotion.IsOnOrder(a.Offer.Id)).Sum(a => a.Discount));
            if (discount != onOrder.GetDecimal())
            {
                return $"order discount {discount}, expected {onOrder}.";
            }
        }

        if (promotion.Expected.TryGetProperty("total_discount", out JsonElement whole) && promotion.Shown(priced.Discount) != whole.GetDecimal())
        {
            return $"discount {promotion.Shown(priced.Discount)}, expected {whole}.";
        }

        return LineFault(promotion, priced);
    }

    private static string? LineFault(PromotionCase promotion, PricedBasket priced)
    {
        if (promotion.Expected.TryGetProperty("line_discounts", out JsonElement lines))
        {
            foreach (JsonProperty expected in lines.EnumerateObject())
            {
                decimal discount = promotion.Shown(priced.Lines.ToArray().Where((_, line) => promotion.ProductOf(line) == expected.Name).Sum(l => l.Discount));
                if (discount != expected.Value.GetDecimal())
                {
                    return $"{expected.Name} {discount}, expected {expected.Value}.";
                }
            }
        }

        if (promotion.Expected.TryGetProperty("adjustments", out JsonElement adjustments))
        {
            // By product: which of two lines of the same product at the same price is given away is a tie.
            foreach (IGrouping<string, int> product in Enumerable.Range(0, priced.Lines.Length).GroupBy(promotion.ProductOf))
            {
                string[] names = [.. product.Select(promotion.LineName)];
                decimal expected = adjustments.EnumerateArray().Where(a => names.Contains(a.GetProperty("line").GetString())).Sum(a => a.GetProperty("amount").GetDecimal());
                decimal discount = promotion.Shown(priced.Lines.ToArray().Where((_, line) => product.Contains(line)).Sum(l => l.Discount));
                if (discount != expected)
                {
                    return $"{product.Key} {discount}, expected {expected}.";
                }
            }
        }

        if (promotion.Expected.TryGetProperty("gift_units", out JsonElement gifts))
        {
            long given = priced.Applied.ToArray().Where(a => a.Offer.Reward is BuyGet).Sum(a => a.Times);
            return gifts.EnumerateObject().Sum(g => g.Value.GetInt64()) == given ? null : $"{given} gifts, expected {gifts}.";
        }

        return null;
    }

    private static Dictionary<string, string> ReadLeftOut() =>
        JsonDocument.Parse(File.ReadAllBytes(Repository.PathOf("tests", "Loyalty.Pos.Tests", "Data", "promotions", "left-out.json"))).RootElement.EnumerateArray()
            .ToDictionary(c => c.GetProperty("id").GetString()!, c => c.GetProperty("reason").GetString()!);
}
