namespace Loyalty.Samples.Report.Charts;

/// <summary>A state that members can be in, and its colour.</summary>
internal readonly record struct FlowState(string Name, string Css);

/// <summary>How members move between states from one date to the next: bands as thick as many move.</summary>
internal sealed record FlowChart : Chart
{
    /// <summary>The states, from top to bottom.</summary>
    public required IReadOnlyList<FlowState> States { get; init; }

    /// <summary>The dates, from left to right, at least two.</summary>
    public required IReadOnlyList<string> Dates { get; init; }

    /// <summary>For each step between two dates, how many went from one state to another: [step][from][to].</summary>
    public required IReadOnlyList<long[][]> Moves { get; init; }

    /// <summary>What is counted.</summary>
    public required string Unit { get; init; }

    public override DataTable Table => new(
        ["from", .. States.Select(s => "to " + s.Name), "all"],
        [.. Moves.SelectMany((step, k) => States.Select((state, i) => (IReadOnlyList<string>)[
            $"{state.Name}, {Dates[k]}", .. step[i].Select(Shown.Count), Shown.Count(step[i].Sum())]))]);

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double node = wide ? 14 : 10;
        double label = wide ? 150 : 86;
        double slot = wide ? 17 : 30;
        double gap = wide ? 8 : 6;
        double top = 28;
        double body = wide ? 300 : 250;
        long[][] totals = [.. Dates.Select((_, k) => States.Select((_, i) => k < Moves.Count ? Moves[k][i].Sum() : Moves[k - 1].Sum(from => from[i])).ToArray())];
        double unit = body / Math.Max(1, totals.Max(column => column.Sum()));
        double[][] tops = [.. totals.Select(column => Tops(column, unit, slot, gap, top))];
        double left = label;
        double step = (width - (2 * label) - node) / Moves.Count;

        for (int k = 0; k < Moves.Count; k++)
        {
            double[] outgoing = [.. tops[k]];
            double[] incoming = [.. tops[k + 1]];
            for (int i = 0; i < States.Count; i++)
            {
                for (int j = 0; j < States.Count; j++)
                {
                    double thick = Moves[k][i][j] * unit;
                    if (Moves[k][i][j] > 0)
                    {
                        Band(svg, left + (k * step) + node, outgoing[i], left + ((k + 1) * step), incoming[j], thick, $"{States[i].Css} band",
                            $"{States[i].Name} → {States[j].Name}: {Shown.Count(Moves[k][i][j])} {Unit}");
                    }

                    outgoing[i] += thick;
                    incoming[j] += thick;
                }
            }
        }

        double bottom = 0;
        for (int k = 0; k < Dates.Count; k++)
        {
            double x = left + (k * step);
            bool first = k == 0;
            bool last = k == Dates.Count - 1;
            svg.Text(first ? x + node : last ? x : x + (node / 2), 12, Dates[k], "t b", first ? Anchor.End : last ? Anchor.Start : Anchor.Middle);
            for (int i = 0; i < States.Count; i++)
            {
                double height = totals[k][i] * unit;
                double y = tops[k][i];
                svg.Rect(x, y, node, Math.Max(1, height), States[i].Css, 2, $"{Dates[k]}, {States[i].Name}: {Shown.Count(totals[k][i])} {Unit}");
                bottom = Math.Max(bottom, y + Math.Max(slot, height));
                if (first || last)
                {
                    Label(svg, wide, first ? x - 8 : x + node + 8, y + (Math.Max(height, slot) / 2), first ? Anchor.End : Anchor.Start, States[i].Name, Shown.Count(totals[k][i]));
                }
                else if (height >= 14)
                {
                    svg.Text(x + node + 5, y + (height / 2) + 4, Shown.Count(totals[k][i]), "t s");
                }
            }
        }

        svg.Height = bottom + 4;
        return svg;
    }

    private static void Label(Svg svg, bool wide, double x, double middle, Anchor anchor, string name, string count)
    {
        if (wide)
        {
            svg.Text(x, middle + 4, anchor == Anchor.End ? $"{name}  {count}" : $"{count}  {name}", "t", anchor);
        }
        else
        {
            svg.Text(x, middle - 2, name, "t", anchor);
            svg.Text(x, middle + 12, count, "t s m", anchor);
        }
    }

    private static double[] Tops(long[] totals, double unit, double slot, double gap, double top)
    {
        double[] tops = new double[totals.Length];
        for (int i = 0; i < totals.Length; i++)
        {
            tops[i] = top;
            top += Math.Max(slot, totals[i] * unit) + gap;
        }

        return tops;
    }

    private static void Band(Svg svg, double x1, double y1, double x2, double y2, double thick, string css, string tip)
    {
        string n(double v) => Svg.Number(v);
        double middle = (x1 + x2) / 2;
        svg.Path($"M{n(x1)} {n(y1)}C{n(middle)} {n(y1)} {n(middle)} {n(y2)} {n(x2)} {n(y2)}V{n(y2 + thick)}C{n(middle)} {n(y2 + thick)} {n(middle)} {n(y1 + thick)} {n(x1)} {n(y1 + thick)}Z", css, tip);
    }
}
