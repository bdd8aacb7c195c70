using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Loyalty.Samples.Tests;

public partial class DemoCommandTests(DemoRun run) : IClassFixture<DemoRun>
{
    private static readonly string[] Touched = ["contacts", "rules", "nps", "stores", "effect", "effect-goods", "effect-spend"];

    [Fact]
    public void I_can_run_the_whole_loop_without_set_up_and_see_a_table_for_each_step()
    {
        Assert.Equal(0, run.Shown.Code);
        foreach (string heading in new[]
        {
            "a. Three files become profiles", "b. Who the guests are", "c. Offers under a budget", "d. A tenth is held out", "e. One contact policy", "f. November at the till", "g. What guests answer", "h. Did it work?",
        })
        {
            Assert.Contains(heading, run.Shown.Output, StringComparison.Ordinal);
        }

        Assert.Contains("541909 real receipt lines (Online Retail, Chen 2015, CC BY 4.0)", run.Shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Shown.Output);
    }

    [Fact]
    public void I_can_tell_on_screen_what_is_made_and_what_is_simulated()
    {
        foreach (string caption in new[]
        {
            "customer files (made)", "three weeks of campaigns (simulated)", "load card of one guest (simulated)", "with reaction (simulated)", "NPS by month (answers simulated)", "effect on target against control (reaction simulated)",
        })
        {
            Assert.Contains(caption, run.Shown.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("rfm")]
    [InlineData("lifecycle")]
    [InlineData("expected")]
    [InlineData("alive")]
    [InlineData("tracking")]
    [InlineData("days")]
    [InlineData("cascade")]
    [InlineData("budget")]
    [InlineData("contacts")]
    [InlineData("rules")]
    [InlineData("nps")]
    [InlineData("stores")]
    [InlineData("effect")]
    [InlineData("effect-goods")]
    [InlineData("effect-spend")]
    public void The_report_holds_each_figure_with_its_finding_source_and_table(string id)
    {
        string figure = FigureOf(id);

        Assert.Matches("<h3>.+</h3>", figure);
        Assert.Contains("Source: ", figure, StringComparison.Ordinal);
        Assert.Contains("<table", figure, StringComparison.Ordinal);
        MatchCollection drawings = Drawings().Matches(figure);
        Assert.Equal(2, drawings.Count);
        Assert.All(drawings, d => Assert.Equal("svg", XElement.Parse(d.Value).Name.LocalName));
        Assert.Equal(Touched.Contains(id), figure.Contains(">simulated</span>", StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_loads_nothing_from_anywhere_and_names_data_and_licence()
    {
        Assert.DoesNotContain("http", run.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(Loads(), run.Html);
        Assert.Contains("Chen, D. (2015). Online Retail.", run.Html, StringComparison.Ordinal);
        Assert.Contains("CC BY 4.0", run.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", run.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", run.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_is_the_same_to_the_last_byte_when_it_is_made_again() => Assert.Equal(run.Html, run.Again);

    [Fact]
    public void The_summary_s_counts_agree_with_each_other()
    {
        JsonNode summary = run.Asked.Summary;
        int of(string step, string name) => summary[step]![name]!.GetValue<int>();
        decimal money(string name) => summary["c"]![name]!.GetValue<decimal>();

        Assert.Equal(0, run.Asked.Code);
        Assert.Equal(541_909, summary["lines"]!.GetValue<int>());
        Assert.True(of("a", "profiles") < of("a", "records"));
        Assert.InRange(summary["a"]!["precision"]!.GetValue<double>(), 0.9, 1);
        Assert.InRange(summary["a"]!["recall"]!.GetValue<double>(), 0.9, 1);

        int[] cascade = [.. summary["b"]!["cascade"]!.AsObject().Select(s => s.Value!.GetValue<int>())];
        Assert.Equal(of("b", "guests"), cascade[0]);
        Assert.Equal(cascade.OrderDescending(), cascade);
        Assert.Equal(of("b", "guests"), summary["b"]!["bySegment"]!.AsObject().Sum(s => s.Value!.GetValue<int>()));
        Assert.Equal(of("b", "guests"), summary["b"]!["favouriteDay"]!.AsObject().Sum(s => s.Value!.GetValue<int>()));

        Assert.True(money("cost") <= money("budget"));
        Assert.True(money("value") <= money("upperBound"));
        Assert.Equal(of("c", "picks"), of("d", "control") + of("d", "target"));
        Assert.InRange(summary["d"]!["sampleRatioPValue"]!.GetValue<double>(), 0.001, 1);
        Assert.Equal(of("e", "requests"), of("e", "sent") + of("e", "notSent"));
        Assert.Equal(of("e", "notSent"), summary["e"]!["byRule"]!.AsObject().Sum(r => r.Value!.GetValue<int>()));
        Assert.Equal(2_657, of("f", "baskets"));
        Assert.True(of("f", "redeemed") > 0);
        Assert.True(of("g", "answers") < of("g", "asked") && of("g", "asked") < of("g", "visits"));
        Assert.True(summary["h"]!["boughtOffered"]!["ciLow"]!.GetValue<double>() < summary["h"]!["boughtOffered"]!["difference"]!.GetValue<double>());
    }

    [Fact]
    public void Run_OutNamesAFile_IsRefusedAndTheFileStays()
    {
        using Cli cli = new();
        string file = cli.Write("report", "mine");

        CliResult result = Cli.Run("demo", "--out", file);

        Assert.Equal(2, result.Code);
        Assert.StartsWith($"The output '{file}' is no folder", result.Error, StringComparison.Ordinal);
        Assert.Equal("mine", cli.Read("report"));
    }

    [Theory]
    [InlineData("--lenient")]
    [InlineData("--seed=1")]
    [InlineData("receipts.csv")]
    public void Run_WordsThatTheDemoDoesNotKnow_AreRefusedAtOnce(string word)
    {
        CliResult result = Cli.Run("demo", word);

        Assert.Equal(2, result.Code);
        Assert.Contains("Usage: demo", result.Error, StringComparison.Ordinal);
    }

    private string FigureOf(string id)
    {
        int start = run.Html.IndexOf($"<figure id=\"{id}\">", StringComparison.Ordinal);
        Assert.True(start >= 0, $"The page has no figure '{id}'.");
        return run.Html[start..run.Html.IndexOf("</figure>", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawings();

    [GeneratedRegex("(src=|@import|url\\(|<link|<script|<iframe)", RegexOptions.IgnoreCase)]
    private static partial Regex Loads();
}
