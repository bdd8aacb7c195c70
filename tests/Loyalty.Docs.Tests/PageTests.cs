using Loyalty.Docs.Tests.Reading;

namespace Loyalty.Docs.Tests;

/// <summary>Pages of one kind are built alike.</summary>
public sealed class PageTests
{
    private static readonly string Unfinished = "TO" + "DO";

    public static TheoryData<string> Pages => MarkdownPage.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_HasOneTitle_AtItsTop(string page)
    {
        MarkdownPage read = MarkdownPage.Named(page);
        Assert.True(read.Headings.Count(h => h.Level == 1) == 1 && read.Headings[0].Level == 1, $"{page} must begin with its only '# Title'.");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_IsFinished(string page)
    {
        MarkdownPage read = MarkdownPage.Named(page);
        Assert.DoesNotContain(read.Lines, l => l.Contains(Unfinished, StringComparison.Ordinal) || l.Contains("FIXME", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void ConceptPage_ShowsCode_AndSaysHowItDecides(string page)
    {
        if (page.Split('/') is not ["docs", not "decisions", _])
        {
            return;
        }

        MarkdownPage read = MarkdownPage.Named(page);
        Assert.True(read.Fences.Any(f => f.Language is "csharp" or "sh"), $"{page} shows no code.");
        Assert.True(read.Headings.Count(h => h.Level == 2) >= 2, $"{page} has fewer than two sections.");
        Assert.True(
            read.Headings.Any(h => h.Level == 2 && h.Text.StartsWith("How ", StringComparison.Ordinal)),
            $"{page} has no section 'How it decides' (or 'How … is computed').");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void DecisionPage_SaysContextChoiceAndConsequences(string page)
    {
        if (page.Split('/') is not ["docs", "decisions", { } file] || file == "index.md")
        {
            return;
        }

        Assert.Matches(@"^\d{4}-[a-z0-9-]+\.md$", file);
        string[] sections = [.. MarkdownPage.Named(page).Headings.Where(h => h.Level == 2).Select(h => h.Text)];
        Assert.True(
            sections.Any(s => s.StartsWith("Context", StringComparison.Ordinal))
                && sections.Any(s => s.StartsWith("Choice", StringComparison.Ordinal) || s.StartsWith("Decision", StringComparison.Ordinal))
                && sections.Any(s => s.StartsWith("Consequences", StringComparison.Ordinal)),
            $"{page} has the sections {string.Join(", ", sections)}; it needs Context, Choice, Consequences.");
    }

    [Fact]
    public void DecisionNumbers_AreUnique_AndListed()
    {
        MarkdownPage index = MarkdownPage.Named("docs/decisions/index.md");
        string[] pages = [.. MarkdownPage.All.Where(p => p.Name.StartsWith("docs/decisions/", StringComparison.Ordinal) && p != index).Select(p => Path.GetFileName(p.File))];
        Assert.Equal(pages.Length, pages.Select(p => p[..4]).Distinct().Count());
        Assert.Equal(pages, index.Links.Select(l => l.Target).Where(t => char.IsAsciiDigit(t[0])).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Code_IsFinished()
    {
        string[] found = [.. new[] { "src", "tests", "samples", "benchmarks" }
            .Where(f => Directory.Exists(Repository.PathOf(f)))
            .SelectMany(f => Directory.EnumerateFiles(Repository.PathOf(f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f) is { } text && (text.Contains(Unfinished, StringComparison.Ordinal) || text.Contains("NotImplemented" + "Exception", StringComparison.Ordinal)))];
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
