using System.Globalization;
using System.Xml.Linq;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Tests.Report;

public class ChartTests
{
    private static readonly XNamespace None = XNamespace.None;

    public static TheoryData<string, double> Drawings => new(SamplePage.Charts.SelectMany(c => new[] { (c.GetType().Name, Chart.Wide), (c.GetType().Name, Chart.Narrow) }));

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Draw_AnyChart_IsWellFormedNamedAndInsideItsFrame(string kind, double width)
    {
        Chart chart = SamplePage.Charts.Single(c => c.GetType().Name == kind);
        Svg svg = chart.Draw(width);
        XElement root = XElement.Parse(svg.ToMarkup("x", "wide", "A finding", chart.Description));

        Assert.Equal("img", root.Attribute("role")?.Value);
        Assert.Equal("A finding", root.Element(None + "title")?.Value);
        Assert.Equal(chart.Description, root.Element(None + "desc")?.Value);
        Assert.True(svg.Height > 100);
        foreach (XElement rect in root.Descendants(None + "rect"))
        {
            Assert.InRange(At(rect, "x"), 0, width);
            Assert.InRange(At(rect, "x") + At(rect, "width"), 0, width + 0.2);
            Assert.InRange(At(rect, "y") + At(rect, "height"), 0, svg.Height + 0.2);
        }
    }

    [Theory]
    [MemberData(nameof(Drawings))]
    public void Draw_AnyChart_KeepsItsTextsInsideTheFrame(string kind, double width)
    {
        Svg svg = SamplePage.Charts.Single(c => c.GetType().Name == kind).Draw(width);
        foreach (XElement text in XElement.Parse(svg.ToMarkup("x", "wide", "t", "d")).Descendants(None + "text").Where(t => t.Attribute("x") is not null))
        {
            double half = Svg.TextWidth(text.Value, 11) / 2;
            double middle = At(text, "x") + text.Attribute("text-anchor")?.Value switch { "middle" => 0, "end" => -half, _ => half };
            Assert.True(middle - half > -4 && middle + half < width + 4, $"{kind} at {width}: '{text.Value}' from {middle - half} to {middle + half}");
        }
    }

    [Fact]
    public void Draw_UnderAnyCulture_WritesTheSameBytes()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            string first = SamplePage.Whole.ToHtml();
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ar-SA");
            Assert.Equal(first, SamplePage.Whole.ToHtml());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Table_OfAnyChart_HasAFieldForEachColumn() =>
        Assert.All(SamplePage.Charts, chart => Assert.All(chart.Table.Rows, row => Assert.Equal(chart.Table.Columns.Count, row.Count)));

    private static double At(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
