using System.Text;
using System.Text.Json.Nodes;

namespace Loyalty.Samples.Tests;

/// <summary>A folder of its own and the sample run in it, as a user would from a shell.</summary>
public sealed class Cli : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loyalty-");

    /// <summary>The full path of a file in the folder.</summary>
    public string this[string name] => Path.Combine(folder.FullName, name);

    /// <summary>Writes a file and returns its full path.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Writes a file and returns its full path.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <summary>Reads a file of the folder.</summary>
    public string Read(string name) => File.ReadAllText(this[name]);

    /// <summary>The names of the folder's files, in order.</summary>
    public IReadOnlyList<string> Files => [.. folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal)];

    /// <summary>Runs the sample in this process.</summary>
    public static CliResult Run(params string[] args)
    {
        using MemoryStream output = new();
        using StringWriter error = new() { NewLine = "\n" };
        int code = CommandLine.Run(args, output, error);
        return new CliResult(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>What a run printed, and how it ended.</summary>
public sealed record CliResult(int Code, string Output, string Error)
{
    /// <summary>The summary printed with <c>--json</c>.</summary>
    public JsonNode Summary => JsonNode.Parse(Output)!;
}
