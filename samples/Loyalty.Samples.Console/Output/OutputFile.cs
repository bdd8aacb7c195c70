using System.Text;

namespace Loyalty.Samples.Output;

/// <summary>A file that appears whole or not at all: written beside its place under another name, renamed at the end.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string path;
    private readonly string temporary;
    private readonly FileStream stream;
    private bool complete;

    public OutputFile(string path)
    {
        this.path = Path.GetFullPath(path);
        temporary = this.path + "." + Environment.ProcessId + ".tmp";
        if (Directory.Exists(this.path))
        {
            throw new UsageException($"The output '{path}' is a folder; name a file.");
        }

        try
        {
            stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The output '{path}' cannot be written: {e.Message}");
        }

        Writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16) { NewLine = "\n" };
    }

    public TextWriter Writer { get; }

    /// <summary>Closes the file and gives it its name; an older one is replaced in one step.</summary>
    public void Complete()
    {
        Writer.Flush();
        stream.Flush(flushToDisk: true);
        Writer.Dispose();
        File.Move(temporary, path, overwrite: true);
        complete = true;
    }

    public void Dispose()
    {
        if (!complete)
        {
            stream.Dispose();
            File.Delete(temporary);
        }
    }
}
