namespace Loyalty.Samples.Report.Charts;

/// <summary>One week: what happened and what was expected.</summary>
/// <param name="Starts">The week's first day.</param>
/// <param name="Actual">What happened in it.</param>
/// <param name="Expected">What was expected in it.</param>
internal readonly record struct TrackedWeek(DateOnly Starts, long Actual, double Expected);

/// <summary>Actual against expected over weeks, added up above and week by week below; a line says where the model stopped learning.</summary>
internal sealed record TrackingChart : Chart
{
    public required IReadOnlyList<TrackedWeek> Weeks { get; init; }

    /// <summary>The last day that the model learned from.</summary>
    public required DateOnly LearnedUntil { get; init; }

    /// <summary>What is counted.</summary>
    public required string Unit { get; init; }

    public override DataTable Table
    {
        get
        {
            long actual = 0;
            double expected = 0;
            return new DataTable(
                ["week from", "actual", "expected", "actual in all", "expected in all"],
                [.. Weeks.Select(w => (IReadOnlyList<string>)[Shown.Day(w.Starts), Shown.Count(w.Actual), Shown.Number(w.Expected, 1),
                    Shown.Count(actual += w.Actual), Shown.Number(expected += w.Expected, 1)])]);
        }
    }

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double top = Legend(svg, 0, [("actual", "c1"), ("expected by the model", "c2")]);
        double[] actual = [.. Weeks.Select(w => (double)w.Actual)];
        double[] expected = [.. Weeks.Select(w => w.Expected)];
        double below = Panel(svg, top, wide ? 190 : 170, Unit + ", added up", Sums(actual), Sums(expected), learned: true);
        svg.Height = Panel(svg, below + 8, wide ? 130 : 120, Unit + " in each week", actual, expected, learned: false);
        return svg;
    }

    private static double[] Sums(double[] values)
    {
        double sum = 0;
        return [.. values.Select(v => sum += v)];
    }

    /// <summary>Draws one pair of lines and returns where the next thing may begin.</summary>
    private double Panel(Svg svg, double top, double height, string axis, double[] actual, double[] expected, bool learned)
    {
        bool wide = svg.Width > 500;
        double left = wide ? 58 : 46;
        double right = svg.Width - 12;
        double bottom = top + 22 + height;
        Scale y = Scale.Round(0, Math.Max(actual.Max(), expected.Max()), bottom, top + 22, 4);
        double x(double week) => left + (week / Weeks.Count * (right - left));
        svg.Text(0, top + 8, axis, "t s m");
        foreach (double tick in y.Ticks(4))
        {
            svg.Line(left, y[tick], right, y[tick], tick == 0 ? "axis" : "grid");
            svg.Text(left - 8, y[tick] + 4, Shown.Count((long)tick), "t s m", Anchor.End);
        }

        double edge = x(Weeks.Count(w => w.Starts <= LearnedUntil));
        svg.Line(edge, top + 18, edge, bottom, "guide");
        if (learned)
        {
            svg.Text(edge - 6, top + 30, wide ? "learned from these weeks" : "learned", "t s m halo", Anchor.End);
            svg.Text(edge + 6, top + 30, "foretold", "t s m halo");
        }

        // A point stands at its week's end, when all of it is known.
        svg.Polyline([.. expected.Select((v, i) => (x(i + 1), y[v]))], "line s2");
        svg.Polyline([.. actual.Select((v, i) => (x(i + 1), y[v]))], "line s1");
        int every = wide ? 2 : 4;
        for (int i = 0; i < Weeks.Count; i++)
        {
            DateOnly first = new(Weeks[i].Starts.Year, Weeks[i].Starts.Month, 1);
            if (i == 0 || Weeks[i].Starts.Month != Weeks[i - 1].Starts.Month)
            {
                double at = x(i + ((first > Weeks[i].Starts ? first.DayNumber - Weeks[i].Starts.DayNumber : 0) / 7.0));
                svg.Line(at, bottom, at, bottom + 4, "axis");
                if (Months(Weeks[0].Starts, first) % every == 0)
                {
                    svg.Text(at, bottom + 17, first.ToString(wide ? "MMM yyyy" : "MMM", System.Globalization.CultureInfo.InvariantCulture), "t s m", i == 0 ? Anchor.Start : Anchor.Middle);
                }
            }
        }

        return bottom + 26;
    }

    private static int Months(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;
}
