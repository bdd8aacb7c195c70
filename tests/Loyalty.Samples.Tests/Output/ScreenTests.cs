using Loyalty.Samples.Output;
using Loyalty.Samples.Report;

namespace Loyalty.Samples.Tests.Output;

public class ScreenTests
{
    private static readonly DataTable Figures = new(["segment", "guests", "spend", "since"], [["new", "1,200", "−£3.50", "2011-10-31"], ["lost", "7", "£12.00", "–"]]);

    [Fact]
    public void Table_OffATerminal_IsPlainAlignedText()
    {
        using StringWriter text = new() { NewLine = "\n" };
        Screen screen = new(text, plain: true);

        screen.Heading("b. Guests");
        screen.Table("by segment", Figures);

        Assert.Equal("""

            b. Guests
            =========

            by segment
            segment  guests   spend  since
            -------  ------  ------  ----------
            new       1,200  -£3.50  2011-10-31
            lost          7  £12.00  -

            """.ReplaceLineEndings("\n"), text.ToString());
    }

    [Fact]
    public void Turn_ATable_MakesRowsColumns()
    {
        DataTable turned = Figures.Turn();

        Assert.Equal(["segment", "new", "lost"], turned.Columns);
        Assert.Equal(["guests", "1,200", "7"], turned.Rows[0]);
        Assert.Equal(3, turned.Rows.Count);
    }

    [Theory]
    [InlineData("1,200", true)]
    [InlineData("−£3.50", true)]
    [InlineData("[−£3.50, +£4]", true)]
    [InlineData("< 0.001", true)]
    [InlineData("12.3\u202F%", true)]
    [InlineData("07823 662118", false)]
    [InlineData("1958-09-28", false)]
    [InlineData("116 North Parade", false)]
    public void IsFigureColumn_AnyField_IsSetToTheRightOnlyIfItIsAFigure(string field, bool figure) =>
        Assert.Equal(figure, new DataTable(["a", "b"], [["row", field]]).IsFigureColumn(1));
}
