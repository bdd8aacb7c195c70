using System.Text.RegularExpressions;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Tests.Report;

public partial class PageTests
{
    private static readonly string Html = SamplePage.Whole.ToHtml();

    [Fact]
    public void ToHtml_WholePage_LoadsNothingFromAnywhere()
    {
        Assert.DoesNotMatch(Loads(), Html);
        Assert.DoesNotContain("<script", Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void ToHtml_WholePage_HasLightAndDarkAndANarrowLayout()
    {
        Assert.Contains("prefers-color-scheme: dark", Html, StringComparison.Ordinal);
        Assert.Contains("name=\"viewport\"", Html, StringComparison.Ordinal);
        Assert.Equal(SamplePage.Charts.Count, Count("<svg class=\"wide\""));
        Assert.Equal(SamplePage.Charts.Count, Count("<svg class=\"narrow\""));
    }

    [Fact]
    public void ToHtml_EachFigure_HasAFindingASourceAndATable()
    {
        Assert.Equal(2 * SamplePage.Charts.Count, Count("<figcaption>"));
        Assert.Equal(2 * SamplePage.Charts.Count, Count("class=\"source\""));
        Assert.Equal(SamplePage.Charts.Count, Count("<details>"));
    }

    [Fact]
    public void ToHtml_EveryColourClassInADrawing_IsInTheStyleSheet()
    {
        foreach (Match match in Classes().Matches(Html))
        {
            foreach (string css in match.Groups[1].Value.Split(' ').Where(c => c is not ("wide" or "narrow")))
            {
                Assert.Contains("." + css, Style.Text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void ToHtml_EveryId_StandsOnce()
    {
        string[] ids = [.. Ids().Matches(Html).Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Escape_TextFromData_CannotBecomeMarkup() =>
        Assert.Equal("&lt;b onclick=&quot;x&quot;&gt;&amp;&#39;\uFFFD", Markup.Escape("<b onclick=\"x\">&'\u0007"));

    private static int Count(string part) => Html.Split(part).Length - 1;

    [GeneratedRegex("(src=|@import|url\\(|<link)", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();

    [GeneratedRegex("<(?:rect|line|path|text|circle)[^>]* class=\"([^\"]+)\"")]
    private static partial Regex Classes();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Ids();
}
