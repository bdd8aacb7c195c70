using System.Text.RegularExpressions;

namespace Loyalty.Docs.Tests.Reading;

/// <summary>A region of a test file, as a page names it: <c>&lt;!-- snippet: tests/…/XSnippets.cs#name --&gt;</c>.</summary>
internal static partial class Snippet
{
    /// <summary>The file and the region in a marker; null where the line is no marker of that kind.</summary>
    public static (string File, string Region)? Named(string kind, string line) =>
        MarkerPattern().Match(line) is { Success: true } m && m.Groups[1].Value == kind ? (m.Groups[2].Value, m.Groups[3].Value) : null;

    /// <summary>The lines between <c>#region name</c> and its <c>#endregion</c>, without their common indentation.</summary>
    public static string[] Read(string file, string region)
    {
        string path = Repository.PathOf(file.Split('/'));
        Assert.True(File.Exists(path), $"{file} does not exist.");
        string[] lines = File.ReadAllLines(path);
        int[] starts = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].Trim() == "#region " + region)];
        Assert.True(starts.Length == 1, $"{file} has {starts.Length} regions '{region}', and must have one.");
        List<string> body = [];
        int depth = 1;
        for (int i = starts[0] + 1; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            depth += line.StartsWith("#region", StringComparison.Ordinal) ? 1 : line.StartsWith("#endregion", StringComparison.Ordinal) ? -1 : 0;
            if (depth == 0)
            {
                return Dedent(body);
            }

            if (!line.StartsWith("#region", StringComparison.Ordinal) && !line.StartsWith("#endregion", StringComparison.Ordinal))
            {
                body.Add(lines[i]);
            }
        }

        throw new InvalidDataException($"{file}: region '{region}' has no end.");
    }

    public static string[] Dedent(IReadOnlyList<string> lines)
    {
        int common = lines.Where(l => l.Trim().Length > 0).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        List<string> dedented = [.. lines.Select(l => l.Trim().Length == 0 ? "" : l[common..].TrimEnd())];
        while (dedented is ["", ..])
        {
            dedented.RemoveAt(0);
        }

        while (dedented is [.., ""])
        {
            dedented.RemoveAt(dedented.Count - 1);
        }

        return [.. dedented];
    }

    [GeneratedRegex(@"^<!-- (\w+): ([^#\s]+)#([\w.-]+) -->$")]
    private static partial Regex MarkerPattern();
}
