using Loyalty.Docs.Tests.Reading;

namespace Loyalty.Docs.Tests;

/// <summary>What a visitor reads first is short and begins with two commands that work.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Readme_HasAtMost200Lines() => Assert.InRange(MarkdownPage.Named("README.md").Lines.Length, 1, 200);

    [Fact]
    public void Readme_BeginsWithRunAndTest()
    {
        MarkdownFence first = MarkdownPage.Named("README.md").Fences.First(f => f.Language == "sh");
        string[] commands = [.. first.Body.Where(l => l.Trim().Length > 0 && l[0] != '#')];
        Assert.Collection(
            commands,
            c => Assert.StartsWith("dotnet run ", c, StringComparison.Ordinal),
            c => Assert.StartsWith("dotnet test ", c, StringComparison.Ordinal));
    }

    [Fact]
    public void Changelog_HasAnUnreleasedSection() =>
        Assert.Contains(MarkdownPage.Named("CHANGELOG.md").Headings, h => h.Level == 2 && h.Text.Trim('[', ']') == "Unreleased");

    [Fact]
    public void Contributing_SaysHowToBuildTestAndMeasure()
    {
        MarkdownFence first = MarkdownPage.Named("CONTRIBUTING.md").Fences.First(f => f.Language == "sh");
        Assert.Collection(
            first.Body.Where(l => l.Trim().Length > 0),
            c => Assert.StartsWith("dotnet build ", c, StringComparison.Ordinal),
            c => Assert.StartsWith("dotnet test ", c, StringComparison.Ordinal),
            c => Assert.Contains("benchmarks/Loyalty.Benchmarks", c, StringComparison.Ordinal));
    }

    [Fact]
    public void ReadmeTestCommand_IsTheOneOfContributing()
    {
        string Command(string page) => MarkdownPage.Named(page).Fences.First(f => f.Language == "sh").Body.Single(l => l.StartsWith("dotnet test ", StringComparison.Ordinal));
        Assert.Equal(Command("README.md"), Command("CONTRIBUTING.md"));
    }
}
