using System.Globalization;
using System.Text;

namespace Loyalty.Pos.Receipts.Internal;

/// <summary>Paper of a fixed number of columns: text at the left, wrapped between words, an amount at the right of its last line.</summary>
internal sealed class SlipPaper(int width)
{
    private readonly StringBuilder text = new();

    public void Rule() => text.Append('-', width).Append('\n');

    public void Centre(string line)
    {
        foreach (string part in Wrap(Clean(line), width, ""))
        {
            text.Append(' ', (width - Columns(part)) / 2).Append(part).Append('\n');
        }
    }

    /// <summary>Writes a row; further lines of a long text are indented as its first one is, and two more.</summary>
    public void Row(string left, string right)
    {
        string indent = left.StartsWith(' ') ? "    " : "  ";
        List<string> lines = Wrap(Clean(left), right.Length > 0 ? width - right.Length - 1 : width, indent);
        for (int i = 0; i < lines.Count - 1; i++)
        {
            text.Append(lines[i]).Append('\n');
        }

        text.Append(lines[^1]);
        if (right.Length > 0)
        {
            text.Append(' ', width - Columns(lines[^1]) - right.Length).Append(right);
        }

        text.Append('\n');
    }

    public override string ToString() => text.ToString();

    /// <summary>A name cannot drive the printer: what is no character to print becomes a space.</summary>
    private static string Clean(string value)
    {
        StringBuilder clean = new();
        foreach (Rune rune in value.EnumerateRunes())
        {
            bool prints = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format);
            clean.Append(prints ? rune.ToString() : " ");
        }

        return clean.ToString().TrimEnd();
    }

    private static List<string> Wrap(string value, int columns, string indent)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int used = 0;
        foreach (string word in value.TrimStart().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used == 0)
            {
                int leading = value.Length - value.TrimStart().Length;
                line.Append(' ', leading);
                used = leading;
            }
            else if (used + 1 + Columns(word) <= columns)
            {
                line.Append(' ');
                used++;
            }
            else
            {
                lines.Add(line.ToString());
                line.Clear().Append(indent);
                used = indent.Length;
            }

            foreach (Rune rune in word.EnumerateRunes())
            {
                // A word longer than the paper is cut.
                if (used + Columns(rune) > columns)
                {
                    lines.Add(line.ToString());
                    line.Clear().Append(indent);
                    used = indent.Length;
                }

                line.Append(rune.ToString());
                used += Columns(rune);
            }
        }

        lines.Add(line.ToString());
        return lines;
    }

    private static int Columns(string value)
    {
        int columns = 0;
        foreach (Rune rune in value.EnumerateRunes())
        {
            columns += Columns(rune);
        }

        return columns;
    }

    /// <summary>Marks take no column of their own; East Asian wide characters take two.</summary>
    private static int Columns(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        ? 0
        : rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD)
            ? 2
            : 1;
}
