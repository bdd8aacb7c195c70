using Loyalty.Core.Identity;
using Loyalty.Core.Profiles;

namespace Loyalty.Core.Tests.Profiles;

public sealed class ProfileTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    private static readonly SourceRecord Old = new(new RecordKey("crm", "1")) { GivenName = "Ann", City = "Tver", Phone = "+79161234567", UpdatedAt = Day.AddYears(-1) };
    private static readonly SourceRecord Newer = new(new RecordKey("shop", "9")) { GivenName = " Anna ", City = "", Phone = "0000000000", UpdatedAt = Day };
    private static readonly SourceRecord Undated = new(new RecordKey("app", "5")) { GivenName = "A.", Email = "ann@shop.ru" };

    [Fact]
    public void Of_SeveralRecords_TheNewestValueThatSaysSomethingWins_WithItsProvenance()
    {
        Profile profile = Profile.Of([Newer, Undated, Old]);
        Assert.Equal("Anna", profile[PersonAttribute.GivenName]);
        Assert.Equal("Tver", profile[PersonAttribute.City]);
        Assert.Equal("+79161234567", profile[PersonAttribute.Phone]);
        Assert.Equal("ann@shop.ru", profile[PersonAttribute.Email]);
        Assert.Null(profile[PersonAttribute.Card]);
        Assert.Equal(Old.Key, profile.Values.Single(v => v.Attribute == PersonAttribute.Phone).Record);
        Assert.Equal(ProfileId.Of(Undated.Key), profile.Id);
    }

    [Fact]
    public void Of_AnyOrder_IsTheSame()
    {
        Assert.Equal(Profile.Of([Old, Newer, Undated]).Values, Profile.Of([Undated, Newer, Old]).Values);
        SourceRecord twin = new(new RecordKey("shop", "8")) { GivenName = "Annie", UpdatedAt = Day };
        Assert.Equal("Anna", Profile.Of([Newer, twin])[PersonAttribute.GivenName]);
        Assert.Equal("Anna", Profile.Of([twin, Newer])[PersonAttribute.GivenName]);
    }

    [Fact]
    public void Of_APartOfTheRecords_IsTheProfileBeforeTheMerge()
    {
        Profile before = Profile.Of([Old]);
        Profile after = Profile.Of([Old, Newer]);
        Assert.NotEqual(before.Values, after.Values);
        Assert.Equal(before.Values, Profile.Of(new[] { Old, Newer }.Where(r => r.Key != Newer.Key)).Values);
    }

    [Fact]
    public void Of_NoRecords_IsRefused() => Assert.Throws<ArgumentException>(() => Profile.Of([]));
}
