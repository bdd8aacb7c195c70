using System.Buffers.Binary;

namespace Loyalty.Testing;

/// <summary>Finds the messages of PostgreSQL's protocol in what one side sends, however it is cut into packets.</summary>
internal sealed class WireFrames(bool isTyped)
{
    private const int EncryptionRequest = 8;
    private readonly byte[] header = new byte[5];
    private int have;
    private int left;
    private int bare;

    /// <summary>The next byte is an answer without a frame: whether the line will be encrypted.</summary>
    public void ExpectBareByte() => bare++;

    /// <summary>Reads bytes.</summary>
    /// <param name="bytes">What was sent.</param>
    /// <param name="begins">Is told that a message begins.</param>
    /// <param name="ends">Is told the type of a message that is complete: its letter, 0 for the first one, which has none, 1 for a request to encrypt.</param>
    public void Read(ReadOnlySpan<byte> bytes, Action begins, Action<byte> ends)
    {
        while (bytes.Length > 0)
        {
            if (bare > 0)
            {
                bare--;
                bytes = bytes[1..];
                continue;
            }

            int start = isTyped ? 0 : 1;
            if (have < header.Length - start)
            {
                if (have == 0)
                {
                    begins();
                }

                header[start + have++] = bytes[0];
                bytes = bytes[1..];
                left = have == header.Length - start ? BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4 : int.MaxValue;
            }

            if (have == header.Length - start)
            {
                int taken = Math.Min(left, bytes.Length);
                left -= taken;
                bytes = bytes[taken..];
                if (left == 0)
                {
                    End(ends);
                }
            }
        }
    }

    private void End(Action<byte> ends)
    {
        have = 0;
        if (isTyped)
        {
            ends(header[0]);
        }
        else
        {
            bool isRequest = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) == EncryptionRequest;
            isTyped = !isRequest;
            ends(isRequest ? (byte)1 : (byte)0);
        }
    }
}
