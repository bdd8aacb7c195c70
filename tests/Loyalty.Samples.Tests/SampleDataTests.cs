using System.Globalization;
using Loyalty.Samples.Input;

namespace Loyalty.Samples.Tests;

public class SampleDataTests
{
    [Fact]
    public void Receipts_AsTheyStandBesideTheProgram_AreWholeAndInOrder()
    {
        using TextReader text = InputFile.OpenText(SampleData.Receipts);
        Assert.Equal("customer_id,receipt_id,occurred_at,sku,quantity,unit_price,country", text.ReadLine());

        int rows = 0;
        HashSet<string> customers = [];
        decimal revenue = 0;
        while (text.ReadLine() is { } line)
        {
            string[] fields = line.Split(',');
            rows++;
            customers.Add(fields[0]);
            decimal quantity = decimal.Parse(fields[4], CultureInfo.InvariantCulture);
            decimal price = decimal.Parse(fields[5], CultureInfo.InvariantCulture);
            revenue += fields[0].Length > 0 && quantity > 0 && price > 0 ? quantity * price : 0;
        }

        Assert.Equal(541_909, rows);
        Assert.Equal(4_372, customers.Count(c => c.Length > 0));
        Assert.Equal(8_911_407.904m, revenue);
    }

    [Fact]
    public void Products_AsTheyStandBesideTheProgram_NameEachGoodOnce()
    {
        using TextReader text = InputFile.OpenText(SampleData.Products);
        Assert.Equal("sku,description", text.ReadLine());

        HashSet<string> skus = [];
        while (text.ReadLine() is { } line)
        {
            Assert.True(skus.Add(line[..line.IndexOf(',', StringComparison.Ordinal)]), line);
        }

        Assert.Equal(3_958, skus.Count);
    }
}
