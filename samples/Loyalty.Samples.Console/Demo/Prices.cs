namespace Loyalty.Samples.Demo;

/// <summary>What goods cost lately, and how many pieces of them guests take: from the real receipts up to the eve of the month.</summary>
internal sealed class Prices
{
    private readonly Dictionary<(int Good, int Card), List<int>> pieces = [];
    private readonly Dictionary<int, decimal> last = [];

    public static Prices Of(Shop shop)
    {
        Prices prices = new();
        foreach (ShopReceipt receipt in shop.Receipts.Where(r => r.Day <= DemoPlan.AsOf && r.Card >= 0))
        {
            foreach (ShopLine line in receipt.Lines.Where(l => l.Quantity > 0 && l.UnitPrice > 0))
            {
                if (!prices.pieces.TryGetValue((line.Good, receipt.Card), out List<int>? own))
                {
                    prices.pieces.Add((line.Good, receipt.Card), own = []);
                }

                own.Add(line.Quantity);
                prices.last[line.Good] = line.UnitPrice;
            }
        }

        return prices;
    }

    /// <summary>A good's last price, and the median number of pieces that a guest with these cards takes.</summary>
    public (decimal Price, int Pieces) Usual(int good, IReadOnlyList<int> cards)
    {
        int[] own = [.. cards.SelectMany(c => pieces.TryGetValue((good, c), out List<int>? taken) ? taken : []).Order()];
        return (last.GetValueOrDefault(good), own.Length == 0 ? 1 : own[own.Length / 2]);
    }
}
