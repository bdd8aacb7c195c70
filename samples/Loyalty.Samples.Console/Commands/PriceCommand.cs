using Loyalty.Core;
using Loyalty.Pos;
using Loyalty.Pos.Catalog;
using Loyalty.Samples.Input;
using Loyalty.Samples.Output;

namespace Loyalty.Samples.Commands;

/// <summary>Applies a catalogue of offers to baskets, one after another, as a till would.</summary>
internal sealed class PriceCommand : ICommand
{
    public string Name => "price";

    public string Usage => "price --offers offers.json BASKETS.ndjson [--out priced.ndjson] [--explain] [--lenient] [--json]";

    public IReadOnlyList<string> ValueOptions => ["--offers"];

    public IReadOnlyList<string> Flags => ["--explain"];

    public (int Fewest, int Most) Files => (1, 1);

    public void Run(CommandContext context)
    {
        string offers = context.Arguments.RequiredText("--offers");
        string file = context.Arguments.Files[0];
        if (offers == "-" && file == "-")
        {
            throw new UsageException("Standard input (-) can be read once.");
        }

        TextWriter rows = context.Rows;
        bool explain = context.Arguments.Has("--explain");
        Catalogue catalogue = ReadCatalogue(offers);
        PricingSession session = new();
        BasketFile baskets = new(context, file, catalogue.Currency);
        PricedRow row = new(catalogue.Currency);
        long count = 0;
        long subtotal = 0;
        long discount = 0;
        decimal points = 0;
        foreach ((string id, Basket basket) in baskets.Read())
        {
            PricedBasket priced = explain ? session.PriceAndExplain(catalogue, basket) : session.Price(catalogue, basket);
            row.Write(rows, id, priced, explain);
            count++;
            subtotal = checked(subtotal + priced.Subtotal);
            discount = checked(discount + priced.Discount);
            points += priced.Points;
        }

        context.Summary["baskets"] = count;
        context.Summary["currency"] = catalogue.Currency.Code;
        context.Summary["subtotal"] = new Money(subtotal, catalogue.Currency).ToDecimal();
        context.Summary["discount"] = new Money(discount, catalogue.Currency).ToDecimal();
        context.Summary["total"] = new Money(subtotal - discount, catalogue.Currency).ToDecimal();
        context.Summary["points"] = points;
        context.Summary["catalogue"] = catalogue.Version;
    }

    private static Catalogue ReadCatalogue(string file)
    {
        string json = InputFile.ReadAllText(file);
        try
        {
            return Catalogue.Parse(json);
        }
        catch (DocumentFormatException e)
        {
            throw new InputException(file, e.Line, e.Message);
        }
    }
}
