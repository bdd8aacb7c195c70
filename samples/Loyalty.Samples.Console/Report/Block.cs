namespace Loyalty.Samples.Report;

/// <summary>Something beside a section's text: a picture or a table with its caption.</summary>
internal abstract record Block
{
    public abstract void Write(Markup page);
}

/// <summary>A picture.</summary>
internal sealed record FigureBlock(Figure Figure) : Block
{
    public override void Write(Markup page) => Figure.Write(page);
}

/// <summary>A table that is read as such.</summary>
/// <param name="Finding">What the table says, as a sentence.</param>
/// <param name="Subtitle">What it lists.</param>
/// <param name="Table">The rows.</param>
/// <param name="Note">What stands below it: the source, what is simulated.</param>
/// <param name="Made">Whether something in it is made up beforehand.</param>
/// <param name="Simulated">Whether something in it is a simulated reaction.</param>
internal sealed record TableBlock(string Finding, string Subtitle, DataTable Table, string Note, bool Made = false, bool Simulated = false) : Block
{
    public override void Write(Markup page)
    {
        page.Open("figure", "card").Open("figcaption").Element("h3", Finding).Open("p", "sub").Text(Subtitle);
        Tags.Write(page, Made, Simulated);
        page.Close("p").Close("figcaption").Line();
        Table.Write(page, "plain");
        page.Element("p", Note, "source").Close("figure").Line();
    }
}
