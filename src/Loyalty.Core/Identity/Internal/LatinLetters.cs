namespace Loyalty.Core.Identity.Internal;

/// <summary>The basic letters beneath accented Latin ones, from Unicode's decompositions; the host's globalisation data play no part.</summary>
internal static class LatinLetters
{
    private const string FromC0 = "aaaaaa*ceeeeiiiidnooooo.ouuuuy**aaaaaa*ceeeeiiiidnooooo.ouuuuy*yaaaaaaccccccccddddeeeeeeeeeegggggggg"
        + "hhhhiiiiiiiiii**jjkkkllllllllllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs........"
        + "......ee.ff.............oo.............uu...................*********aaiioouuuuuuuuuueaaaa**..ggkkoo"
        + "oo..j***gg..nnaa**..aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................";

    private const string From1E00 = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss"
        + "ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas..*.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeee"
        + "iiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    /// <summary>Returns the basic letters in lower case; empty where a letter has none.</summary>
    public static string Base(char letter)
    {
        char c = letter switch
        {
            >= '\u00C0' and < '\u0250' => FromC0[letter - 0xC0],
            >= '\u1E00' and < '\u1F00' => From1E00[letter - 0x1E00],
            _ => '.',
        };
        return c switch
        {
            '.' => "",
            '*' => char.ToLowerInvariant(letter) switch
            {
                '\u00DF' or '\u1E9E' => "ss",
                '\u0153' => "oe",
                '\u00FE' => "th",
                '\u0133' => "ij",
                '\u01C6' or '\u01C5' or '\u01F3' or '\u01F2' => "dz",
                '\u01C9' or '\u01C8' => "lj",
                '\u01CC' or '\u01CB' => "nj",
                _ => "ae",
            },
            _ => c.ToString(),
        };
    }
}
