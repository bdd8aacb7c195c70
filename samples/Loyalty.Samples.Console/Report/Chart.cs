namespace Loyalty.Samples.Report;

/// <summary>One picture of figures: drawn once for a screen and once for a phone, and told as a table.</summary>
internal abstract record Chart
{
    /// <summary>The width of the drawing for a screen.</summary>
    public const double Wide = 720;

    /// <summary>The width of the drawing for a phone of 375 pixels, margins taken off.</summary>
    public const double Narrow = 325;

    /// <summary>What the picture shows, for whoever hears the page.</summary>
    public required string Description { get; init; }

    /// <summary>The figures in the picture.</summary>
    public abstract DataTable Table { get; }

    /// <summary>Draws the picture.</summary>
    /// <param name="width"><see cref="Wide"/> or <see cref="Narrow"/>.</param>
    public abstract Svg Draw(double width);

    /// <summary>Cuts a text that would not fit.</summary>
    protected static string Fit(string text, double width, double size = Svg.TextSize)
    {
        if (Svg.TextWidth(text, size) <= width)
        {
            return text;
        }

        int kept = text.Length;
        while (kept > 1 && Svg.TextWidth(text[..kept] + "…", size) > width)
        {
            kept--;
        }

        return text[..kept].TrimEnd() + "…";
    }

    /// <summary>Draws names beside patches of their colours, in as many lines as they need, and returns where the next thing may begin.</summary>
    protected static double Legend(Svg svg, double y, IEnumerable<(string Name, string Css)> entries)
    {
        double x = 0;
        foreach ((string name, string css) in entries)
        {
            double needed = 16 + Svg.TextWidth(name) + 14;
            if (x > 0 && x + needed > svg.Width)
            {
                x = 0;
                y += 18;
            }

            svg.Rect(x, y + 1, 11, 11, css, 2);
            svg.Text(x + 16, y + 11, name);
            x += needed;
        }

        return y + 26;
    }
}
