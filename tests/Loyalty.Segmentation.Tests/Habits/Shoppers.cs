using Loyalty.Core;

namespace Loyalty.Segmentation.Tests.Habits;

/// <summary>Receipts with goods, stores and channels for tests.</summary>
internal static class Shoppers
{
    public static CustomerDirectory Directory { get; } = Guests();

    public static Receipt Receipt((int Row, int Day, int Cents) receipt, int minute = 0) => new(
        "r", receipt.Row < 0 ? CustomerId.None : new CustomerId(receipt.Row), new DateTimeOffset(Histories.Start.AddDays(receipt.Day), new TimeOnly(9, minute), TimeSpan.Zero),
        [
            Line($"sku-{Math.Abs(receipt.Cents) % 7}", receipt.Cents, $"category-{Math.Abs(receipt.Cents) % 3}"),
            Line("bread", 20, "category-0"),
            Line($"sku-{receipt.Day % 5}", receipt.Cents / 2, ""),
        ],
        receipt.Day % 4 == 0 ? default : new StoreId($"store-{receipt.Day % 4}"), receipt.Cents % 2 == 0 ? new Channel("shop") : new Channel("app"));

    public static byte[] Bytes(Action<Stream, CustomerDirectory> write)
    {
        using MemoryStream stream = new();
        write(stream, Directory);
        return stream.ToArray();
    }

    /// <summary>Refuses each cut and each flipped bit, with the directory untouched.</summary>
    public static void AssertDamageIsRefused(byte[] bytes, Action<Stream, CustomerDirectory> read)
    {
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            CustomerDirectory directory = new();
            Assert.Throws<InvalidDataException>(() => read(new MemoryStream(flipped), directory));
            Assert.Throws<InvalidDataException>(() => read(new MemoryStream(bytes[..(bit / 8)]), directory));
            Assert.Equal(0, directory.Count);
        }
    }

    private static ReceiptLine Line(string sku, int cents, string category) => new(
        new Sku(sku), cents < 0 ? -1 : 1, new Money(cents, default), category.Length == 0 ? default : new Category(category));

    private static CustomerDirectory Guests()
    {
        CustomerDirectory directory = new();
        for (int row = 0; row < 6; row++)
        {
            directory.GetOrAdd($"guest {row}");
        }

        return directory;
    }
}
