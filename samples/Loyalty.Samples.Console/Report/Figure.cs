namespace Loyalty.Samples.Report;

/// <summary>A picture with what makes it readable: the finding, what is shown, where it comes from, the figures as a table.</summary>
internal sealed record Figure
{
    /// <summary>Unique on the page; letters, digits and hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What the picture says, as a sentence.</summary>
    public required string Finding { get; init; }

    /// <summary>What is drawn: measure, unit, period.</summary>
    public required string Subtitle { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }

    /// <summary>What in it is made up beforehand; null where nothing is.</summary>
    public string? Made { get; init; }

    /// <summary>What in it is a simulated reaction; null where nothing is.</summary>
    public string? Simulated { get; init; }

    public required Chart Chart { get; init; }

    public void Write(Markup page)
    {
        page.Raw($"<figure id=\"{Markup.Escape(Id)}\">").Line().Open("figcaption");
        page.Element("h3", Finding);
        page.Open("p", "sub").Text(Subtitle);
        Tags.Write(page, Made is not null, Simulated is not null);
        page.Close("p").Close("figcaption").Line();
        page.Raw(Chart.Draw(Chart.Wide).ToMarkup(Id + "-w", "wide", Finding, Chart.Description));
        page.Raw(Chart.Draw(Chart.Narrow).ToMarkup(Id + "-n", "narrow", Finding, Chart.Description));
        page.Open("p", "source").Text("Source: " + Source);
        foreach ((string label, string? text) in new[] { ("Made: ", Made), ("Simulated: ", Simulated) })
        {
            if (text is not null)
            {
                page.Text(" ").Element("strong", label).Text(text);
            }
        }

        page.Close("p").Line();
        page.Open("details").Element("summary", "The figures as a table");
        Chart.Table.Write(page);
        page.Close("details").Close("figure").Line();
    }
}
