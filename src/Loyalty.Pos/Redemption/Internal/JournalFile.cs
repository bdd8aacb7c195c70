namespace Loyalty.Pos.Redemption.Internal;

/// <summary>Appends to a file so that what was appended is on the disk, or was never there.</summary>
internal sealed class JournalFile(Stream stream, Action flushToDisk) : IDisposable
{
    private bool isBroken;

    public static JournalFile Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        return new JournalFile(file, () => file.Flush(flushToDisk: true));
    }

    /// <summary>Writes a file beside its place, flushes it and moves it there: at every instant the old or the new one stands there, whole.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        string beside = path + ".new";
        using (FileStream file = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    public byte[] ReadAll()
    {
        byte[] content = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Cuts off what a torn write left.</summary>
    /// <returns>How many bytes that were.</returns>
    public long Truncate(long length)
    {
        long torn = stream.Length - length;
        if (torn > 0)
        {
            stream.SetLength(length);
            flushToDisk();
        }

        stream.Position = length;
        return torn;
    }

    /// <summary>Appends, and returns when the bytes are on the disk.</summary>
    /// <exception cref="IOException">They are not, and the file is as it was; or nobody knows, and nothing more is written.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (isBroken)
        {
            throw new IOException("The journal could not be flushed before, so nobody knows what stands on the disk. Open it anew: that reads what does.");
        }

        long before = stream.Position;
        isBroken = true;
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            stream.SetLength(before);
            stream.Position = before;
            flushToDisk();
            isBroken = false;
            throw;
        }

        flushToDisk();
        isBroken = false;
    }

    public void Dispose() => stream.Dispose();
}
