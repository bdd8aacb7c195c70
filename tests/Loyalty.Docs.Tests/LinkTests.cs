using Loyalty.Docs.Tests.Reading;

namespace Loyalty.Docs.Tests;

/// <summary>A link that stays inside the repository leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages => MarkdownPage.Names;

    [Theory]
    [MemberData(nameof(Pages))]
    public void RelativeLink_Resolves(string page)
    {
        MarkdownPage from = MarkdownPage.Named(page);
        List<string> broken = [];
        foreach ((int line, string target) in from.Links.Where(l => !IsElsewhere(l.Target)))
        {
            string[] parts = Uri.UnescapeDataString(target).Split('#', 2);
            string path = parts[0].Length == 0 ? from.File : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(from.File)!, parts[0]));
            if (!path.StartsWith(Repository.Root, StringComparison.Ordinal) || (!File.Exists(path) && !Directory.Exists(path)))
            {
                broken.Add($"{page}:{line}: {target}: no such file");
            }
            else if (parts.Length == 2 && MarkdownPage.At(path)?.Headings.Any(h => h.Anchor == parts[1]) != true)
            {
                broken.Add($"{page}:{line}: {target}: no such heading");
            }
        }

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    /// <summary>A packed README is read where the package is shown, far from the files beside it.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void PackedReadme_LinksOnlyToTheOutside(string page)
    {
        if (page.StartsWith("src/", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(MarkdownPage.Named(page).Links, l => !IsElsewhere(l.Target));
        }
    }

    private static bool IsElsewhere(string target) =>
        target.StartsWith("https://", StringComparison.Ordinal) || target.StartsWith("http://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal);
}
