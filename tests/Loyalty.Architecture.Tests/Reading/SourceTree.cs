namespace Loyalty.Architecture.Tests.Reading;

/// <summary>The files people wrote, without what a build, a run or git leaves beside them.</summary>
internal static class SourceTree
{
    private static readonly HashSet<string> Made =
    [
        "bin", "obj", ".git", ".vs", ".idea", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "loyalty-demo", "_site",
    ];

    public static IEnumerable<string> FilesUnder(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            yield return file;
        }

        foreach (string inner in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (!Made.Contains(Path.GetFileName(inner)))
            {
                foreach (string file in FilesUnder(inner))
                {
                    yield return file;
                }
            }
        }
    }

    public static bool IsBuilt(string path) => Relative(path).Split('/').Any(Made.Contains);

    public static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');
}
