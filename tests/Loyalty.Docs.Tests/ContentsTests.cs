using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Docs.Tests.Reading;

namespace Loyalty.Docs.Tests;

/// <summary>The site's contents are the pages there are.</summary>
public sealed partial class ContentsTests
{
    private static readonly string Docs = Repository.PathOf("docs");

    [Fact]
    public void Toc_ListsEveryPage_AndNothingElse()
    {
        string[] listed = [.. HrefPattern().Matches(File.ReadAllText(Path.Combine(Docs, "toc.yml"))).Select(m => m.Groups[1].Value)];
        string[] pages = [.. MarkdownPage.All.Where(p => p.Name.StartsWith("docs/", StringComparison.Ordinal)).Select(p => p.Name["docs/".Length..])];
        string[] missing = [.. pages.Except(listed)];
        string[] gone = [.. listed.Where(l => l != "api/").Except(pages)];
        Assert.True(missing.Length == 0, "docs/toc.yml does not list " + string.Join(", ", missing));
        Assert.True(gone.Length == 0, "docs/toc.yml lists what does not exist: " + string.Join(", ", gone));
        Assert.Equal(listed.Length, listed.Distinct().Count());
    }

    [Fact]
    public void Toc_KeepsAFoldersPagesTogether_AndDecisionsInOrder()
    {
        string[] folders = [.. HrefPattern().Matches(File.ReadAllText(Path.Combine(Docs, "toc.yml")))
            .Select(m => m.Groups[1].Value)
            .Where(l => l.Contains('/', StringComparison.Ordinal))
            .Select(l => l.Split('/')[0])];
        string[] runs = [.. folders.Where((f, i) => i == 0 || folders[i - 1] != f)];
        Assert.Equal(runs.Distinct(), runs);
        string[] decisions = [.. MarkdownPage.Named("docs/decisions/index.md").Links.Select(l => l.Target).Where(t => char.IsAsciiDigit(t[0]))];
        Assert.Equal(decisions.Order(StringComparer.Ordinal), decisions);
    }

    [Fact]
    public void DocFx_DocumentsEveryLibrary_AndEveryPage()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Docs, "docfx.json")));
        JsonElement source = json.RootElement.GetProperty("metadata")[0].GetProperty("src")[0];
        string from = Path.GetFullPath(Path.Combine(Docs, source.GetProperty("src").GetString()!));
        Assert.Equal(Repository.PathOf("src"), from);
        Assert.Contains(source.GetProperty("files").EnumerateArray(), f => f.GetString() == "*/*.csproj");
        string[] content = [.. json.RootElement.GetProperty("build").GetProperty("content").EnumerateArray()
            .SelectMany(c => c.GetProperty("files").EnumerateArray())
            .Select(f => f.GetString()!)];
        Assert.Superset(new HashSet<string> { "**/*.md", "toc.yml" }, content.ToHashSet());
    }

    [GeneratedRegex(@"^\s*-?\s*href:\s*(\S+)\s*$", RegexOptions.Multiline)]
    private static partial Regex HrefPattern();
}
