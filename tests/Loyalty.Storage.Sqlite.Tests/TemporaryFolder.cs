namespace Loyalty.Storage.Sqlite.Tests;

/// <summary>A folder that is gone when the test is.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("loyalty-sqlite-").FullName;

    public string File(string name = "store.db") => Path.Combine(folder, name);

    public string[] Files => Directory.GetFiles(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
