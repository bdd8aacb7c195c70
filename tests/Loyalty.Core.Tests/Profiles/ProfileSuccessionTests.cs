using Loyalty.Core.Identity;
using Loyalty.Core.Profiles;

namespace Loyalty.Core.Tests.Profiles;

public sealed class ProfileSuccessionTests
{
    private static readonly SourceRecord One = new(new RecordKey("crm", "1")) { Email = "ann@shop.ru" };
    private static readonly SourceRecord Two = new(new RecordKey("crm", "2")) { Phone = "+79161234567" };
    private static readonly SourceRecord Bridge = new(new RecordKey("app", "3")) { Email = "ann@shop.ru", Phone = "89161234567" };

    [Fact]
    public void A_merged_away_id_resolves_to_its_survivor_and_a_split_to_both()
    {
        IdentityResolver resolver = new();
        IdentityResult before = resolver.Resolve([One, Two]);
        IdentityResult after = resolver.Resolve([One, Two, Bridge]);
        ProfileSuccession merged = new(before, after);
        ProfileId person = Assert.Single(after.Profiles).Id;
        Assert.Equal(person, merged.SurvivorOf(ProfileId.Of(One.Key)));
        Assert.Equal(person, merged.SurvivorOf(ProfileId.Of(Two.Key)));

        ProfileSuccession split = new(after, before);
        Assert.Equal([ProfileId.Of(One.Key), ProfileId.Of(Two.Key)], split.SuccessorsOf(person));
        Assert.True(new ProfileSuccession(before, resolver.Resolve([])).SurvivorOf(ProfileId.Of(One.Key)).IsNone);
        Assert.Throws<KeyNotFoundException>(() => merged.SurvivorOf(person));
    }
}
