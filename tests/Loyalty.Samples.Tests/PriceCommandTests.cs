using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Tests;

public sealed class PriceCommandTests : IDisposable
{
    private const string Offers = """
        { "currency": "EUR", "minorUnits": 2, // prices are gross
          "points": { "earn": 1, "per": 10.00 },
          "offers": [
            { "id": "dairy-20", "target": { "categories": ["dairy"] }, "reward": { "kind": "percent", "value": 20 }, "fundedBy": "supplier-7" },
            { "id": "save", "activation": "coupon", "codes": ["SAVE10"], "requires": { "minSpend": 20.00 }, "reward": { "kind": "percent", "value": 10 } } ] }
        """;

    private const string Basket =
        """{"id":"b1","at":"2026-11-22T18:05:00+03:00","guest":"42","coupons":["SAVE10"],"lines":[{"sku":"a","categories":["dairy","milk"],"quantity":2,"unitPrice":3.50},{"sku":"n","quantity":0.374,"unitPrice":12.00}]}""";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public void Price_Basket_WritesTheReceiptWithAllMinorDigits()
    {
        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), cli.Write("b.ndjson", Basket + "\n"), "--explain");

        Assert.Equal((0, ""), (result.Code, result.Error.Contains("b.ndjson", StringComparison.Ordinal) ? result.Error : ""));
        string version = JsonNode.Parse(result.Output)!["catalogue"]!.GetValue<string>();
        Assert.Equal(
            $$$"""{"id":"b1","subtotal":11.49,"discount":1.40,"total":10.09,"points":1,"optimal":true,"catalogue":"{{{version}}}","lines":[{"sku":"a","discount":1.40},{"sku":"n","discount":0.00}],"applied":[{"offer":"dairy-20","discount":1.40,"points":0,"times":1,"fundedBy":"supplier-7"}],"unusedCoupons":["SAVE10"],"rejected":[{"offer":"save","reason":"minSpend"}],"nearMisses":[{"offer":"save","missing":{"spend":8.51}}]}""" + "\n",
            result.Output);
    }

    [Fact]
    public void Price_Json_SummarisesAndRepeatsToTheByte()
    {
        string offers = cli.Write("offers.json", Offers);
        string baskets = cli.Write("b.ndjson", $"{Basket}\n\n{Basket.Replace("b1", "b2", StringComparison.Ordinal)}\n");

        CliResult first = Cli.Run("price", "--offers", offers, baskets, "--out", cli["1.ndjson"], "--json");
        CliResult second = Cli.Run("price", "--offers", offers, baskets, "--out", cli["2.ndjson"], "--json");

        Assert.Equal(cli.Read("1.ndjson"), cli.Read("2.ndjson"));
        Assert.Equal(["b1", "b2"], cli.Read("1.ndjson").TrimEnd('\n').Split('\n').Select(row => JsonNode.Parse(row)!["id"]!.GetValue<string>()));
        Assert.Equal(WithoutSeconds(first), WithoutSeconds(second));
        Assert.Equal(("2", "22.98", "2.8", "20.18", "2"), (Text(first, "baskets"), Text(first, "subtotal"), Text(first, "discount"), Text(first, "total"), Text(first, "points")));
        Assert.Equal(["baskets", "currency", "subtotal", "discount", "total", "points", "catalogue", "seconds"], first.Summary.AsObject().Select(member => member.Key));

        static string WithoutSeconds(CliResult result)
        {
            JsonObject summary = result.Summary.AsObject();
            summary["seconds"] = null;
            return summary.ToJsonString();
        }
    }

    [Fact]
    public void Price_Gzip_IsReadAsItIs()
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Basket));
        }

        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), cli.Write("b.ndjson.gz", packed.ToArray()));

        Assert.Equal(0, result.Code);
        Assert.Contains("\"total\":10.09", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "not one JSON object")]
    [InlineData("[]", "a basket must be a JSON object, not a list")]
    [InlineData("""{"id":"b"} {}""", "not one JSON object")]
    [InlineData("""{"at":"2026-11-22","lines":[]}""", "column 'id'")]
    [InlineData("""{"id":"b","lines":[]}""", "column 'at'")]
    [InlineData("""{"id":"b","at":"2026-11-22"}""", "column 'lines'")]
    [InlineData("""{"id":"b","id":"c","at":"2026-11-22","lines":[]}""", "column 'id': the member stands twice in one object, here with 'c'; write it once")]
    [InlineData("""{"id":"","at":"2026-11-22","lines":[]}""", "column 'id': '' is empty")]
    [InlineData("""{"id":7,"at":"2026-11-22","lines":[]}""", "column 'id': the value must be a text in quotes, not 7")]
    [InlineData("""{"id":null,"at":"2026-11-22","lines":[]}""", "not null")]
    [InlineData("""{"id":"b","at":"today","lines":[]}""", "today")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":{}}""", "column 'lines': the lines must be a list of objects, not an object")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[7]}""", "each line must be an object, not 7")]
    [InlineData("""{"id":"b","at":"2026-11-22","coupons":"A","lines":[]}""", "column 'coupons': the coupons must be a list of texts, not 'A'")]
    [InlineData("""{"id":"b","at":"2026-11-22","coupons":[""],"lines":[]}""", "coupons")]
    [InlineData("""{"id":"b","at":"2026-11-22","coupons":["A "],"lines":[]}""", "column 'coupons': 'A ' is out of range. A code must be 1 to 512 characters")]
    [InlineData("""{"id":"b","at":"2026-11-22","guest":"","lines":[]}""", "column 'guest': '' is out of range. A guest must be 1 to 512 characters")]
    [InlineData("""{"id":"b","at":"2026-11-22","guest":" 7","lines":[]}""", "column 'guest': ' 7'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"quantity":1,"unitPrice":1}]}""", "column 'sku'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"","quantity":1,"unitPrice":1}]}""", "column 'sku'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","unitPrice":1}]}""", "column 'quantity'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":0,"unitPrice":1}]}""", "column 'quantity': '0' is out of range. A quantity must be more than 0")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":1,"quantity":2,"unitPrice":1}]}""", "column 'quantity': the member stands twice in one object, here with 2; write it once")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":1,"unitPrice":9999999999999.99},{"sku":"a","quantity":1,"unitPrice":1}]}""", "column 'unitPrice': '1' is out of range. A basket's amounts together must be at most 10^15 minor units.")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":-1,"unitPrice":1}]}""", "column 'quantity'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":"1","unitPrice":1}]}""", "column 'quantity': the value must be a number without quotes, not '1'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":true,"unitPrice":[1]}]}""", "not true")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":1e30,"unitPrice":1}]}""", "column 'quantity'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":1,"unitPrice":1.005}]}""", "column 'unitPrice'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":1,"unitPrice":-0.01}]}""", "column 'unitPrice'")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":1000000000,"unitPrice":1000000000}]}""", "10^15")]
    [InlineData("""{"id":"b","at":"2026-11-22","lines":[{"sku":"a","categories":["\u0007"],"quantity":1,"unitPrice":1}]}""", "column 'categories'")]
    [InlineData("""{"id":"\ud800","at":"2026-11-22","lines":[]}""", "not text")]
    public void Price_HostileBasket_NamesFileAndLineAndLeavesOlderOutput(string line, string word)
    {
        string older = cli.Write("out.ndjson", "older");
        string file = cli.Write("b.ndjson", Basket + "\n" + line + "\n");

        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), file, "--out", older);

        Assert.Equal(1, result.Code);
        Assert.StartsWith($"{file}:2: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(word, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Equal("older", cli.Read("out.ndjson"));
        Assert.Equal(["b.ndjson", "offers.json", "out.ndjson"], cli.Files);
    }

    [Fact]
    public void Price_Lenient_SetsBadBasketsAside()
    {
        const string wrong = """{"id":"b","at":"2026-11-22","lines":[{"sku":"a","quantity":"1","unitPrice":1}]}""";
        string file = cli.Write("b.ndjson", $"{Basket}\nnonsense\n{Basket}\n{wrong}\n");

        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), file, "--out", cli["out.ndjson"], "--lenient", "--json");

        Assert.Equal(0, result.Code);
        Assert.Equal(("2", "4", "2", "2"), (Text(result, "baskets"), Text(result, "read"), Text(result, "kept"), Text(result, "rejected")));
        Assert.Equal(2, cli.Read("out.ndjson").Count(c => c == '\n'));
        Assert.Equal(
            "file,line,reason,basket\nb.ndjson,2,the line is not one JSON object; each line holds one basket,nonsense\nb.ndjson,4,\"column 'quantity': the value must be a number without quotes, not '1'\",\"" + wrong.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"\n",
            cli.Read("out.ndjson.rejected.csv").ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("""{ "offers": [ { "id": "x", "reward": { "kind": "cashback" } } ] }""", 1)]
    [InlineData("{\n\"offers\": [\n{ \"id\": \"x\", \"reward\": { \"kind\": \"percent\", \"value\": 101 } } ] }", 3)]
    [InlineData("{\n\"offers\": [ { \"id\": \"x\", \"reward\": { \"kind\": \"percent\", \"value\": 1 },\n\"fundedBy\": \"\" } ] }", 3)]
    [InlineData("{\n\"offers\": [ { \"id\": \"x\", \"reward\": { \"kind\": \"percent\", \"value\": 1 },\n\"activation\": \"coupon\", \"codes\": [\n\"A\",\n\"B \"] } ] }", 5)]
    [InlineData("", 1)]
    public void Price_BadCatalogue_NamesTheCatalogue(string catalogue, int line)
    {
        string offers = cli.Write("offers.json", catalogue);

        CliResult result = Cli.Run("price", "--offers", offers, cli.Write("b.ndjson", Basket));

        Assert.Equal(1, result.Code);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{offers}:{line}: "), result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Price_NotUtf8_NamesTheLine()
    {
        string file = cli.Write("b.ndjson", [.. Encoding.UTF8.GetBytes(Basket + "\n"), 0xFF, 0xFE, (byte)'\n']);

        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), file);

        Assert.Equal(1, result.Code);
        Assert.StartsWith($"{file}:2: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Price_BadUsage_ShowsTheCommand()
    {
        string file = cli.Write("b.ndjson", Basket);

        Assert.Equal(2, Cli.Run("price", file).Code);
        Assert.Equal(2, Cli.Run("price", "--offers", cli.Write("offers.json", Offers)).Code);
        Assert.Equal(2, Cli.Run("price", "--offers", cli["offers.json"], file, "--json").Code);
        Assert.Equal(2, Cli.Run("price", "--offers", "-", "-").Code);
        Assert.Equal(1, Cli.Run("price", "--offers", cli["none.json"], file).Code);
    }

    /// <summary>A basket file that was cut off to nothing is not taken for a day without sales.</summary>
    [Theory]
    [InlineData("b.ndjson", "")]
    [InlineData("b.ndjson", "\ufeff")]
    [InlineData("b.ndjson.gz", "")]
    public void Price_EmptyFile_IsBadInput(string name, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        string file = cli.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? packed.ToArray() : bytes);
        foreach (string[] more in (string[][])[[], ["--lenient"]])
        {
            CliResult result = Cli.Run(["price", "--offers", cli.Write("offers.json", Offers), file, "--out", cli.Write("out.ndjson", "older"), .. more]);

            Assert.Equal((1, $"{file}:1: the file is empty; each line must hold one basket\n"), (result.Code, result.Error));
            Assert.Equal("older", cli.Read("out.ndjson"));
        }
    }

    [Fact]
    public void Price_BlankLinesAlone_AreNoBaskets()
    {
        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), cli.Write("b.ndjson", "\n"));

        Assert.Equal((0, ""), (result.Code, result.Output));
    }

    /// <summary>One offer for each reason that a file can bring about, at 18:05 on a Sunday.</summary>
    [Fact]
    public void Price_Explain_SaysEachReasonInItsWord()
    {
        const string offers = """
            { "floors": [{ "skus": ["cig"], "neverDiscounted": true }],
              "offers": [
                { "id": "a", "from": "2026-12-01", "reward": { "kind": "percent", "value": 10 } },
                { "id": "b", "to": "2026-11-01", "reward": { "kind": "percent", "value": 10 } },
                { "id": "c", "days": ["mon"], "reward": { "kind": "percent", "value": 10 } },
                { "id": "d", "hours": ["09:00","10:00"], "reward": { "kind": "percent", "value": 10 } },
                { "id": "e", "activation": "coupon", "codes": ["X"], "reward": { "kind": "percent", "value": 10 } },
                { "id": "f", "activation": "personal", "guests": ["7"], "reward": { "kind": "percent", "value": 10 } },
                { "id": "g", "target": { "skus": ["z"] }, "reward": { "kind": "percent", "value": 10 } },
                { "id": "h", "requires": { "minSpend": 50.00 }, "reward": { "kind": "percent", "value": 10 } },
                { "id": "i", "target": { "skus": ["a"] }, "reward": { "kind": "buyGet", "buy": 2, "get": 1 } },
                { "id": "j", "target": { "skus": ["cig"] }, "reward": { "kind": "percent", "value": 10 } },
                { "id": "k", "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": 10 } },
                { "id": "l", "target": { "skus": ["a"] }, "stacking": "best", "reward": { "kind": "percent", "value": 20 } },
                { "id": "m", "reward": { "kind": "gift", "sku": "mug", "quantity": 2 } } ] }
            """;
        const string basket = """{"id":"b1","at":"2026-11-22T18:05:00+03:00","guest":"42","lines":[{"sku":"a","quantity":1,"unitPrice":10},{"sku":"cig","quantity":1,"unitPrice":8}]}""";

        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", offers), cli.Write("b.ndjson", basket), "--explain");

        string[] words = ["notStarted", "expired", "wrongDay", "wrongHour", "noCoupon", "notForGuest", "noMatchingItems", "minSpend", "minQuantity", "priceFloor", "lostToBetter"];
        string rejected = string.Join(',', words.Select((word, i) => $$"""{"offer":"{{(char)('a' + i)}}","reason":"{{word}}"}"""));
        Assert.Equal(0, result.Code);
        Assert.Contains($"\"rejected\":[{rejected}]", result.Output, StringComparison.Ordinal);
        Assert.Contains("""[{"offer":"h","missing":{"spend":32.00}},{"offer":"i","missing":{"quantity":2}}]""", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            """
            "applied":[{"offer":"m","discount":0.00,"points":0,"times":2,"gift":{"sku":"mug","quantity":2}},{"offer":"l","discount":2.00,"points":0,"times":1}]
            """,
            result.Output,
            StringComparison.Ordinal);
    }

    /// <summary>No basket of a file says that an offer's limit is used up; a host that redeems does.</summary>
    [Fact]
    public void Write_UsedUpOffer_SaysLimitReached()
    {
        Catalogue catalogue = Catalogue.Parse("""{ "offers": [{ "id": "x", "reward": { "kind": "percent", "value": 10 } }] }""");
        Basket basket = new();
        basket.Begin(new DateTimeOffset(2026, 11, 22, 18, 5, 0, TimeSpan.FromHours(3)));
        basket.Add(new Article(new Sku("a")), 1, 100);
        basket.Exhaust(new OfferId("x"));
        using StringWriter rows = new();

        new PricedRow(catalogue.Currency).Write(rows, "b", new PricingSession().PriceAndExplain(catalogue, basket), explain: true);

        Assert.Contains("""{"offer":"x","reason":"limitReached"}""", rows.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("JPY", 0, "105", "\"subtotal\":315,\"discount\":39,\"total\":276,", "4", "1")]
    [InlineData("BHD", 3, "1.050", "\"subtotal\":3.150,\"discount\":0.394,\"total\":2.756,", "3.125", "0.125")]
    public void Price_OtherMinorDigits_AreWrittenAsTheCurrencyHasThem(string currency, int digits, string price, string amounts, string least, string missing)
    {
        string offers = $$"""
            { "currency": "{{currency}}", "minorUnits": {{digits}}, "offers": [
              { "id": "eighth", "reward": { "kind": "percent", "value": 12.5 } },
              { "id": "many", "requires": { "minQuantity": {{least}} }, "reward": { "kind": "percent", "value": 50 } } ] }
            """;
        string basket = $$"""{"id":"b1","at":"2026-11-22T18:05:00+03:00","lines":[{"sku":"a","quantity":3,"unitPrice":{{price}}}]}""";

        CliResult result = Cli.Run("price", "--offers", cli.Write("offers.json", offers), cli.Write("b.ndjson", basket), "--explain");

        Assert.Equal(0, result.Code);
        Assert.Contains(amounts, result.Output, StringComparison.Ordinal);
        Assert.Contains($$$"""[{"offer":"many","missing":{"quantity":{{{missing}}}}}]""", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Price_ByteOrderMarksAndCarriageReturns_ChangeNothing()
    {
        string plain = Cli.Run("price", "--offers", cli.Write("offers.json", Offers), cli.Write("b.ndjson", $"{Basket}\n{Basket}\n")).Output;

        CliResult marked = Cli.Run(
            "price",
            "--offers", cli.Write("offers.json", "\ufeff" + Offers.ReplaceLineEndings("\r\n")),
            cli.Write("b.ndjson", $"\ufeff{Basket}\r\n{Basket}"));

        Assert.Equal((0, plain), (marked.Code, marked.Output));
        Assert.Equal(2, plain.Count(c => c == '\n'));
    }

    [Fact]
    public async Task Price_StandardInput_IsPricedWhileItComes()
    {
        using Process till = Start("price", "--offers", cli.Write("offers.json", Offers), "-");
        TaskCompletionSource<string?> first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> read = Task.Run(() =>
        {
            int rows = 0;
            for (string? row; (row = till.StandardOutput.ReadLine()) is not null; rows++)
            {
                _ = first.TrySetResult(row);
            }

            _ = first.TrySetResult(null);
            return rows;
        });
        Task<string> messages = till.StandardError.ReadToEndAsync();

        // The input is not closed before the first receipt is out: nothing waits for the last basket.
        int written = 0;
        while (!first.Task.IsCompleted && written < 200_000)
        {
            await till.StandardInput.WriteAsync(Basket + "\n");
            written++;
        }

        await till.StandardInput.FlushAsync();
        string? receipt = await first.Task;
        till.StandardInput.Close();
        int count = await read;
        await till.WaitForExitAsync();

        Assert.Equal((0, written), (till.ExitCode, count));
        Assert.Contains("\"total\":10.09", receipt, StringComparison.Ordinal);
        Assert.InRange(written, 2, 100_000);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"baskets: {written}\n"), (await messages).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Price_BadStandardInput_NamesItsLine()
    {
        using Process till = Start("price", "--offers", cli.Write("offers.json", Offers), "-", "--out", cli["out.ndjson"]);
        await till.StandardInput.WriteAsync(Basket + "\n{\"id\":\"b\"}\n");
        till.StandardInput.Close();
        string error = await till.StandardError.ReadToEndAsync();
        await till.WaitForExitAsync();

        Assert.Equal(1, till.ExitCode);
        Assert.StartsWith("<stdin>:2: ", error, StringComparison.Ordinal);
        Assert.Equal(["offers.json"], cli.Files);
    }

    /// <summary>The sample as a process of its own: standard input is the process's.</summary>
    private static Process Start(params string[] args)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "Loyalty.Samples.Console.dll"), .. args])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        return Process.Start(start)!;
    }

    private static string Text(CliResult result, string name) => result.Summary[name]!.ToJsonString().Trim('"');
}
