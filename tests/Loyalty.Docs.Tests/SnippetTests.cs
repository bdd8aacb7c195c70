using Loyalty.Docs.Tests.Reading;

namespace Loyalty.Docs.Tests;

/// <summary>Code on a page is code of a test that passes; a page that drifts from it fails here.</summary>
public sealed class SnippetTests
{
    public static TheoryData<string> Pages => MarkdownPage.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public void CSharpFence_IsARegionOfATest(string page)
    {
        foreach (MarkdownFence fence in MarkdownPage.Named(page).Fences.Where(f => f.Language == "csharp"))
        {
            (string File, string Region)? named = Snippet.Named("snippet", fence.Before);
            Assert.True(named is not null, $"{page}:{fence.Line}: the line above must be <!-- snippet: tests/…/XSnippets.cs#region -->, but is '{fence.Before}'.");
            (string file, string region) = named.Value;
            Assert.True(file.StartsWith("tests/", StringComparison.Ordinal), $"{page}:{fence.Line}: {file} is no test.");
            AssertSame(Snippet.Read(file, region), Snippet.Dedent(fence.Body), $"{page}:{fence.Line}", $"{file}#{region}");
            Assert.Contains("[Fact]", File.ReadAllText(Repository.PathOf(file.Split('/'))), StringComparison.Ordinal);
        }
    }

    /// <summary>Printed output may name the region that asserts it, such as a raw string literal; each of its lines then stands there.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void OutputFence_StandsInItsTest(string page)
    {
        foreach (MarkdownFence fence in MarkdownPage.Named(page).Fences)
        {
            if (Snippet.Named("output", fence.Before) is not (string file, string region))
            {
                continue;
            }

            string asserted = string.Join('\n', Snippet.Read(file, region).Select(l => l.Trim()));
            string printed = string.Join('\n', Snippet.Dedent(fence.Body).Select(l => l.Trim()));
            Assert.True(asserted.Contains(printed, StringComparison.Ordinal), $"{page}:{fence.Line} differs from {file}#{region}:\n{asserted}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Fence_NamesItsLanguage(string page)
    {
        foreach (MarkdownFence fence in MarkdownPage.Named(page).Fences)
        {
            Assert.True(
                fence.Language is "csharp" or "sh" or "text" or "json" or "xml" or "csv" or "sql" or "yaml" or "mermaid" or "http" or "diff",
                $"{page}:{fence.Line}: a fence of '{fence.Language}'. C# is csharp, a shell sh, output text.");
        }
    }

    private static void AssertSame(string[] expected, string[] actual, string where, string source)
    {
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            string test = i < expected.Length ? expected[i] : "(end)";
            string shown = i < actual.Length ? actual[i] : "(end)";
            Assert.True(test == shown, $"{where} differs from {source} in its line {i + 1}:\n  page: {shown}\n  test: {test}");
        }
    }
}
