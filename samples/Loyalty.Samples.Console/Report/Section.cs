namespace Loyalty.Samples.Report;

/// <summary>A number that the reader should take away.</summary>
internal readonly record struct KeyFigure(string Value, string Name);

/// <summary>One step of the loop: what was done and found in words at the side, pictures and tables beside it.</summary>
internal sealed record Section
{
    /// <summary>The step's letter.</summary>
    public required string Letter { get; init; }

    public required string Title { get; init; }

    /// <summary>Which types of which package did it.</summary>
    public required string Library { get; init; }

    public required IReadOnlyList<string> Paragraphs { get; init; }

    public IReadOnlyList<KeyFigure> Figures { get; init; } = [];

    public IReadOnlyList<Block> Blocks { get; init; } = [];

    public void Write(Markup page)
    {
        page.Raw($"<section id=\"step-{Letter}\">").Line().Open("div", "text");
        page.Open("h2").Element("span", Letter, "letter").Text(Title).Close("h2").Line();
        foreach (string paragraph in Paragraphs)
        {
            page.Element("p", paragraph).Line();
        }

        WriteKeyFigures(page, Figures);
        page.Element("p", Library, "library").Close("div").Line().Open("div", "pictures").Line();
        foreach (Block block in Blocks)
        {
            block.Write(page);
        }

        page.Close("div").Close("section").Line();
    }

    internal static void WriteKeyFigures(Markup page, IReadOnlyList<KeyFigure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        page.Open("dl", "key");
        foreach (KeyFigure figure in figures)
        {
            page.Open("div").Element("dt", figure.Name).Element("dd", figure.Value).Close("div");
        }

        page.Close("dl").Line();
    }
}
