using System.Buffers;

namespace Loyalty.Samples.Report;

/// <summary>Rows of text under named columns: the same figures as a drawing, for whoever cannot see it or wants to copy them.</summary>
/// <param name="Columns">The columns; the first names the row.</param>
/// <param name="Rows">The rows, each with a field a column.</param>
internal sealed record DataTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private static readonly SearchValues<char> Parts = SearchValues.Create("0123456789.,%£+-\u2212\u202F []<km");

    /// <summary>Writes the table; all columns but the first are set as figures where every row's field begins like one.</summary>
    public void Write(Markup page, string? css = null)
    {
        page.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">").Open("table", css).Open("thead").Open("tr");
        bool[] figures = [.. Columns.Select((_, i) => IsFigureColumn(i))];
        for (int i = 0; i < Columns.Count; i++)
        {
            page.Raw(figures[i] ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Text(Columns[i]).Close("th");
        }

        page.Close("tr").Close("thead").Open("tbody").Line();
        foreach (IReadOnlyList<string> row in Rows)
        {
            page.Open("tr").Raw("<th scope=\"row\">").Text(row[0]).Close("th");
            for (int i = 1; i < row.Count; i++)
            {
                page.Element("td", row[i], figures[i] ? "n" : null);
            }

            page.Close("tr").Line();
        }

        page.Close("tbody").Close("table").Close("div").Line();
    }

    /// <summary>The same figures with a column for each row.</summary>
    public DataTable Turn() => new(
        [Columns[0], .. Rows.Select(r => r[0])],
        [.. Enumerable.Range(1, Columns.Count - 1).Select(i => (IReadOnlyList<string>)[Columns[i], .. Rows.Select(r => r[i])])]);

    /// <summary>Whether a column holds figures, which are set to the right.</summary>
    public bool IsFigureColumn(int column) => column > 0 && Rows.Count > 0 && Rows.All(r => IsFigure(r[column]));

    /// <summary>Digits with what belongs to them; a number with a zero in front is a telephone's or a card's, one with hyphens inside a date.</summary>
    private static bool IsFigure(string text) => text.Length == 0 || text is "–" or "-"
        || (text.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && text.AsSpan().IndexOfAnyExcept(Parts) < 0 && !(text.Length == 10 && text[4] == '-') && !(text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1])));
}
