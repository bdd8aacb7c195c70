namespace Loyalty.Samples.Report.Charts;

/// <summary>One bar: its name and a length for each series.</summary>
internal sealed record StackedBar(string Name, IReadOnlyList<double> Lengths);

/// <summary>Bars made of parts, one below the other.</summary>
internal sealed record StackedBars : Chart
{
    public required IReadOnlyList<(string Name, string Css)> Series { get; init; }

    public required IReadOnlyList<StackedBar> Bars { get; init; }

    public required string Axis { get; init; }

    /// <summary>What a bar is, for the table's first column.</summary>
    public required string Kind { get; init; }

    public Func<double, string> Format { get; init; } = v => Shown.Number(v, 0);

    public override DataTable Table => new(
        [Kind, .. Series.Select(s => s.Name), "all"],
        [.. Bars.Select(b => (IReadOnlyList<string>)[b.Name, .. b.Lengths.Select(Format), Format(b.Lengths.Sum())])]);

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double top = Series.Count == 1 ? 4 : Legend(svg, 0, Series) + (wide ? 4 : 0);
        double left = wide ? Math.Clamp(Bars.Max(b => Svg.TextWidth(b.Name)) + 16, 96, 220) : 0;
        double right = 62;
        double row = wide ? 34 : 46;
        Scale x = Scale.Round(0, Math.Max(1e-9, Bars.Max(b => b.Lengths.Sum())), left, width - right);
        double bottom = top + (Bars.Count * row);
        foreach (double tick in x.Ticks(wide ? 5 : 3))
        {
            if (wide || tick != 0)
            {
                svg.Line(x[tick], top, x[tick], bottom, tick == 0 ? "axis" : "grid");
            }

            svg.Text(x[tick], bottom + 16, Format(tick), "t s m", tick == 0 && !wide ? Anchor.Start : Anchor.Middle);
        }

        svg.Text((left + width - right) / 2, bottom + 34, Axis, "t s m", Anchor.Middle);
        for (int i = 0; i < Bars.Count; i++)
        {
            StackedBar bar = Bars[i];
            double y = top + (i * row) + (wide ? 6 : 20);
            svg.Text(wide ? left - 10 : 0, wide ? y + 15 : y - 5, Fit(bar.Name, wide ? left - 12 : width), wide ? "t" : "t halo", wide ? Anchor.End : Anchor.Start);
            if (!wide)
            {
                svg.Line(left, y - 2, left, y + 24, "axis");
            }

            double done = 0;
            for (int j = 0; j < Series.Count; j++)
            {
                double length = bar.Lengths[j];
                if (length > 0)
                {
                    double from = x[done];
                    double to = x[done + length];
                    svg.Rect(from, y, Math.Max(0.5, to - from - 1), 22, Series[j].Css, 0, $"{bar.Name}, {Series[j].Name}: {Format(length)}");
                    if (Series.Count > 1 && to - from > Svg.TextWidth(Format(length), 11) + 10)
                    {
                        svg.Text((from + to) / 2, y + 15, Format(length), $"t s on-{Series[j].Css}", Anchor.Middle);
                    }
                }

                done += length;
            }

            svg.Text(x[done] + 7, y + 15, Format(done), "t b");
        }

        svg.Height = bottom + 42;
        return svg;
    }
}
