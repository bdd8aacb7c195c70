namespace Loyalty.Samples.Report.Charts;

/// <summary>A line of a <see cref="CurveChart"/>.</summary>
internal sealed record Curve(string Name, string Css, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines over a measure, with one point marked: where we chose to stand.</summary>
internal sealed record CurveChart : Chart
{
    public required IReadOnlyList<Curve> Curves { get; init; }

    public required string XAxis { get; init; }

    public required string YAxis { get; init; }

    public required Func<double, string> XFormat { get; init; }

    public required Func<double, string> YFormat { get; init; }

    /// <summary>The chosen point and what is written beside it.</summary>
    public required (double X, double Y, string Label) Chosen { get; init; }

    public override DataTable Table
    {
        get
        {
            double[] places = [.. Curves.SelectMany(c => c.Points.Select(p => p.X)).Distinct().Order()];
            return new DataTable(
                [XAxis, .. Curves.Select(c => c.Name)],
                [.. places.Select(x => (IReadOnlyList<string>)[XFormat(x), .. Curves.Select(c => c.Points.Any(p => p.X == x) ? YFormat(c.Points.First(p => p.X == x).Y) : "–")])]);
        }
    }

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double top = Legend(svg, 0, Curves.Select(c => (c.Name, c.Css))) + 20;
        double bottom = top + (wide ? 270 : 230);
        double left = wide ? 62 : 50;
        IEnumerable<(double X, double Y)> all = Curves.SelectMany(c => c.Points).Append((Chosen.X, Chosen.Y));
        Scale x = Scale.Round(Math.Min(0, all.Min(p => p.X)), all.Max(p => p.X), left, width - 12);
        Scale y = Scale.Round(Math.Min(0, all.Min(p => p.Y)), all.Max(p => p.Y), bottom, top);

        svg.Text(0, top - 12, YAxis, "t s m");
        foreach (double tick in y.Ticks())
        {
            svg.Line(left, y[tick], width - 12, y[tick], tick == 0 ? "axis" : "grid");
            svg.Text(left - 8, y[tick] + 4, YFormat(tick), "t s m", Anchor.End);
        }

        foreach (double tick in x.Ticks(wide ? 6 : 3))
        {
            svg.Line(x[tick], bottom, x[tick], bottom + 4, "axis");
            svg.Text(x[tick], bottom + 17, XFormat(tick), "t s m", tick == x.High && !wide ? Anchor.End : Anchor.Middle);
        }

        svg.Text((left + width - 12) / 2, bottom + 36, XAxis, "t s m", Anchor.Middle);
        foreach (Curve curve in Curves)
        {
            svg.Polyline([.. curve.Points.Select(p => (x[p.X], y[p.Y]))], $"line {curve.Css.Replace('c', 's')}");
        }

        svg.Line(x[Chosen.X], y[Chosen.Y], x[Chosen.X], bottom, "guide");
        svg.Line(left, y[Chosen.Y], x[Chosen.X], y[Chosen.Y], "guide");
        svg.Circle(x[Chosen.X], y[Chosen.Y], 6, "c6 ring", Chosen.Label);
        bool toRight = x[Chosen.X] + 14 + Svg.TextWidth(Chosen.Label) < width;
        svg.Text(toRight ? x[Chosen.X] + 12 : width - 12, y[Chosen.Y] + 24, Chosen.Label, "t b halo", toRight ? Anchor.Start : Anchor.End);
        svg.Height = bottom + 44;
        return svg;
    }
}
