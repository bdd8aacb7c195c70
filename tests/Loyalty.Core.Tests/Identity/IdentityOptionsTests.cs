using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

public sealed class IdentityOptionsTests
{
    [Theory]
    [InlineData("ru")]
    [InlineData("XX")]
    [InlineData("")]
    public void DefaultRegion_Unknown_IsRefused(string region) =>
        Assert.Throws<ArgumentException>(() => new IdentityOptions { DefaultRegion = region });

    [Fact]
    public void Settings_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new IdentityOptions { MaxBlockSize = 1 });
        Assert.Throws<ArgumentException>(() => new IdentityOptions { Blocking = [] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StrongId(PersonAttribute.Phone, 0));
        Assert.Throws<ArgumentException>(() => new BlockingRule(ReadOnlySpan<PersonAttribute>.Empty));
        Assert.Throws<ArgumentException>(() => MatchModel.Default with { Comparisons = [] });
        Assert.Throws<ArgumentException>(() => MatchModel.Default with { Comparisons = [MatchModel.Default.Comparisons[0], MatchModel.Default.Comparisons[0]] });
        Assert.Throws<ArgumentException>(() => MatchModel.Default.Comparisons[0] with { Levels = [] });
    }

    [Fact]
    public void Keys_Malformed_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new RecordKey("", "1"));
        Assert.Throws<ArgumentException>(() => new RecordKey("crm", ""));
        Assert.Throws<ArgumentException>(() => new SourceRecord(default));
        Assert.Throws<ArgumentException>(() => new ProfileId("x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Identifier(PersonAttribute.Surname, "x"));
        Assert.Throws<ArgumentException>(() => new Identifier(PersonAttribute.Phone, ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SourceRecord(new RecordKey("crm", "1"))[(PersonAttribute)99]);
        Assert.True(default(ProfileId).IsNone && default(Identifier).IsNone);
    }

    [Fact]
    public void ProfileId_OfARecord_IsTheSameOnEveryMachine()
    {
        ProfileId id = ProfileId.Of(new RecordKey("crm", "17"));
        Assert.Equal(id, new ProfileId(id.Value));
        Assert.NotEqual(id, ProfileId.Of(new RecordKey("crm1", "7")));
        Assert.Equal(0.5, MatchModel.Probability(0), 1e-15);
        Assert.Equal(0.8, MatchModel.Probability(2), 1e-12);
    }

    [Fact]
    public void Resolve_OversizedBlocks_AreLeftOutAndCounted()
    {
        SourceRecord[] records = [.. Enumerable.Range(0, 30).Select(i => new SourceRecord(new RecordKey("crm", $"{i}")) { Postcode = "101000" })];
        IdentityResult result = new IdentityResolver(new IdentityOptions { MaxBlockSize = 20 }).Resolve(records);
        Assert.Equal((0, 1), (result.Candidates, result.SkippedBlocks));
        Assert.Equal(435, new IdentityResolver().Resolve(records).Candidates);
    }
}
