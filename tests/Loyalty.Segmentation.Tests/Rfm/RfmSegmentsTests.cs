using Loyalty.Core;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Segmentation.Tests.Rfm;

public class RfmSegmentsTests
{
    [Theory]
    [InlineData(5, 5, 5, "champions")]
    [InlineData(5, 5, 3, "loyal")]
    [InlineData(1, 5, 5, "cannot-lose")]
    [InlineData(2, 3, 5, "at-risk")]
    [InlineData(5, 1, 1, "new")]
    [InlineData(4, 1, 5, "promising")]
    [InlineData(3, 1, 1, "about-to-sleep")]
    [InlineData(2, 2, 2, "hibernating")]
    [InlineData(1, 1, 5, "lost")]
    public void RuleOf_Default_NamesTheCorners(byte r, byte f, byte m, string name) => Assert.Equal(name, RfmSegments.Default.RuleOf(new RfmScore(r, f, m), 5).Name);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    public void RuleOf_OtherNumbersOfBins_KeepsBestAndWorst(int bins)
    {
        Assert.Equal("champions", RfmSegments.Default.RuleOf(new RfmScore((byte)bins, (byte)bins, (byte)bins), bins).Name);
        Assert.Contains(RfmSegments.Default.RuleOf(new RfmScore(1, 1, 1), bins).Name, new[] { "lost", "hibernating" });
    }

    [Fact]
    public void RuleOf_NoScore_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => RfmSegments.Default.RuleOf(default, 5));

    [Fact]
    public void Parse_OwnSegments_ReplacesTheNames()
    {
        RfmSegments segments = RfmSegments.Parse("""{"segments":[{"name":"best","r":[4,5],"m":[4,5]},{"name":"rest"}]}""");

        Assert.Equal("best", segments.RuleOf(new RfmScore(4, 1, 5), 5).Name);
        Assert.Equal("rest", segments.RuleOf(new RfmScore(3, 5, 5), 5).Name);
    }

    [Theory]
    [InlineData("{\"segments\":[\n{\"name\":\"best\",\"r\":[4,5]}]}", 1, "1-1-1")]
    [InlineData("{\"segments\":[\n{\"name\":\"best\",\"r\":[4,6]}]}", 2, "6")]
    [InlineData("{\"segments\":[\n{\"name\":\"best\",\"r\":[5,4]}]}", 2, "5 to 4")]
    [InlineData("{\"segments\":[\n{\"name\":\"best\",\"r\":[5]}]}", 2, "two scores")]
    [InlineData("{\"segments\":[\n{\"name\":\"returned-all\"}]}", 2, "returned-all")]
    [InlineData("{\"segments\":[\n{\"name\":\"best\",\"x\":1}]}", 2, "'x'")]
    [InlineData("{\"segments\":[]}", 1, "1 to 255")]
    [InlineData("[]", 1, "object")]
    public void Parse_Malformed_IsRefusedAtItsLine(string json, int line, string named)
    {
        DocumentFormatException e = Assert.Throws<DocumentFormatException>(() => RfmSegments.Parse(json));
        Assert.Equal(line, e.Line);
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }
}
