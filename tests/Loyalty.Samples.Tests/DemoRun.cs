namespace Loyalty.Samples.Tests;

/// <summary>The demo run twice, once for people and once for scripts; it is the longest command, so all its tests look at these two runs.</summary>
public sealed class DemoRun : IDisposable
{
    private readonly Cli cli = new();

    public DemoRun()
    {
        Shown = Cli.Run("demo", "--out", cli["first"]);
        Asked = Cli.Run("demo", "--out", cli["second"], "--json");
        Html = cli.Read(Path.Combine("first", "index.html"));
        Again = cli.Read(Path.Combine("second", "index.html"));
    }

    public CliResult Shown { get; }

    public CliResult Asked { get; }

    public string Html { get; }

    public string Again { get; }

    public void Dispose() => cli.Dispose();
}
