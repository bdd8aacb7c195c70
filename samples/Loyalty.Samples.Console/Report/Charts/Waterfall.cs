namespace Loyalty.Samples.Report.Charts;

/// <summary>A step of a cascade: what the filter is and how many pass it.</summary>
internal readonly record struct WaterfallStep(string Name, long Left);

/// <summary>How many go in, how many each filter drops, how many come out.</summary>
internal sealed record Waterfall : Chart
{
    /// <summary>The steps; the first is what goes in.</summary>
    public required IReadOnlyList<WaterfallStep> Steps { get; init; }

    /// <summary>What is counted.</summary>
    public required string Unit { get; init; }

    public override DataTable Table => new(
        ["step", "left", "dropped", "of those before"],
        [.. Steps.Select((step, i) => (IReadOnlyList<string>)[step.Name, Shown.Count(step.Left), i == 0 ? "–" : Shown.Count(Before(i) - step.Left),
            i == 0 || Before(i) == 0 ? "–" : Shown.Percent((double)step.Left / Before(i))])]);

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double left = wide ? 216 : 0;
        double right = wide ? 92 : 78;
        double row = wide ? 40 : 50;
        double bar = 22;
        Scale scale = new(0, Math.Max(1, Steps[0].Left), left, width - right);
        for (int i = 0; i < Steps.Count; i++)
        {
            WaterfallStep step = Steps[i];
            double top = (i * row) + (wide ? 4 : 20);
            if (wide)
            {
                svg.Text(left - 12, top + 15, Fit(step.Name, left - 16), "t", Anchor.End);
            }

            double end = scale[step.Left];
            if (i > 0)
            {
                double before = scale[Before(i)];
                svg.Rect(end, top, before - end, bar, "dropped", 0, $"{step.Name}: {Shown.Count(Before(i) - step.Left)} {Unit} dropped");
                svg.Line(before, top - (row - bar), before, top + bar, "guide");
            }

            if (!wide)
            {
                svg.Text(0, top - 6, Fit(step.Name, width), "t halo");
            }

            svg.Rect(left, top, Math.Max(1, end - left), bar, i == Steps.Count - 1 ? "c6" : "c1", 2, $"{step.Name}: {Shown.Count(step.Left)} {Unit} left");
            double textAt = (i == 0 ? end : scale[Before(i)]) + 8;
            svg.Text(textAt, top + 15, Shown.Count(step.Left), "t b");
            if (i > 0)
            {
                double shift = Svg.TextWidth(Shown.Count(step.Left)) + 10;
                svg.Text(textAt + shift, top + 15, "\u2212" + Shown.Count(Before(i) - step.Left), "t s m");
            }
        }

        svg.Height = (Steps.Count * row) + (wide ? 0 : 6);
        return svg;
    }

    private long Before(int step) => Steps[step - 1].Left;
}
