using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Records;
using Loyalty.Core;
using Loyalty.Core.Consent;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>A message of one partner's chain that carries another's block.</summary>
public class CarriedPartnersTests
{
    private static readonly ContactRequest Welcome = Promo("2026-06-10T12:00Z") with { Carried = [Cinema] };

    [Fact]
    public void A_message_with_a_sponsors_block_is_one_contact_for_all_and_one_for_each_of_both()
    {
        ContactGate gate = Gate("""
            { "caps": [{ "id": "all", "max": 2, "window": "7d" }, { "id": "each", "partners": "each", "max": 1, "window": "7d" }, { "id": "two", "partners": ["bakery", "cinema"], "max": 2, "window": "7d" }] }
            """);
        ContactLedger ledger = new(gate, new Clock());
        Assert.True(ledger.Take(Welcome).IsAllowed);
        Assert.Equal("each", ledger.Decide(Promo("2026-06-11T12:00Z")).Rule);
        Assert.Equal("each", ledger.Decide(Promo("2026-06-11T12:00Z", partner: Cinema)).Rule);
        Assert.True(ledger.Take(Promo("2026-06-11T12:00Z", partner: new("fuel"))).IsAllowed);
        ContactExplanation full = ledger.Explain(Promo("2026-06-12T12:00Z", partner: new("pharmacy")));
        Assert.Equal([("all", 2), ("each", 0)], full.Findings.Select(f => (f.Rule, f.Counted)));
        Assert.Equal(1, ledger.Explain(Promo("2026-06-12T12:00Z")).Findings.Single(f => f.Rule == "two").Counted);
    }

    [Fact]
    public void A_block_of_a_partner_that_has_used_up_its_own_limit_is_not_smuggled_in()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "each", "partners": "each", "max": 1, "window": "7d" }] }""");
        Contact[] history = [Sent("2026-06-09T12:00Z", partner: Cinema)];
        Assert.True(gate.Decide(Welcome with { Carried = [] }, history).IsAllowed);
        Assert.Equal(Deferred("each", "2026-06-16T12:00Z"), gate.Decide(Welcome, history));
    }

    [Fact]
    public void Consent_is_asked_for_every_partner_of_the_message()
    {
        ContactGate gate = Gate("""{ "consent": [{ "purpose": "marketing" }], "caps": [{ "id": "weekly", "max": 3, "window": "7d" }] }""");
        Dictionary<ConsentPurpose, ConsentState> yes = new() { [ConsentPurpose.Marketing] = ConsentState.Granted };
        Dictionary<ConsentPurpose, ConsentState> no = new() { [ConsentPurpose.Marketing] = ConsentState.Refused };
        ContactRequest both = Welcome with { Guest = new GuestFacts { Consent = GuestConsent.Of(yes, new Dictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>> { [Cinema] = no }) } };
        Assert.Equal(Denied("consent"), gate.Decide(both, []));
        Assert.Equal(Allowed, gate.Decide(both with { Carried = [] }, []));

        ContactRecord record = ContactRecord.Parse(gate.Record(both, [Sent("2026-06-09T12:00Z") with { Carried = [new("fuel")] }]).ToJson());
        Assert.Equal((PartnerSet.Of(Cinema), PartnerSet.Of(new PartnerId("fuel")), ConsentState.Refused),
            (record.Carried, record.History.Single().Carried, record.CarriedConsent[Cinema][ConsentPurpose.Marketing]));
        Assert.Empty(gate.Replay(record).Differences);
    }

    [Fact]
    public void The_load_shows_the_message_once_and_that_the_other_was_in_it()
    {
        ContactLedger ledger = new(Gate("""{ "caps": [{ "id": "weekly", "max": 3, "window": "7d" }] }"""), new Clock());
        _ = ledger.Reserve("w", Welcome);
        Assert.Equal((0, 1, 0), (ledger.Load(Anna, At("2026-06-01T00:00Z")).Sent, ledger.Load(Anna, At("2026-06-01T00:00Z")).Lines[0].Reserved, ledger.Load(Anna, At("2026-06-01T00:00Z")).Lines[1].Carried));
        _ = ledger.Confirm(Anna, "w");
        Assert.True(ledger.MarkOpened(Anna, "w"));
        GuestLoad load = ledger.Load(Anna, At("2026-06-01T00:00Z"));
        Assert.Equal((1, 1), (load.Sent, load.Opened));
        Assert.Equal([(Bakery, 1, 0), (Cinema, 0, 1)], load.Lines.Select(l => (l.Partner, l.Sent, l.Carried)));
        Assert.Equal(PartnerSet.Of(Cinema), ledger.Record(Promo("2026-06-11T12:00Z")).History.Single().Carried);
    }

    [Fact]
    public void The_sender_among_the_carried_and_the_order_change_nothing()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "each", "partners": "each", "max": 1, "window": "7d" }] }""");
        PartnerId fuel = new("fuel");
        Assert.Same(gate.Matrix.Cell(Channel.Email, ContactKind.Promo, Bakery), gate.Matrix.Cell(Channel.Email, ContactKind.Promo, Bakery, [Bakery]));
        Assert.Same(gate.Matrix.Cell(Channel.Email, ContactKind.Promo, Bakery, [Cinema, fuel]), gate.Matrix.Cell(Channel.Email, ContactKind.Promo, Bakery, [fuel, Bakery, Cinema, fuel]));
        Assert.Throws<ArgumentException>(() => PartnerSet.Of(Bakery, default));
    }

    [Fact]
    public void Many_cells_of_several_partners_are_told_apart()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "each", "partners": "each", "max": 1, "window": "7d" }] }""");
        for (int i = 0; i < 200; i++)
        {
            PartnerId sponsor = new($"s{i}");
            Contact[] history = [Sent("2026-06-09T12:00Z") with { Carried = [sponsor] }];
            Assert.False(gate.Decide(Promo("2026-06-10T12:00Z", partner: sponsor), history).IsAllowed);
            Assert.True(gate.Decide(Promo("2026-06-10T12:00Z", partner: new($"s{i + 1}")), history).IsAllowed);
        }
    }
}
