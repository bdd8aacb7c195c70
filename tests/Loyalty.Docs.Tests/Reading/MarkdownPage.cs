using System.Text.RegularExpressions;

namespace Loyalty.Docs.Tests.Reading;

/// <summary>A page as far as the tests read it: its headings, fences and links.</summary>
internal sealed partial class MarkdownPage
{
    private MarkdownPage(string file)
    {
        File = file;
        Name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        Lines = System.IO.File.ReadAllLines(file);
        Read();
    }

    /// <summary>Every page of the repository: what people wrote, without what a build leaves.</summary>
    public static IReadOnlyList<MarkdownPage> All { get; } =
        [.. Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Where(f => !Path.GetRelativePath(Repository.Root, f).Replace('\\', '/').Split('/')
                .Any(p => p is "bin" or "obj" or ".git" or "artifacts" or "TestResults" or "BenchmarkDotNet.Artifacts" or "loyalty-demo" or "_site" or "api"))
            .Order(StringComparer.Ordinal)
            .Select(f => new MarkdownPage(f))];

    public static TheoryData<string> Names => [.. All.Select(p => p.Name)];

    public string File { get; }

    /// <summary>The path from the root of the repository.</summary>
    public string Name { get; }

    public string[] Lines { get; }

    public List<MarkdownFence> Fences { get; } = [];

    public List<(int Level, string Text, string Anchor)> Headings { get; } = [];

    public List<(int Line, string Target)> Links { get; } = [];

    public static MarkdownPage Named(string name) => All.Single(p => p.Name == name);

    public static MarkdownPage? At(string file) => All.FirstOrDefault(p => p.File == Path.GetFullPath(file));

    private void Read()
    {
        string before = "";
        for (int i = 0; i < Lines.Length; i++)
        {
            Match fence = FencePattern().Match(Lines[i]);
            if (fence.Success)
            {
                int start = i + 1;
                string ticks = fence.Groups[2].Value;
                for (i++; i < Lines.Length && Lines[i].Trim() != ticks; i++)
                {
                }

                Fences.Add(new MarkdownFence(fence.Groups[3].Value.Trim(), start, Lines[start..Math.Min(i, Lines.Length)], before));
                before = "";
                continue;
            }

            if (HeadingPattern().Match(Lines[i]) is { Success: true } heading)
            {
                string text = heading.Groups[2].Value.Trim();
                string anchor = Anchor(text);
                int same = Headings.Count(h => h.Anchor == anchor || (h.Anchor.StartsWith(anchor + "-", StringComparison.Ordinal) && Anchor(h.Text) == anchor));
                Headings.Add((heading.Groups[1].Length, text, same == 0 ? anchor : $"{anchor}-{same}"));
            }

            foreach (Match link in LinkPattern().Matches(CodePattern().Replace(Lines[i], "``")))
            {
                Links.Add((i + 1, link.Groups[1].Value));
            }

            before = Lines[i].Trim();
        }
    }

    /// <summary>The anchor that GitHub and DocFX give a heading.</summary>
    private static string Anchor(string heading) =>
        string.Concat(LinkTextPattern().Replace(heading, "$1")
            .ToLowerInvariant()
            .Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ')
            .Select(c => c == ' ' ? '-' : c));

    [GeneratedRegex("^(\\s*)(`{3,}|~{3,})(.*)$")]
    private static partial Regex FencePattern();

    [GeneratedRegex(@"^(#{1,6})\s+(.*?)\s*#*$")]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"\]\(\s*<?([^)\s>]+)>?(?:\s+""[^""]*"")?\s*\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkTextPattern();

    [GeneratedRegex("`+[^`]*`+")]
    private static partial Regex CodePattern();
}
