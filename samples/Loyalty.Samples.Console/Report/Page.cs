namespace Loyalty.Samples.Report;

/// <summary>The whole report in one file: no script, no font, no picture from elsewhere.</summary>
internal sealed record Page
{
    public required string Title { get; init; }

    /// <summary>The report in two sentences.</summary>
    public required string Lead { get; init; }

    public required IReadOnlyList<KeyFigure> Figures { get; init; }

    /// <summary>What the reader must know before believing anything: what is real and what is not.</summary>
    public required IReadOnlyList<(string Term, string Text)> Honesty { get; init; }

    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>Data, licence, how to make the report again.</summary>
    public required IReadOnlyList<string> Colophon { get; init; }

    public string ToHtml()
    {
        Markup page = new();
        page.Raw("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n").Element("title", Title).Line();
        page.Open("style").Line().Raw(Style.Text).Close("style").Line().Raw("</head>\n<body>\n");
        page.Open("header").Element("h1", Title).Element("p", Lead, "lead").Line();
        Section.WriteKeyFigures(page, Figures);
        page.Open("dl", "honesty");
        foreach ((string term, string text) in Honesty)
        {
            page.Open("div").Element("dt", term).Element("dd", text).Close("div");
        }

        page.Close("dl").Raw("<nav aria-label=\"Steps\">");
        foreach (Section section in Sections)
        {
            page.Raw($"<a href=\"#step-{section.Letter}\">").Element("span", section.Letter, "letter").Text(section.Title).Close("a");
        }

        page.Close("nav").Close("header").Line().Open("main").Line();
        foreach (Section section in Sections)
        {
            section.Write(page);
        }

        page.Close("main").Line().Open("footer");
        foreach (string line in Colophon)
        {
            page.Element("p", line);
        }

        return page.Close("footer").Raw("\n</body>\n</html>\n").ToString();
    }
}
