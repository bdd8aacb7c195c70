using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>The repository stands on its own: it names no folder of the machine it was written on.</summary>
public sealed class WorkplaceTests
{
    private const string Slash = "/";

    private static readonly string[] Places =
    [
        $"{Slash}work{Slash}", $"{Slash}tmp{Slash}", $"..{Slash}shared", $"{Slash}home{Slash}", $"{Slash}root{Slash}", "C:" + @"\Users",
    ];

    private static readonly string[] Text = [".cs", ".csproj", ".props", ".targets", ".md", ".json", ".yml", ".yaml", ".sln", ".sh", ".txt", ".html", ".sql", ".config", ""];

    [Fact]
    public void Repository_NamesNoFolderOfThisMachine()
    {
        List<string> found = [];
        foreach (string file in SourceTree.FilesUnder(Repository.Root).Where(f => Text.Contains(Path.GetExtension(f)) && Path.GetFileName(f) != ".git"))
        {
            int line = 0;
            foreach (string text in File.ReadLines(file))
            {
                line++;
                found.AddRange(Places.Where(p => text.Contains(p, StringComparison.Ordinal)).Select(p => $"{SourceTree.Relative(file)}:{line}: {p}"));
            }
        }

        Violations.None(found);
    }
}
