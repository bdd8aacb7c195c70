using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace Loyalty.Samples.Input;

/// <summary>Opens a file, a <c>.gz</c> as what it holds, <c>-</c> as standard input, as strict UTF-8.</summary>
internal static class InputFile
{
    public static TextReader OpenText(string file) =>
        new StreamReader(OpenBytes(file), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, 1 << 16);

    public static Stream OpenBytes(string file)
    {
        if (file == "-")
        {
            return Console.OpenStandardInput();
        }

        try
        {
            FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(file, 1, e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "the file cannot be read: " + e.Message);
        }
    }

    /// <summary>The whole text of a small file, such as a matrix or a catalogue.</summary>
    public static string ReadAllText(string file)
    {
        try
        {
            using TextReader reader = OpenText(file);
            return reader.ReadToEnd();
        }
        catch (Exception e) when (Unreadable(file, 1, e) is { } placed)
        {
            throw placed;
        }
    }

    /// <summary>Places what reading a file can throw; null for anything else.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line reached so far.</param>
    /// <param name="fault">What was thrown.</param>
    public static InputException? Unreadable(string file, int line, Exception fault) => fault switch
    {
        DecoderFallbackException => new InputException(file, FirstInvalidLine(file) ?? line, "the text is not UTF-8 here; save the file as UTF-8"),
        InvalidDataException => new InputException(file, line, "the file's name ends in .gz, but it is not whole gzip data"),
        IOException io => new InputException(file, line, "the file cannot be read further: " + io.Message),
        _ => null,
    };

    /// <summary>Decoding runs ahead of parsing in blocks; a second look finds the line. Standard input cannot be looked at twice.</summary>
    private static int? FirstInvalidLine(string file)
    {
        if (file == "-")
        {
            return null;
        }

        using Stream stream = OpenBytes(file);
        using MemoryStream line = new();
        int number = 1;
        byte[] block = new byte[1 << 16];
        for (int read; (read = stream.Read(block)) > 0;)
        {
            foreach (byte value in block.AsSpan(0, read))
            {
                line.WriteByte(value);
                if (value == '\n')
                {
                    if (!Utf8.IsValid(line.GetBuffer().AsSpan(0, (int)line.Length)))
                    {
                        return number;
                    }

                    number++;
                    line.SetLength(0);
                }
            }
        }

        return number;
    }
}
