using CsvHelper;

namespace Loyalty.Samples.Output;

/// <summary>Rows out: RFC 4180, a line feed at the end of each, quotes only where needed, invariant culture.</summary>
internal sealed class CsvOut : IDisposable
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    private readonly CsvWriter writer;

    public CsvOut(TextWriter text, params ReadOnlySpan<string> header)
    {
        writer = CsvWriter.Create(text, Options, leaveOpen: true);
        Row(header);
    }

    /// <summary>Writes one row.</summary>
    public void Row(params ReadOnlySpan<string> fields)
    {
        foreach (string field in fields)
        {
            writer.WriteField(field);
        }

        writer.EndRecord();
    }

    public void Dispose() => writer.Dispose();
}
