using Loyalty.Samples.Input;

namespace Loyalty.Samples.Demo;

/// <summary>The real receipts, read once: customers, goods, receipts, as the files have them.</summary>
internal sealed class Shop
{
    private Shop(IReadOnlyList<string> cards, IReadOnlyList<string> countries, IReadOnlyList<Good> goods, IReadOnlyList<ShopReceipt> receipts, int lines, int setAside) =>
        (Cards, Countries, Goods, Receipts, Lines, SetAside) = (cards, countries, goods, receipts, lines, setAside);

    /// <summary>The known customers' numbers, in the order of the file.</summary>
    public IReadOnlyList<string> Cards { get; }

    /// <summary>For each card, the country of its first receipt.</summary>
    public IReadOnlyList<string> Countries { get; }

    /// <summary>The goods, in the order of the file.</summary>
    public IReadOnlyList<Good> Goods { get; }

    /// <summary>The receipts, in the order of the file.</summary>
    public IReadOnlyList<ShopReceipt> Receipts { get; }

    /// <summary>Rows read.</summary>
    public int Lines { get; }

    /// <summary>Rows that are no sale and no return: a negative price, a quantity of 0.</summary>
    public int SetAside { get; }

    /// <summary>Reads the files that come with the program.</summary>
    public static Shop Read(CommandContext context)
    {
        Dictionary<string, string> descriptions = new(StringComparer.Ordinal);
        using (CsvFile products = new(context, SampleData.Products, "sku", "description"))
        {
            foreach ((string sku, string description) in products.Rows(row => (row.Required("sku"), row.Text("description"))))
            {
                descriptions[sku] = description;
            }
        }

        List<string> cards = [];
        List<string> countries = [];
        List<Good> goods = [];
        List<ShopReceipt> receipts = [];
        Dictionary<string, int> cardPlaces = new(StringComparer.Ordinal);
        Dictionary<string, int> goodPlaces = new(StringComparer.Ordinal);
        Dictionary<string, ShopReceipt> open = new(StringComparer.Ordinal);
        int lines = 0;
        int setAside = 0;
        using CsvFile file = new(context, SampleData.Receipts, "customer_id", "receipt_id", "occurred_at", "sku", "quantity", "unit_price", "country");
        foreach ((string customer, string id, DateTimeOffset at, string sku, int quantity, decimal price, string country) in file.Rows(row =>
            (row.Text("customer_id"), row.Required("receipt_id"), row.Instant("occurred_at"), row.Required("sku"), (int)row.Integer("quantity", int.MinValue, int.MaxValue),
                row.Decimal("unit_price"), row.Required("country"))))
        {
            lines++;
            if (quantity == 0 || price < 0)
            {
                setAside++;
                continue;
            }

            if (!open.TryGetValue(id, out ShopReceipt? receipt))
            {
                int card = -1;
                if (customer.Length > 0 && !cardPlaces.TryGetValue(customer, out card))
                {
                    card = cards.Count;
                    cardPlaces.Add(customer, card);
                    cards.Add(customer);
                    countries.Add(country);
                }

                receipt = new ShopReceipt(id, card, at, country, []);
                open.Add(id, receipt);
                receipts.Add(receipt);
            }

            if (!goodPlaces.TryGetValue(sku, out int good))
            {
                good = goods.Count;
                goodPlaces.Add(sku, good);
                goods.Add(new Good(sku, descriptions.GetValueOrDefault(sku, "")));
            }

            receipt.Lines.Add(new ShopLine(good, quantity, price));
        }

        return new Shop(cards, countries, goods, receipts, lines, setAside);
    }
}
