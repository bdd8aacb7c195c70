namespace Loyalty.Samples.Report.Charts;

/// <summary>One point in time with its interval; no value where there is none.</summary>
internal sealed record TimePoint(string Time, double? Value, double Low, double High, string Note);

/// <summary>A measure over time, with the interval of each point.</summary>
internal sealed record TimeSeries : Chart
{
    public required IReadOnlyList<TimePoint> Points { get; init; }

    public required string Axis { get; init; }

    public required Func<double, string> Format { get; init; }

    /// <summary>What a point's note says, for the table.</summary>
    public required string NoteName { get; init; }

    public override DataTable Table => new(
        ["time", "value", "low (95 %)", "high (95 %)", NoteName],
        [.. Points.Select(p => (IReadOnlyList<string>)[p.Time, p.Value is { } v ? Format(v) : "–", p.Value is null ? "–" : Format(p.Low), p.Value is null ? "–" : Format(p.High), p.Note])]);

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double left = wide ? 44 : 34;
        double top = 24;
        double bottom = top + (wide ? 230 : 200);
        TimePoint[] said = [.. Points.Where(p => p.Value is not null)];
        Scale y = Scale.Round(Math.Min(0, said.Min(p => p.Low)), Math.Max(0, said.Max(p => p.High)), bottom, top);
        double step = (width - left - 8) / Points.Count;
        double x(int i) => left + ((i + 0.5) * step);
        svg.Text(0, 10, Axis, "t s m");
        foreach (double tick in y.Ticks())
        {
            svg.Line(left, y[tick], width - 8, y[tick], tick == 0 ? "axis" : "grid");
            svg.Text(left - 8, y[tick] + 4, Format(tick), "t s m", Anchor.End);
        }

        string edge(Func<TimePoint, double> of) => string.Concat(Points.Select((p, i) => (p, i)).Where(e => e.p.Value is not null).Select((e, n) => $"{(n == 0 ? "M" : "L")}{Svg.Number(x(e.i))} {Svg.Number(y[of(e.p)])}"));
        string back = string.Concat(Points.Select((p, i) => (p, i)).Reverse().Where(e => e.p.Value is not null).Select(e => $"L{Svg.Number(x(e.i))} {Svg.Number(y[e.p.Low])}"));
        svg.Path(edge(p => p.High) + back + "Z", "c1 area");
        svg.Path(edge(p => p.Value!.Value), "line s1");
        int every = wide ? 1 : Math.Max(1, (int)Math.Ceiling(34 / step));
        for (int i = 0; i < Points.Count; i++)
        {
            TimePoint point = Points[i];
            if (point.Value is { } value)
            {
                svg.Circle(x(i), y[value], 4, "c1 ring", $"{point.Time}: {Format(value)} [{Format(point.Low)}, {Format(point.High)}], {point.Note}");
                if (wide || i == Points.Count - 1 || i == 0)
                {
                    svg.Text(x(i), y[value] + (IsLow(i) ? 19 : -10), Format(value), "t b halo", Anchor.Middle);
                }
            }

            if ((Points.Count - 1 - i) % every == 0)
            {
                svg.Text(x(i), bottom + 18, point.Time, "t s m", Anchor.Middle);
                if (wide)
                {
                    svg.Text(x(i), bottom + 33, point.Note, "t s m", Anchor.Middle);
                }
            }
        }

        svg.Height = bottom + (wide ? 40 : 26);
        return svg;
    }

    /// <summary>Whether the line comes from above on both sides, so that there is more room below.</summary>
    private bool IsLow(int i)
    {
        double here = Points[i].Value ?? 0;
        double before = i > 0 ? Points[i - 1].Value ?? here : double.MaxValue;
        double after = i < Points.Count - 1 ? Points[i + 1].Value ?? here : double.MaxValue;
        return before > here && after > here;
    }
}
