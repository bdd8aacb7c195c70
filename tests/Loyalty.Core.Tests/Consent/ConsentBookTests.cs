using FsCheck;
using FsCheck.Fluent;
using Loyalty.Core.Consent;
using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Consent;

public sealed class ConsentBookTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly PartnerId Grocer = new("grocer");
    private static readonly Identifier Ann = new(PersonAttribute.Email, "ann@shop.ru");
    private static readonly Identifier Other = new(PersonAttribute.Phone, "+79161234567");

    private static ConsentEntry Said(bool yes, int day, Identifier by = default, bool verified = false, Channel channel = default, PartnerId partner = default, string record = "1") =>
        new(ConsentPurpose.Marketing, yes, Day.AddDays(day), new RecordKey("crm", record)) { Identifier = by, Verified = verified, Channel = channel, Partner = partner };

    private static ConsentState Email(params ConsentEntry[] entries) =>
        ConsentBook.Of(entries).Decide(ConsentPurpose.Marketing, Channel.Email, Grocer).State;

    [Fact]
    public void A_refusal_is_not_lost_when_a_record_with_a_newer_yes_is_merged_in()
    {
        ConsentBook hers = ConsentBook.Of([Said(false, 1, Ann)]);
        ConsentBook merged = hers.Merge(ConsentBook.Of([Said(true, 9, Other, verified: true, record: "2")]));
        ConsentDecision decision = merged.Decide(ConsentPurpose.Marketing, Channel.Email, Grocer);
        Assert.Equal(ConsentState.Refused, decision.State);
        Assert.Equal(hers.Entries[0], decision.Decisive);
        Assert.Equal(2, decision.Considered.Length);
        Assert.False(decision.IsGranted);
    }

    [Fact]
    public void Only_a_newer_verified_yes_from_the_same_identifier_lifts_a_refusal()
    {
        Assert.Equal(ConsentState.Granted, Email(Said(false, 1, Ann), Said(true, 2, Ann, verified: true)));
        Assert.Equal(ConsentState.Refused, Email(Said(false, 1, Ann), Said(true, 2, Ann)));
        Assert.Equal(ConsentState.Refused, Email(Said(false, 2, Ann), Said(true, 1, Ann, verified: true)));
        Assert.Equal(ConsentState.Refused, Email(Said(false, 1), Said(true, 2, verified: true)));
        Assert.Equal(ConsentState.Refused, Email(Said(false, 1, Ann), Said(true, 2, Ann, verified: true), Said(false, 3, Ann)));
        Assert.Equal(ConsentState.Refused, Email(Said(false, 1, Ann), Said(true, 1, Ann, verified: true)));
    }

    [Fact]
    public void A_statement_for_all_channels_or_partners_covers_each_one()
    {
        Assert.Equal(ConsentState.Refused, Email(Said(true, 1, Ann, channel: Channel.Email), Said(false, 2, Ann)));
        Assert.Equal(ConsentState.Granted, Email(Said(false, 1, Ann), Said(true, 2, Ann, verified: true, channel: Channel.Email)));
        Assert.Equal(ConsentState.Granted, Email(Said(true, 1, Ann), Said(false, 2, Ann, channel: Channel.Sms)));
        Assert.Equal(ConsentState.Granted, Email(Said(true, 1, Ann), Said(false, 2, Ann, partner: new PartnerId("baker"))));
        Assert.Equal(ConsentState.Unknown, Email(Said(true, 1, Ann, partner: new PartnerId("baker"))));
    }

    [Fact]
    public void Silence_is_not_a_yes()
    {
        Assert.Equal(ConsentState.Unknown, Email());
        Assert.False(ConsentBook.Empty.Decide(ConsentPurpose.Surveys, Channel.Sms, Grocer).IsGranted);
        Assert.Equal(ConsentState.Unknown, ConsentBook.Of([Said(true, 1)]).Decide(ConsentPurpose.Surveys, Channel.Email, Grocer).State);
    }

    [Fact]
    public void Taking_a_record_out_takes_its_statements_out()
    {
        ConsentBook merged = ConsentBook.Of([Said(true, 1, Ann), Said(false, 2, Other, record: "2")]);
        Assert.Equal(ConsentState.Granted, merged.Only(new HashSet<RecordKey> { new("crm", "1") }).Decide(ConsentPurpose.Marketing, Channel.Email, Grocer).State);
    }

    [Fact]
    public void Entry_WithoutPurpose_IsRefused() => Assert.Throws<ArgumentException>(() => new ConsentEntry(default, true, Day));

    [Fact]
    public void Merge_AnyBooks_IsAUnion_AndNeverMakesANoAYes() => Prop.ForAll(Seeds.Any, seed =>
    {
        SplitMix64 random = new(seed);
        ConsentBook[] books = new ConsentBook[3];
        for (int b = 0; b < books.Length; b++)
        {
            List<ConsentEntry> entries = [];
            for (int i = random.Below(5); i > 0; i--)
            {
                entries.Add(Said(random.Below(2) == 0, random.Below(4), random.Below(2) == 0 ? Ann : Other, random.Below(2) == 0, random.Below(2) == 0 ? Channel.Email : default, record: $"{b}"));
            }

            books[b] = ConsentBook.Of(entries);
        }

        ConsentBook left = books[0].Merge(books[1]).Merge(books[2]);
        ConsentBook right = books[2].Merge(books[0].Merge(books[1])).Merge(books[0]);
        bool refused = left.Decide(ConsentPurpose.Marketing, Channel.Email, Grocer).State == ConsentState.Refused;
        ConsentBook others = ConsentBook.Of(books[1].Entries.Concat(books[2].Entries).Where(e => e.Identifier == Other));
        ConsentBook hers = ConsentBook.Of(books[0].Entries.Where(e => e.Identifier == Ann));
        return left.Entries.SequenceEqual(right.Entries)
            && refused == (right.Decide(ConsentPurpose.Marketing, Channel.Email, Grocer).State == ConsentState.Refused)
            && (hers.Decide(ConsentPurpose.Marketing, Channel.Email, Grocer).State != ConsentState.Refused
                || hers.Merge(others).Decide(ConsentPurpose.Marketing, Channel.Email, Grocer).State == ConsentState.Refused);
    }).QuickCheckThrowOnFailure();
}
