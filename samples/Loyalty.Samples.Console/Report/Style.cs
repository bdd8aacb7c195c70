namespace Loyalty.Samples.Report;

/// <summary>The page's style sheet, which travels inside the program.</summary>
internal static class Style
{
    private const string Name = "Loyalty.Samples.Report.report.css";

    public static string Text { get; } = Read();

    private static string Read()
    {
        using Stream stream = typeof(Style).Assembly.GetManifestResourceStream(Name) ?? throw new InvalidOperationException($"The program was built without {Name}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
