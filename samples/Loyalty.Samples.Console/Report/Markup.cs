using System.Text;

namespace Loyalty.Samples.Report;

/// <summary>Writes elements into a text; what comes from data is escaped.</summary>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    /// <summary>Escapes what stands between tags or in a quoted attribute.</summary>
    public static string Escape(string value)
    {
        StringBuilder result = new(value.Length);
        foreach (char c in value)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                < ' ' and not '\n' => result.Append('\uFFFD'),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>An element that holds text.</summary>
    public Markup Element(string name, string content, string? css = null) => Open(name, css).Text(content).Close(name);

    /// <summary>Opens an element.</summary>
    public Markup Open(string name, string? css = null)
    {
        text.Append('<').Append(name);
        if (css is not null)
        {
            text.Append(" class=\"").Append(Escape(css)).Append('"');
        }

        text.Append('>');
        return this;
    }

    /// <summary>Closes an element.</summary>
    public Markup Close(string name)
    {
        text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary>Text from data.</summary>
    public Markup Text(string content)
    {
        text.Append(Escape(content));
        return this;
    }

    /// <summary>Mark-up that is written as it stands.</summary>
    public Markup Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    /// <summary>Ends a line.</summary>
    public Markup Line()
    {
        text.Append('\n');
        return this;
    }

    public override string ToString() => text.ToString();
}
