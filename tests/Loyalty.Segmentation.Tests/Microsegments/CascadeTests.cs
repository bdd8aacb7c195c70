using Loyalty.Core;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Microsegments;

public class CascadeTests
{
    private static readonly string?[] Stages = ["active", "new", "lost", "active", null];
    private static readonly decimal?[] Money = [500m, 499.99m, 900m, null, 700m];

    private static readonly GuestAttribute[] Attributes =
    [
        GuestAttribute.OfText("lifecycle", row => Stages[row], "active", "new", "lost"),
        GuestAttribute.OfNumber("monetary", row => Money[row]),
    ];

    [Fact]
    public void Run_TwoSteps_CountsAfterEach()
    {
        Cascade cascade = Parse("""{"steps":[{"name":"active","where":{"lifecycle":["active","new"]}},{"name":"big","where":{"monetary":{"min":500}}}]}""");
        List<int> chosen = [];

        CascadeResult result = cascade.Run(Enumerable.Range(0, 5), chosen);

        Assert.Equal(5, result.In);
        Assert.Equal([new CascadeCount("active", 5, 3), new CascadeCount("big", 3, 1)], result.Steps);
        Assert.Equal([0], chosen);
        Assert.Equal(1, result.Out);
    }

    [Fact]
    public void WhyNotIn_OneGuest_NamesTheStepTheConditionAndTheValue()
    {
        Cascade cascade = Parse("""{"steps":[{"name":"active","where":{"lifecycle":["active","new"]}},{"name":"big","where":{"monetary":{"min":500}}}]}""");

        Assert.Equal(new CascadeVerdict(true, null, null, null), cascade.WhyNotIn(0));
        Assert.Equal(new CascadeVerdict(false, "big", "monetary at least 500", "499.99"), cascade.WhyNotIn(1));
        Assert.Equal(new CascadeVerdict(false, "active", "lifecycle in active, new", "lost"), cascade.WhyNotIn(2));
        Assert.Equal(new CascadeVerdict(false, "big", "monetary at least 500", "unknown"), cascade.WhyNotIn(3));
    }

    [Theory]
    [InlineData("""{"lifecycle":{"not":["lost"]}}""", "0 1 3 4")]
    [InlineData("""{"not":{"lifecycle":["lost"]}}""", "0 1 3 4")]
    [InlineData("""{"monetary":{"not":{"min":500,"max":800}}}""", "1 2 3")]
    [InlineData("""{"monetary":{"min":500,"max":800,"not":true}}""", "1 2 3")]
    [InlineData("""{"monetary":{"max":500}}""", "0 1")]
    [InlineData("""{"monetary":[700,900]}""", "2 4")]
    [InlineData("""{"lifecycle":["active"],"not":{"monetary":{"min":0}}}""", "3")]
    public void Parse_EachKindOfCondition_ChoosesWhomItSays(string where, string expected)
    {
        List<int> chosen = [];
        Parse($$"""{"steps":[{"name":"one","where":{{where}}}]}""").Run(Enumerable.Range(0, 5), chosen);
        Assert.Equal(expected, string.Join(' ', chosen));
    }

    [Theory]
    [InlineData(""" "not": true """, "2 4")]
    [InlineData(""" "not": {"monetary":{"min":500}} """, "1 3")]
    [InlineData(""" "not": false """, "0 1 3")]
    public void Parse_StepTurnedRound_ChoosesTheOthers(string not, string expected)
    {
        List<int> chosen = [];
        Parse($$"""{"steps":[{"name":"one","where":{"lifecycle":["active","new"]},{{not}}}]}""").Run(Enumerable.Range(0, 5), chosen);
        Assert.Equal(expected, string.Join(' ', chosen));
    }

    [Theory]
    [InlineData("{\"steps\":[\n{\"name\":\"a\",\n\"where\":{\"lifecicle\":[\"active\"]}}]}", 3, "did you mean 'lifecycle'?")]
    [InlineData("{\"steps\":[\n{\"name\":\"a\",\n\"where\":{\"lifecycle\":[\"actve\"]}}]}", 3, "did you mean 'active'?")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{\"monetary\":{\"min\":2,\"max\":1}}}]}", 2, "min of 2 above its max of 1")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{\"monetary\":{}}}]}", 2, "needs min or max")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{\"monetary\":[]}}]}", 2, "at least one number")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{\"monetary\":[\"x\"]}}]}", 2, "must be a number")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{\"lifecycle\":{\"min\":1}}}]}", 2, "is a text")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{\"lifecycle\":\"active\"}}]}", 2, "list")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"where\":{}}]}", 2, "at least one attribute")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\n\"when\":{}}]}", 2, "'when'")]
    [InlineData("{\"steps\":[{\"name\":\"a\",\"where\":{\"monetary\":[1]}},\n{\"name\":\"a\",\"where\":{\"monetary\":[1]}}]}", 2, "stands twice")]
    [InlineData("{\"steps\":[{\"where\":{\"monetary\":[1]}}]}", 1, "'name'")]
    [InlineData("{\"steps\":\n[]}", 2, "at least one step")]
    [InlineData("", 1, "not JSON")]
    public void Parse_Malformed_IsRefusedAtItsLine(string json, int line, string named)
    {
        DocumentFormatException e = Assert.Throws<DocumentFormatException>(() => Parse(json));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
        Assert.Equal(line, e.Line);
    }

    [Fact]
    public void Merge_TwoHalves_AddsUp()
    {
        Cascade cascade = new([new CascadeStep("big", [Condition.Between(Attributes[1], 500m, null)])]);
        CascadeResult merged = cascade.Run([0, 1]).Merge(cascade.Run([2, 3, 4]));
        CascadeResult whole = cascade.Run(Enumerable.Range(0, 5));
        Assert.Equal(whole.In, merged.In);
        Assert.Equal(whole.Steps, merged.Steps);
        Assert.Throws<ArgumentException>(() => merged.Merge(new CascadeResult(1, [])));
    }

    [Fact]
    public void Constructor_Malformed_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Cascade([]));
        Assert.Throws<ArgumentException>(() => new Cascade([new CascadeStep("a", [])]));
        Assert.Throws<ArgumentException>(() => GuestAttribute.OfNumber("not", _ => 1));
        Assert.Throws<ArgumentException>(() => Condition.OneOf(Attributes[0], "sleepy"));
    }

    private static Cascade Parse(string json) => Cascade.Parse(json, Attributes);
}
