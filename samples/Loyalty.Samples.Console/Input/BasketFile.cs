using Loyalty.Core;
using Loyalty.Pos;

namespace Loyalty.Samples.Input;

/// <summary>Baskets as NDJSON, one JSON object a line, read one at a time into one buffer.</summary>
internal sealed class BasketFile(CommandContext context, string file, Currency currency)
{
    private readonly Basket basket = new();
    private readonly BasketParser parser = new(currency);

    /// <summary>Reads every basket; each is the same buffer, filled anew. Lines that hold nothing are passed over.</summary>
    public IEnumerable<(string Id, Basket Basket)> Read()
    {
        using TextReader reader = InputFile.OpenText(file);
        int number = 0;
        while (ReadLine(reader, number) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            string id;
            try
            {
                id = parser.Parse(line, basket);
                context.CountRow();
            }
            catch (RowException e) when (context.Lenient)
            {
                context.Reject(file, ["basket"], [line], number, e);
                continue;
            }
            catch (RowException e)
            {
                throw e.Column is null ? new InputException(file, number, e.Message) : new InputException(file, number, e.Column, e.Message);
            }

            yield return (id, basket);
        }

        if (number == 0)
        {
            throw new InputException(file, 1, "the file is empty; each line must hold one basket");
        }
    }

    private string? ReadLine(TextReader reader, int number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception e) when (InputFile.Unreadable(file, number + 1, e) is { } placed)
        {
            throw placed;
        }
    }
}
