using System.Text.Json;
using Loyalty.Core;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Segmentation.Tests.Microsegments;

public class CascadeSchemaTests
{
    private static readonly GuestAttribute[] Attributes =
    [
        GuestAttribute.OfText("stage", _ => "new", "new", "at \"risk\"", "ёж"), GuestAttribute.OfText("city", _ => "Kyiv"), GuestAttribute.OfNumber("money", _ => 1), GuestAttribute.OfNumber("the $weird 'name'", _ => 1),
    ];

    private static readonly JsonElement Published = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("docs", "segmentation", "cascade.schema.json"))).RootElement;

    private static readonly JsonElement Own = JsonDocument.Parse(CascadeSchema.For(Attributes)).RootElement;

    private static readonly string[] GoodWheres =
    [
        """{"money":[1,2.5,-3e2]}""", """{"money":{"min":1}}""", """{"money":{"max":1,"min":null}}""", """{"money":{"min":1,"max":2,"not":true}}""", """{"money":{"min":1,"not":null}}""",
        """{"money":{"not":[1]}}""", """{"money":{"not":{"not":{"min":0}}}}""", """{"stage":["new","ёж"]}""", """{"stage":{"not":["at \"risk\""]}}""", """{"city":["anywhere"]}""",
        """{"stage":["new"],"not":{"money":{"min":5}}}""", """{"not":{"not":{"money":[1]}}}""", """{"the $weird 'name'":[1]}""", """{"money":{"min":-1000000000000000000,"max":1000000000000000000}}""",
    ];

    private static readonly string[] BadWheres =
    [
        "{}", "[]", "null", "1", """{"money":1}""", """{"money":null}""", """{"money":{}}""", """{"money":[]}""", """{"money":{"min":"1"}}""", """{"money":{"not":true}}""", """{"money":{"min":null}}""",
        """{"money":{"min":1,"not":[1]}}""", """{"money":{"min":1,"not":"true"}}""", """{"money":{"least":1}}""", """{"money":{"not":1}}""", """{"money":{"not":{}}}""", """{"money":{"max":1000000000000000001}}""",
        """{"stage":[]}""", """{"stage":"new"}""", """{"stage":["new",1]}""", """{"not":{}}""", """{"not":true}""", """{"not":[]}""", """{"money":[[1]]}""", """{"stage":{"not":[]}}""", """{"not":null}""",
    ];

    private static readonly string[] OnlyTheOwnRefuses = ["""{"money":["1"]}""", """{"stage":["nwe"]}""", """{"mony":[1]}""", """{"money":["new"]}""", """{"stage":[1]}""", """{"city":{"min":1}}""", """{"stage":{"not":["old"]}}"""];

    public static TheoryData<string, bool> Documents()
    {
        TheoryData<string, bool> documents = new()
        {
            { "{}", false }, { "[]", false }, { """{"steps":[]}""", false }, { """{"steps":{}}""", false }, { """{"steps":null}""", false },
            { """{"steps":[{"name":"a","where":{"money":[1]}}],"$schema":"cascade.schema.json"}""", true }, { """{"steps":[{"name":"a","where":{"money":[1]}}],"$schema":1}""", false },
            { """{"steps":[{"name":"a","where":{"money":[1]}}],"step":[]}""", false }, { """{"steps":[{"name":"a"}]}""", false }, { """{"steps":[{"where":{"money":[1]}}]}""", false },
            { """{"steps":[{"name":"","where":{"money":[1]}}]}""", false }, { """{"steps":[{"name":" ","where":{"money":[1]}}]}""", false }, { """{"steps":[{"name":1,"where":{"money":[1]}}]}""", false }, { """{"steps":[1]}""", false },
            { """{"steps":[{"name":"a","when":{"money":[1]},"where":{"money":[1]}}]}""", false }, { """{"steps":[{"name":"a","where":{"money":[1]},"not":"x"}]}""", false }, { """{"steps":[{"name":"a","where":{"money":[1]},"not":[]}]}""", false },
            { """{"steps":[{"name":"a","where":{"money":[1]},"not":true},{"name":"b","where":{"money":[1]},"not":null},{"name":"c","where":{"money":[1]},"not":{"city":["x"]}}]}""", true },
        };
        foreach ((string where, bool valid) in GoodWheres.Select(w => (w, true)).Concat(BadWheres.Select(w => (w, false))))
        {
            documents.Add(Document(where), valid);
        }

        return documents;
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Schemas_AndParser_SayTheSame(string json, bool valid)
    {
        Assert.Equal(valid, SchemaCheck.Accepts(Published, JsonDocument.Parse(json).RootElement));
        Assert.Equal(valid, SchemaCheck.Accepts(Own, JsonDocument.Parse(json).RootElement));
        Assert.Equal(valid, Parses(json));
    }

    [Fact]
    public void For_OwnAttributes_KnowsTheirNamesKindsAndValues() => Assert.All(OnlyTheOwnRefuses, where =>
    {
        Assert.True(SchemaCheck.Accepts(Published, JsonDocument.Parse(Document(where)).RootElement));
        Assert.False(SchemaCheck.Accepts(Own, JsonDocument.Parse(Document(where)).RootElement));
        Assert.False(Parses(Document(where)));
    });

    [Fact]
    public void For_AnyWildCascade_AcceptsWhatIsParsed()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            WildCascade wild = new(seed);
            JsonElement document = JsonDocument.Parse(wild.Json).RootElement;
            Assert.True(SchemaCheck.Accepts(Published, document));
            Assert.True(SchemaCheck.Accepts(JsonDocument.Parse(CascadeSchema.For(wild.Functions)).RootElement, document));
        }
    }

    private static string Document(string where) => $$"""{"steps":[{"name":"one","where":{{where}}}]}""";

    private static bool Parses(string json)
    {
        try
        {
            _ = Cascade.Parse(json, Attributes);
            return true;
        }
        catch (DocumentFormatException)
        {
            return false;
        }
    }
}
