namespace Loyalty.Pos.Redemption.Internal;

/// <summary>RFC 4648 base 32 without padding, upper case alone: what a QR code packs tightest among alphabets that are safe everywhere. One text for each run of bytes.</summary>
internal static class Base32
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[((bytes.Length * 8) + 4) / 5];
        int bits = 0;
        int held = 0;
        int next = 0;
        foreach (byte value in bytes)
        {
            held = (held << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text[next++] = Alphabet[(held >> (bits - 5)) & 31];
            }

            held &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text[next] = Alphabet[(held << (5 - bits)) & 31];
        }

        return new string(text);
    }

    /// <summary>Reads a text that <see cref="Write"/> could have written; null for any other.</summary>
    public static byte[]? Read(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length * 5 / 8];
        int bits = 0;
        int held = 0;
        int next = 0;
        foreach (char c in text)
        {
            int value = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            held = (held << 5) | value;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                bytes[next++] = (byte)(held >> bits);
                held &= (1 << bits) - 1;
            }
        }

        return held == 0 && bits < 5 ? bytes : null;
    }
}
