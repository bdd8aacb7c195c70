using Loyalty.Samples.Report;
using Spectre.Console;

namespace Loyalty.Samples.Output;

/// <summary>Tables for people: framed and coloured on a terminal, plain aligned text elsewhere, the same on every machine.</summary>
/// <param name="text">Where tables go.</param>
/// <param name="plain">Whether this is no terminal.</param>
internal sealed class Screen(TextWriter text, bool plain)
{
    private readonly IAnsiConsole? console = plain ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text) });

    /// <summary>A heading.</summary>
    public void Heading(string title)
    {
        text.WriteLine();
        if (console is null)
        {
            text.WriteLine(title);
            text.WriteLine(new string('=', title.Length));
        }
        else
        {
            console.Write(new Rule($"[bold]{Spectre.Console.Markup.Escape(title)}[/]") { Justification = Justify.Left });
        }
    }

    /// <summary>A line.</summary>
    public void Line(string line) => text.WriteLine(Ordinary(line));

    /// <summary>A table under its caption.</summary>
    public void Table(string caption, DataTable table)
    {
        table = Ordinary(table);
        text.WriteLine();
        if (console is null)
        {
            WritePlain(Ordinary(caption), table);
            return;
        }

        // A few rows that are too long for the window are easier to read on end.
        if (table.Rows.Count < table.Columns.Count && Widths(table).Sum(w => w + 3) + 1 > console.Profile.Width)
        {
            table = table.Turn();
        }

        Table drawn = new() { Border = TableBorder.Rounded, Title = new TableTitle(Spectre.Console.Markup.Escape(Ordinary(caption))) };
        for (int i = 0; i < table.Columns.Count; i++)
        {
            TableColumn column = new(Spectre.Console.Markup.Escape(table.Columns[i]));
            drawn.AddColumn(table.IsFigureColumn(i) ? column.RightAligned() : column);
        }

        foreach (IReadOnlyList<string> row in table.Rows)
        {
            drawn.AddRow([.. row.Select(Spectre.Console.Markup.Escape)]);
        }

        console.Write(drawn);
    }

    private void WritePlain(string caption, DataTable table)
    {
        int[] widths = Widths(table);
        text.WriteLine(caption);
        foreach (IReadOnlyList<string> row in new[] { table.Columns, [.. widths.Select(w => new string('-', w))] }.Concat(table.Rows))
        {
            text.WriteLine(string.Join("  ", row.Select((field, i) => table.IsFigureColumn(i) ? field.PadLeft(widths[i]) : field.PadRight(widths[i]))).TrimEnd());
        }
    }

    private static int[] Widths(DataTable table) =>
        [.. table.Columns.Select((name, i) => Math.Max(name.Length, table.Rows.Count == 0 ? 0 : table.Rows.Max(r => r[i].Length)))];

    private static DataTable Ordinary(DataTable table) => new(
        [.. table.Columns.Select(Ordinary)], [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Select(Ordinary)])]);

    /// <summary>Narrow spaces and typographic minus signs are for the page; many terminals do not have them.</summary>
    private static string Ordinary(string line) => line.Replace('\u202F', ' ').Replace('\u2212', '-').Replace('–', '-');
}
