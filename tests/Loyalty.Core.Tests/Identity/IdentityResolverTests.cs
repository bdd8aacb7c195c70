using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

public sealed class IdentityResolverTests
{
    private static readonly IdentityResolver Resolver = new();

    private static RecordKey Key(string id) => new("crm", id);

    [Fact]
    public void One_phone_three_cards_and_three_birth_dates_are_three_people_and_one_household()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(Key("1")) { Phone = "+79161234567", Card = "C-1001", BirthDate = "1950-03-02" },
            new(Key("2")) { Phone = "89161234567", Card = "C-2002", BirthDate = "1979-07-15" },
            new(Key("3")) { Phone = "007 916 123 45 67", Card = "C-3003", BirthDate = "2004-11-28" },
        ]);

        Assert.Equal(3, result.Profiles.Length);
        Assert.Equal(3, result.HouseholdOf(result.Profiles[0].Id).Length);
        Assert.Empty(result.Links);
    }

    [Fact]
    public void A_family_at_one_address_with_one_phone_is_not_one_person()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(Key("1")) { GivenName = "Anna", Surname = "Petrova", Phone = "+79161234567", BirthDate = "1980-05-05", Address1 = "Lenin street", StreetNumber = "5", Postcode = "101000" },
            new(Key("2")) { GivenName = "Sergey", Surname = "Petrov", Phone = "+79161234567", BirthDate = "1978-11-23", Address1 = "Lenin street", StreetNumber = "5", Postcode = "101000" },
        ]);

        Assert.Equal(2, result.Profiles.Length);
        RefusedMerge refused = Assert.Single(result.RefusedMerges);
        Assert.Equal(MergeGuard.BirthDate, refused.Guard);
    }

    [Fact]
    public void The_same_phone_however_it_is_written_is_one_person()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(new("shop", "a")) { Phone = "+7 (916) 123-45-67" },
            new(new("crm", "b")) { Phone = "8 916 123 45 67" },
            new(new("app", "c")) { Phone = "79161234567", Email = "Ann.Smith@gmail.com" },
            new(new("news", "d")) { Email = "annsmith+news@googlemail.com" },
        ]);

        Assert.Single(result.Profiles);
        Assert.Equal(ProfileId.Of(new RecordKey("app", "c")), result.Profiles[0].Id);
        Assert.Equal(PersonAttribute.Email, result.Links.First(l => l.Right.Source == "news").Identifier ?? PersonAttribute.Email);
    }

    [Fact]
    public void Placeholders_link_nobody()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(Key("1")) { Phone = "0000000000", Email = "test@test.ru", Card = "-1", NationalId = "0000000000", Device = "00000000-0000-0000-0000-000000000000" },
            new(Key("2")) { Phone = "0000000000", Email = "test@test.ru", Card = "-1", NationalId = "0000000000", Device = "00000000-0000-0000-0000-000000000000" },
        ]);

        Assert.Equal(2, result.Profiles.Length);
        Assert.Equal(0, result.Candidates);
    }

    [Fact]
    public void A_form_filled_in_the_wrong_order_is_the_same_person()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(Key("1")) { GivenName = "Ivan", Surname = "Kuznetsov", BirthDate = "19850307" },
            new(Key("2")) { GivenName = "Кузнецов", Surname = "Иван", BirthDate = "1985-03-07" },
        ]);

        Assert.Single(result.Profiles);
    }

    [Fact]
    public void When_A_and_C_conflict_B_goes_by_rule_whatever_the_order()
    {
        SourceRecord a = new(Key("a")) { Email = "ann@shop.ru", NationalId = "4500123456" };
        SourceRecord b = new(Key("b")) { Email = "ann@shop.ru", Phone = "+79161234567" };
        SourceRecord c = new(Key("c")) { Phone = "+79161234567", NationalId = "7712998877" };
        string? expected = null;
        foreach (SourceRecord[] order in (SourceRecord[][])[[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]])
        {
            IdentityResult result = Resolver.Resolve(order);
            Assert.Equal(2, result.Profiles.Length);
            Assert.NotEqual(result.ProfileOf(a.Key).Id, result.ProfileOf(c.Key).Id);
            Assert.Equal(MergeGuard.NationalId, Assert.Single(result.RefusedMerges).Guard);
            string text = string.Join('|', result.Profiles.Select(p => $"{p.Id}:{string.Join(',', p.Records.Select(r => r.Key))}"));
            Assert.Equal(expected ??= text, text);
        }
    }

    [Fact]
    public void A_wrong_merge_taken_back_stays_taken_back()
    {
        SourceRecord[] records =
        [
            new(Key("1")) { GivenName = "Ivan", Surname = "Kuznetsov", BirthDate = "19850307", Email = "ivan@shop.ru" },
            new(Key("2")) { GivenName = "Ivan", Surname = "Kuznetsov", BirthDate = "19850307", Phone = "+79161234567" },
            new(Key("3")) { Phone = "+79161234567" },
        ];
        Assert.Single(Resolver.Resolve(records).Profiles);

        IdentityResult apart = new IdentityResolver(new IdentityOptions { KeepApart = [(Key("2"), Key("1")), (Key("1"), Key("gone"))] }).Resolve(records);

        Assert.Equal(2, apart.Profiles.Length);
        Assert.Equal(apart.ProfileOf(Key("2")), apart.ProfileOf(Key("3")));
        Assert.Equal(MergeGuard.KeptApart, Assert.Single(apart.RefusedMerges).Guard);
    }

    [Fact]
    public void A_profile_names_the_one_link_that_holds_it_together()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(Key("1")) { Email = "ivan@shop.ru", Card = "C-1001" },
            new(Key("2")) { Email = "ivan@shop.ru", Card = "C-1001" },
            new(Key("3")) { Email = "ivan@shop.ru", Card = "C-1001", Phone = "+79161234567" },
            new(Key("4")) { Phone = "+79161234567" },
        ]);

        IdentityLink bridge = Assert.Single(result.BridgesOf(Assert.Single(result.Profiles).Id));
        Assert.Equal((Key("3"), Key("4")), (bridge.Left, bridge.Right));
    }

    [Fact]
    public void Explain_Link_AddsUpToItsWeight()
    {
        IdentityResult result = Resolver.Resolve(
        [
            new(Key("1")) { GivenName = "Ivan", Surname = "Kuznetsov", BirthDate = "19850307", City = "Moscow" },
            new(Key("2")) { GivenName = "Ivan", Surname = "Kuznecov", BirthDate = "19850317", City = "Tver" },
        ]);

        IdentityLink link = Assert.Single(result.Links);
        Assert.Equal(link.Weight, result.Model.PriorWeight + result.Explain(link).Sum(e => e.Weight), 1e-6);
        Assert.Equal(["exact", "jaro-winkler>=0.92", "typos<=1", "different"], result.Explain(link).Select(e => e.Agreement));
        Assert.InRange(link.Probability, 0.9, 1);
    }

    [Fact]
    public void Resolve_Nothing_GivesNothing()
    {
        IdentityResult result = Resolver.Resolve([]);
        Assert.Empty(result.Profiles);
        Assert.Single(Resolver.Resolve([new(Key("1"))]).Profiles);
    }

    [Fact]
    public void Resolve_TheSameKeyTwice_IsRefused_WithoutPersonalData()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => Resolver.Resolve([new(Key("79161234567")), new(Key("79161234567"))]));
        Assert.DoesNotContain("7916", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_AnyPermutationOfAnyRecords_GivesTheSame() => Prop.ForAll(Seeds.Any, seed =>
    {
        SplitMix64 random = new(seed);
        SourceRecord[] records = new SourceRecord[12];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = new(new RecordKey($"s{random.Below(3)}", $"r{i}"))
            {
                GivenName = Pick(ref random, "Ivan", "Anna", "", "Ivam"),
                Surname = Pick(ref random, "Petrov", "Sidorov", "Petrova"),
                BirthDate = Pick(ref random, "19850307", "19640912", "", "19850308"),
                Phone = Pick(ref random, "", "+79161234567", "89267654321", "0000000000"),
                Email = Pick(ref random, "", "a@shop.ru", "b@shop.ru"),
                NationalId = Pick(ref random, "", "", "4500123456", "7712998877"),
            };
        }

        IdentityResult first = Resolver.Resolve(records);
        for (int i = records.Length - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (records[i], records[j]) = (records[j], records[i]);
        }

        IdentityResult second = Resolver.Resolve(records);
        IdentityResult withStranger = Resolver.Resolve([.. records, new(new RecordKey("z", "z")) { GivenName = "Zoe", Surname = "Unrelated", BirthDate = "20010101" }]);
        return first.Links.SequenceEqual(second.Links) && first.RefusedMerges.SequenceEqual(second.RefusedMerges)
            && first.Profiles.Select(p => p.Id).SequenceEqual(second.Profiles.Select(p => p.Id))
            && first.Links.SequenceEqual(withStranger.Links)
            && records.All(r => first.ProfileOf(r.Key).Id == second.ProfileOf(r.Key).Id && first.ProfileOf(r.Key).Id == withStranger.ProfileOf(r.Key).Id);
    }).QuickCheckThrowOnFailure();

    private static string Pick(ref SplitMix64 random, params string[] of) => of[random.Below(of.Length)];
}
