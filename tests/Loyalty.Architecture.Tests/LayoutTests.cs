using System.Text.RegularExpressions;
using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>Whoever has found their way in one library can find it in all.</summary>
public sealed partial class LayoutTests
{
    private const int MostLines = 400;

    /// <summary>Folders of a test project that have no twin in src/: data, documentation snippets, acceptance tests across concepts.</summary>
    private static readonly string[] TestOnly = ["Data", "Docs", "Acceptance"];

    public static TheoryData<string> Projects => SourceProject.Names;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Namespace_IsTheFolder(string name)
    {
        SourceProject project = SourceProject.Named(name);
        List<string> astray = [];
        foreach (string file in project.CSharpFiles)
        {
            string folder = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!).Replace('\\', '/');
            string expected = folder == "." ? name : $"{name}.{folder.Replace('/', '.')}";
            string[] found = [.. NamespacePattern().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value)];
            if (found is not [string only] || only != expected)
            {
                astray.Add($"{SourceTree.Relative(file)}: namespace {string.Join(", ", found)} instead of {expected}");
            }
        }

        Violations.None(astray);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void File_DeclaresTheTypeItIsNamedAfter(string name)
    {
        string[] astray = [.. SourceProject.Named(name).CSharpFiles
            .Where(f => !Regex.IsMatch(File.ReadAllText(f), $@"\b(class|struct|record|interface|enum|delegate\b.*)\s+{Regex.Escape(Path.GetFileName(f).Split('.')[0])}\b"))
            .Select(SourceTree.Relative)];
        Violations.None(astray);
    }

    [Fact]
    public void File_HasAtMost400Lines()
    {
        string[] astray = [.. SourceTree.FilesUnder(Repository.PathOf("src"))
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
            .Select(f => (File: SourceTree.Relative(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MostLines)
            .Select(f => $"{f.File}: {f.Lines} lines")];
        Violations.None(astray);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Library_HasCodeReadmeAndTests(string name)
    {
        SourceProject project = SourceProject.Named(name);
        Assert.NotEmpty(project.CSharpFiles);
        Assert.True(File.Exists(Path.Combine(project.Folder, "README.md")), $"src/{name} has no README.md.");
        Assert.True(File.Exists(Repository.PathOf("tests", name + ".Tests", name + ".Tests.csproj")), $"tests/{name}.Tests does not exist.");
        Assert.True(project.Xml.Descendants("Description").SingleOrDefault()?.Value.Length > 20, $"{name}.csproj says in no <Description> what it is for.");
    }

    [Fact]
    public void Solution_ListsEveryProject()
    {
        string solution = File.ReadAllText(Repository.PathOf("Loyalty.sln")).Replace('\\', '/');
        Violations.None(SourceTree.FilesUnder(Repository.Root)
            .Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(SourceTree.Relative)
            .Where(f => !solution.Contains($"\"{f}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void Folder_IsNotEmpty()
    {
        string[] empty = [.. Directory.EnumerateDirectories(Repository.PathOf("src"), "*", SearchOption.AllDirectories)
            .Where(d => !SourceTree.IsBuilt(d) && !SourceTree.FilesUnder(d).Any())
            .Select(SourceTree.Relative)];
        Violations.None(empty);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_MirrorSrc(string name)
    {
        SourceProject project = SourceProject.Named(name);
        string tests = Repository.PathOf("tests", name + ".Tests");
        string[] source = Folders(project.Folder);
        string[] tested = Folders(tests);
        Violations.None(tested.Where(f => !TestOnly.Contains(f.Split('/')[0]) && !source.Contains(f)).Select(f => $"tests/{name}.Tests/{f} mirrors no folder of src/{name}"));
        Violations.None(source.Where(f => !f.Split('/').Contains("Internal") && !tested.Contains(f)).Select(f => $"src/{name}/{f} has no tests in tests/{name}.Tests/{f}"));
    }

    /// <summary>Folders that hold C# directly, relative; the root is left out.</summary>
    private static string[] Folders(string root) =>
        !Directory.Exists(root) ? [] : [.. SourceTree.FilesUnder(root)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(root, Path.GetDirectoryName(f)!).Replace('\\', '/'))
            .Where(f => f != ".")
            .Distinct()];

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespacePattern();
}
