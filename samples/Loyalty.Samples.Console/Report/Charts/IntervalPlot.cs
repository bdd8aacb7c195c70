namespace Loyalty.Samples.Report.Charts;

/// <summary>One estimate with its interval; no estimate where nothing can be said.</summary>
internal sealed record IntervalRow(string Name, double? Value, double Low, double High, string Note, string Css = "c1");

/// <summary>Estimates with intervals, one below the other, beside a line of reference.</summary>
internal sealed record IntervalPlot : Chart
{
    public required IReadOnlyList<IntervalRow> Rows { get; init; }

    public required string Axis { get; init; }

    public required Func<double, string> Format { get; init; }

    /// <summary>What a row is, and what its note says, for the table.</summary>
    public required (string Kind, string Note) Names { get; init; }

    /// <summary>The value that means 'nothing'.</summary>
    public double Reference { get; init; }

    /// <summary>What is written at the line of reference.</summary>
    public string ReferenceName { get; init; } = "no effect";

    /// <summary>The ends of the axis where they are not to be found from the rows.</summary>
    public (double Low, double High)? Ends { get; init; }

    public override DataTable Table => new(
        [Names.Kind, "estimate", "low (95 %)", "high (95 %)", Names.Note],
        [.. Rows.Select(r => (IReadOnlyList<string>)[r.Name, r.Value is { } v ? Format(v) : "–", r.Value is null ? "–" : Format(r.Low), r.Value is null ? "–" : Format(r.High), r.Note])]);

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double left = wide ? 208 : 10;
        double right = wide ? 182 : 10;
        double row = wide ? 38 : 58;
        double top = 24;
        IntervalRow[] said = [.. Rows.Where(r => r.Value is not null)];
        double low = said.Length == 0 ? Reference - 1 : Math.Min(Reference, said.Min(r => r.Low));
        double high = said.Length == 0 ? Reference + 1 : Math.Max(Reference, said.Max(r => r.High));
        Scale x = Ends is { } ends ? new Scale(ends.Low, ends.High, left, width - right) : Scale.Round(low, high, left, width - right);
        double bottom = top + (Rows.Count * row);
        foreach (double tick in x.Ticks(wide ? 5 : 4))
        {
            Upright(svg, x[tick], top, bottom, wide, row, "grid");
            svg.Text(x[tick], bottom + 16, Format(tick), "t s m", wide ? Anchor.Middle : tick == x.Low ? Anchor.Start : tick == x.High ? Anchor.End : Anchor.Middle);
        }

        Upright(svg, x[Reference], top, bottom, wide, row, "axis strong");
        double half = Svg.TextWidth(ReferenceName, 11) / 2;
        svg.Text(Math.Clamp(x[Reference], half, width - half), top - 11, ReferenceName, "t s m", Anchor.Middle);
        svg.Text((left + width - right) / 2, bottom + 34, Axis, "t s m", Anchor.Middle);
        for (int i = 0; i < Rows.Count; i++)
        {
            DrawRow(svg, x, Rows[i], wide, top + (i * row) + (wide ? row / 2 : 42), left, right);
        }

        svg.Height = bottom + 42;
        return svg;
    }

    /// <summary>A line from top to bottom; on a phone only beside the whiskers, because the names stand between them.</summary>
    private void Upright(Svg svg, double at, double top, double bottom, bool wide, double row, string css)
    {
        if (wide)
        {
            svg.Line(at, top, at, bottom, css);
            return;
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Value is not null)
            {
                svg.Line(at, top + (i * row) + 33, at, top + (i * row) + 51, css);
            }
        }
    }

    private void DrawRow(Svg svg, Scale x, IntervalRow row, bool wide, double y, double left, double right)
    {
        string said = row.Value is { } value ? $"{Format(value)}  [{Format(row.Low)}, {Format(row.High)}]" : "too few to say";
        if (wide)
        {
            svg.Text(left - 12, row.Note.Length == 0 ? y + 4 : y - 2, Fit(row.Name, left - 16), "t", Anchor.End);
            svg.Text(left - 12, y + 12, Fit(row.Note, left - 16, 11), "t s m", Anchor.End);
            svg.Text(svg.Width - right + 12, y + 4, said, "t s");
        }
        else
        {
            svg.Text(0, y - 26, Fit(row.Name, svg.Width * 0.55), "t halo");
            svg.Text(0, y - 12, Fit(row.Note, svg.Width, 11), "t s m halo");
            svg.Text(svg.Width, y - 26, said, "t s halo", Anchor.End);
        }

        if (row.Value is { } at)
        {
            svg.Line(x[row.Low], y, x[row.High], y, $"whisker {row.Css.Replace('c', 's')}");
            svg.Line(x[row.Low], y - 4, x[row.Low], y + 4, $"whisker {row.Css.Replace('c', 's')}");
            svg.Line(x[row.High], y - 4, x[row.High], y + 4, $"whisker {row.Css.Replace('c', 's')}");
            svg.Circle(x[at], y, 5, $"{row.Css} ring", $"{row.Name}: {said}");
        }
    }
}
