namespace Loyalty.Samples.Report.Charts;

/// <summary>One cell: what colours it, what stands in it, what is said on hovering.</summary>
internal readonly record struct HeatCell(double Value, string Large, string Small);

/// <summary>A table of cells coloured by value in seven steps.</summary>
internal sealed record HeatMap : Chart
{
    private const int Steps = 7;

    public required IReadOnlyList<string> Rows { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    public required string RowAxis { get; init; }

    public required string ColumnAxis { get; init; }

    /// <summary>A row of cells for each row label.</summary>
    public required IReadOnlyList<IReadOnlyList<HeatCell>> Cells { get; init; }

    /// <summary>The names of the large and the small text in a cell, for the table.</summary>
    public required (string Large, string Small) Names { get; init; }

    /// <summary>How a cell's value is written in the legend.</summary>
    public required Func<double, string> Format { get; init; }

    public override DataTable Table => new(
        [RowAxis, ColumnAxis, Names.Large, Names.Small],
        [.. Rows.SelectMany((row, i) => Columns.Select((column, j) => (IReadOnlyList<string>)[row, column, Cells[i][j].Large, Cells[i][j].Small]))]);

    public override Svg Draw(double width)
    {
        Svg svg = new(width);
        bool wide = width > 500;
        double left = wide ? 132 : Math.Max(46, 32 + Rows.Max(r => Svg.TextWidth(r.Split(' ')[0])));
        double top = 22;
        double cellWidth = (width - left) / Columns.Count;
        double cellHeight = wide ? 54 : 50;
        double most = Math.Max(double.Epsilon, Cells.SelectMany(r => r).Max(c => c.Value));

        for (int j = 0; j < Columns.Count; j++)
        {
            svg.Text(left + ((j + 0.5) * cellWidth), top - 8, wide ? Columns[j] : Columns[j].Split(' ')[0], "t m", Anchor.Middle);
        }

        for (int i = 0; i < Rows.Count; i++)
        {
            double y = top + (i * cellHeight);
            svg.Text(left - 10, y + (cellHeight / 2) + 4, wide ? Rows[i] : Rows[i].Split(' ')[0], "t m", Anchor.End);
            for (int j = 0; j < Columns.Count; j++)
            {
                HeatCell cell = Cells[i][j];
                int step = Step(cell.Value, most);
                double x = left + (j * cellWidth);
                svg.Rect(x + 1.5, y + 1.5, cellWidth - 3, cellHeight - 3, $"h{step}", 4, $"{RowAxis} {Rows[i]}, {ColumnAxis} {Columns[j]}: {cell.Large} {Names.Large}, {cell.Small}");
                svg.Text(x + (cellWidth / 2), y + (cellHeight / 2) - 1, cell.Large, $"t b k{step}", Anchor.Middle);
                svg.Text(x + (cellWidth / 2), y + (cellHeight / 2) + 15, cell.Small, $"t s k{step}", Anchor.Middle);
            }
        }

        double bottom = top + (Rows.Count * cellHeight);
        svg.UprightText(11, top + (Rows.Count * cellHeight / 2), RowAxis + " →");
        svg.Text(left + ((width - left) / 2), bottom + 18, ColumnAxis + " →", "t m", Anchor.Middle);
        DrawLegend(svg, left, bottom + 34, most);
        svg.Height = bottom + 54;
        return svg;
    }

    private static int Step(double value, double most) => value <= 0 ? 0 : Math.Clamp((int)Math.Ceiling(Math.Sqrt(value / most) * (Steps - 1)), 1, Steps - 1);

    /// <summary>The steps widen with the value, so that small cells differ too; the legend names each step's upper end.</summary>
    private void DrawLegend(Svg svg, double left, double y, double most)
    {
        double width = (svg.Width - left) / Steps;
        for (int step = 0; step < Steps; step++)
        {
            double share = (double)step / (Steps - 1);
            svg.Rect(left + (step * width), y, width, 7, $"h{step}", 0);
            svg.Text(left + ((step + 1) * width) - 2, y + 20, step == 0 ? "0" : Format(most * share * share), "t s m", Anchor.End);
        }

        if (svg.Width > 500)
        {
            svg.Text(left - 10, y + 8, "colour, up to", "t s m", Anchor.End);
        }
    }
}
