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
        bool[] figures = [.. table.Columns.Select((_, i) => table.IsFigureColumn(i))];
        string[][] rows = [.. table.Rows.Select(row => row.Select(Ordinary).ToArray())];
        text.WriteLine();
        if (console is null)
        {
            WritePlain(Ordinary(caption), [.. table.Columns], rows, figures);
            return;
        }

        Table drawn = new() { Border = TableBorder.Rounded, Title = new TableTitle(Spectre.Console.Markup.Escape(Ordinary(caption))) };
        for (int i = 0; i < figures.Length; i++)
        {
            TableColumn column = new(Spectre.Console.Markup.Escape(table.Columns[i]));
            drawn.AddColumn(figures[i] ? column.RightAligned().NoWrap() : column);
        }

        foreach (string[] row in rows)
        {
            drawn.AddRow([.. row.Select(Spectre.Console.Markup.Escape)]);
        }

        console.Write(drawn);
    }

    private void WritePlain(string caption, string[] header, string[][] rows, bool[] figures)
    {
        int[] widths = [.. header.Select((name, i) => Math.Max(name.Length, rows.Length == 0 ? 0 : rows.Max(r => r[i].Length)))];
        text.WriteLine(caption);
        foreach (string[] row in new[] { header, [.. widths.Select(w => new string('-', w))] }.Concat(rows))
        {
            text.WriteLine(string.Join("  ", row.Select((field, i) => figures[i] ? field.PadLeft(widths[i]) : field.PadRight(widths[i]))).TrimEnd());
        }
    }

    /// <summary>Narrow spaces and typographic minus signs are for the page; many terminals do not have them.</summary>
    private static string Ordinary(string line) => line.Replace('\u202F', ' ').Replace('\u2212', '-').Replace('–', '-');
}
