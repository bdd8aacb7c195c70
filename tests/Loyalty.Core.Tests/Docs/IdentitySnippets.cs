using System.Globalization;
using Loyalty.Core.Consent;
using Loyalty.Core.Identity;
using Loyalty.Core.Profiles;

namespace Loyalty.Core.Tests.Docs;

/// <summary>The code of docs/core/identity.md, profiles.md and consent.md, as it runs.</summary>
public sealed class IdentitySnippets
{
    private static readonly SourceRecord[] Records =
    [
        new(new RecordKey("crm", "17")) { GivenName = "Ivan", Surname = "Kuznetsov", BirthDate = "1985-03-07", Phone = "8 (916) 123-45-67" },
        new(new RecordKey("shop", "4711")) { Phone = "+79161234567", City = "Tver", UpdatedAt = new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero) },
    ];

    [Fact]
    public void Resolve()
    {
        List<string> lines = [];
        #region resolve
        SourceRecord[] records =
        [
            new(new RecordKey("crm", "17")) { GivenName = "Ivan", Surname = "Kuznetsov", Phone = "8 (916) 123-45-67" },
            new(new RecordKey("shop", "4711")) { GivenName = "Иван", Phone = "+79161234567" },
        ];
        IdentityResult result = new IdentityResolver().Resolve(records);
        foreach (IdentityLink link in result.Links)
        {
            lines.Add($"{link.Left} is {link.Right}");
            lines.AddRange(result.Explain(link).Select(e => string.Create(CultureInfo.InvariantCulture, $"  {e.Attribute} {e.Agreement} {e.Weight:+0.0}")));
        }
        #endregion

        Assert.Equal(["crm:17 is shop:4711", "  GivenName exact +6.0", "  Phone exact +14.0"], lines);
    }

    [Fact]
    public void TakeBack()
    {
        #region take-back
        IdentityResult merged = new IdentityResolver().Resolve(Records);
        IdentityOptions apart = new() { KeepApart = [(new RecordKey("crm", "17"), new RecordKey("shop", "4711"))] };
        IdentityResult taken = new IdentityResolver(apart).Resolve(Records);
        #endregion

        Assert.Single(merged.Profiles);
        Assert.Equal(2, taken.Profiles.Length);
    }

    [Fact]
    public void Fold()
    {
        #region fold
        IdentityResult result = new IdentityResolver().Resolve(Records);
        Profile profile = Profile.Of(result.ProfileOf(new RecordKey("crm", "17")));
        string? city = profile[PersonAttribute.City];
        RecordKey saidBy = profile.Values.Single(v => v.Attribute == PersonAttribute.City).Record;
        #endregion

        Assert.Equal("Tver", city);
        Assert.Equal(new RecordKey("shop", "4711"), saidBy);
    }

    [Fact]
    public void Consent()
    {
        DateTimeOffset now = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);
        PartnerId grocer = new("grocer");
        #region consent
        Identifier email = new(PersonAttribute.Email, "ann@shop.ru");
        ConsentBook crm = ConsentBook.Of([new ConsentEntry(ConsentPurpose.Marketing, granted: false, now.AddDays(-9)) { Identifier = email }]);
        ConsentBook shop = ConsentBook.Of([new ConsentEntry(ConsentPurpose.Marketing, granted: true, now)]);
        ConsentDecision decision = crm.Merge(shop).Decide(ConsentPurpose.Marketing, Channel.Email, grocer);
        #endregion

        Assert.Equal(ConsentState.Refused, decision.State);
        Assert.Equal(crm.Entries[0], decision.Decisive);
    }
}
