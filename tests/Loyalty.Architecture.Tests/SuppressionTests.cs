using Loyalty.Architecture.Tests.Reading;

namespace Loyalty.Architecture.Tests;

/// <summary>A gate that can be switched off beside the code it guards is no gate.</summary>
public sealed class SuppressionTests
{
    private static readonly string[] Switches =
    [
        "#pragma warning disable", "SuppressMessage", "<NoWarn", "WarningsNotAsErrors", "TreatWarningsAsErrors", "#nullable disable", "<RunAnalyzers",
        "<IsAotCompatible>false", "<GenerateDocumentationFile>false", "<Nullable>disable", "<EnableTrimAnalyzer>", "<EnableAotAnalyzer>",
    ];

    [Fact]
    public void Src_SwitchesNothingOff()
    {
        string[] found = [.. SourceTree.FilesUnder(Repository.PathOf("src"))
            .Where(f => Path.GetExtension(f) is ".cs" or ".csproj" or ".props" or ".targets")
            .SelectMany(f => Switches.Where(s => File.ReadAllText(f).Contains(s, StringComparison.Ordinal)).Select(s => $"{SourceTree.Relative(f)}: {s}"))];
        Violations.None(found);
    }

    [Fact]
    public void Src_HasNoRulesOfItsOwn()
    {
        Violations.None(SourceTree.FilesUnder(Repository.PathOf("src"))
            .Where(f => Path.GetFileName(f) is ".editorconfig" or "GlobalSuppressions.cs" || f.EndsWith(".globalconfig", StringComparison.Ordinal) || f.EndsWith(".ruleset", StringComparison.Ordinal))
            .Select(SourceTree.Relative));
    }
}
