using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Records;
using Loyalty.ContactPolicy.Sensitivity;
using Loyalty.ContactPolicy.WhatIf;
using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy.Tests.Docs;

public class ContactPolicySnippets
{
    private const string Json = """
        { "timeZone": "Europe/Kyiv",
          "quietHours": [{ "channels": ["sms"], "from": "22:00", "to": "08:00" }],
          "caps": [{ "id": "promo-weekly", "kinds": ["promo"], "max": 1, "window": "7d" }],
          "minimumGap": [{ "gap": "4h" }],
          "exempt": ["transactional"] }
        """;

    [Fact]
    public void Readme()
    {
        TimeProvider clock = new Clock();
        CustomerId anna = new(0);
        string json = Json;
        #region readme
        ContactLedger ledger = new(new ContactGate(ContactMatrix.Parse(json)), clock);
        ContactRequest request = new(anna, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero));
        ContactDecision first = ledger.Take(request);                                       // allowed, and counted
        ContactDecision second = ledger.Take(request with { Partner = new PartnerId("cinema") }); // not before 17 June: promo-weekly
        #endregion
        Assert.True(first.IsAllowed);
        Assert.Equal(("promo-weekly", Given.At("2026-06-17T12:00Z")), (second.Rule, second.NextAllowedAt));
    }

    [Fact]
    public void Matrix()
    {
        string json = Json;
        #region matrix
        ContactMatrix fromOptions = new(new ContactMatrixOptions
        {
            TimeZone = Zone.Get("Europe/Kyiv"),
            QuietHours = [new() { Channels = [Channel.Sms], From = new(22, 0), To = new(8, 0) }],
            Caps = [new() { Id = "promo-weekly", Kinds = [ContactKind.Promo], Max = 1, Window = ContactWindow.Days(7) }],
            MinimumGap = [new() { Gap = TimeSpan.FromHours(4) }],
            Exempt = [ContactKind.Transactional],
        });
        ContactMatrix fromJson = ContactMatrix.Parse(json);
        bool same = fromOptions.Version == fromJson.Version; // true: the version is a hash of what the rules say
        #endregion
        Assert.True(same);
    }

    [Fact]
    public void Decision()
    {
        string json = Json;
        #region decision
        ContactGate gate = new(ContactMatrix.Parse(json));
        CustomerId anna = new(0);
        PartnerId bakery = new("bakery");
        Contact[] history = [new(anna, new PartnerId("cinema"), Channel.Email, ContactKind.Promo, new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero))];
        ContactRequest request = new(anna, bakery, Channel.Email, ContactKind.Promo, new DateTimeOffset(2026, 6, 11, 12, 0, 0, TimeSpan.Zero), GuestZone.Named("Europe/Kyiv"));

        ContactDecision decision = gate.Decide(request, history);
        // decision.Outcome is Defer, decision.Rule "promo-weekly", decision.NextAllowedAt 2026-06-17 12:00 UTC
        #endregion
        Assert.Equal(Given.Deferred("promo-weekly", "2026-06-17T12:00Z"), decision);

        #region explain
        ContactExplanation why = gate.Explain(request, history);
        foreach (RuleFinding finding in why.Findings.Where(f => f.Refuses))
        {
            string line = $"{finding.Rule}: {finding.Counted} of {finding.Max}, free at {finding.FreeAt:u}";
            // promo-weekly: 1 of 1, free at 2026-06-17 12:00:00Z
            Assert.Equal("promo-weekly: 1 of 1, free at 2026-06-17 12:00:00Z", line);
        }

        PartnerAnswer toldToThePartner = why.Decision.ForPartner(); // no slot until 2026-06-17 12:00 UTC, and nothing else
        #endregion
        Assert.Equal(new PartnerAnswer(false, Given.At("2026-06-17T12:00Z")), toldToThePartner);
    }

    [Fact]
    public void Ledger()
    {
        TimeProvider clock = new Clock();
        string json = Json;
        #region ledger
        ContactLedger ledger = new(new ContactGate(ContactMatrix.Parse(json)), clock, new ContactLedgerOptions { Hold = TimeSpan.FromMinutes(5) });
        CustomerId anna = new(0);
        ContactRequest request = new(anna, new PartnerId("bakery"), Channel.Email, ContactKind.Promo, clock.GetUtcNow());

        Reservation slot = ledger.Reserve("message-1", request);
        if (slot.Decision.IsAllowed)
        {
            // … send it, then:
            MessageChange sent = ledger.Confirm(anna, "message-1"); // or Release, if it did not go
            Assert.False(sent.IsLate);
        }

        Reservation other = ledger.Reserve("message-2", request with { Partner = new PartnerId("cinema") }); // refused: the slot is taken
        GuestLoad load = ledger.Load(anna, since: clock.GetUtcNow().AddDays(-30));
        #endregion
        Assert.False(other.Decision.IsAllowed);
        Assert.Equal(1, load.Sent);
    }

    [Fact]
    public void Batch()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        ContactLedger ledger = new(new ContactGate(matrix), new Clock());
        int guests = 3;
        DateTimeOffset noon = Given.At("2026-06-10T12:00Z");
        #region batch
        MatrixCell cell = matrix.Cell(Channel.Email, ContactKind.Promo, new PartnerId("bakery")); // looked up once for the campaign
        ContactAsk[] asks = [.. Enumerable.Range(0, guests).Select(i => new ContactAsk(new CustomerId(i), cell, noon))];
        bool[] taken = new bool[asks.Length];
        int allowed = ledger.TryTake(asks, taken); // how many may go; taken says which, and they are counted
        #endregion
        Assert.Equal(3, allowed);
        Assert.All(taken, Assert.True);
    }

    [Fact]
    public void Guest()
    {
        ConsentBook book = ConsentBook.Of([new(ConsentPurpose.Marketing, true, Given.At("2026-01-01T00:00Z"))]);
        DateTimeOffset sunday = Given.At("2026-06-14T12:00Z");
        #region guest
        ContactMatrix matrix = ContactMatrix.Parse("""
            { "consent":   [{ "kinds": ["promo"], "purpose": "marketing" }],
              "blackouts": [{ "channels": ["sms"], "from": "2026-12-31", "to": "2027-01-02" }],
              "pairs":     [{ "id": "sorry", "first": { "kinds": ["complaint"] }, "then": { "kinds": ["promo"] }, "window": "3d" }],
              "caps":      [{ "id": "gently", "sensitivities": ["high"], "max": 1, "window": "30d" },
                            { "id": "survey-quarter", "kinds": ["survey"], "max": 1, "window": "3mo" }] }
            """);
        ContactMatrix notOnSundays = ContactMatrix.Parse("""{ "blackouts": [{ "id": "sunday", "weekdays": ["sunday"] }] }""");
        GuestFacts anna = new() { Sensitivity = ContactSensitivity.Low, Consent = GuestConsent.Of(book), Limits = notOnSundays };
        ContactRequest request = new(new CustomerId(0), new PartnerId("bakery"), Channel.Email, ContactKind.Promo, sunday) { Guest = anna };
        ContactDecision decision = new ContactGate(matrix).Decide(request, []); // not before Monday: guest:sunday
        #endregion
        Assert.Equal(Given.Deferred("guest:sunday", "2026-06-15T00:00Z"), decision);
    }

    [Fact]
    public void Lint()
    {
        List<string> told = [];
        #region lint
        ContactMatrix matrix = ContactMatrix.Parse("""
            { "quietHours": [{ "channels": ["sms", "push"], "from": "22:00", "to": "08:00" }],
              "caps": [{ "id": "daily",  "max": 1, "window": "24h" },
                       { "id": "weekly", "max": 8, "window": "7d" }] }
            """);
        foreach (MatrixFinding finding in matrix.Lint())
        {
            told.Add($"{finding.Severity} {finding.Rule}: {finding.What} {finding.Cure}");
        }
        #endregion
        string only = Assert.Single(told);
        Assert.Equal("Warning weekly: Its 8 contacts cannot be reached: 'daily' lets at most 7 into its window. Lower max, or make 'daily' less strict.", only);
    }

    [Fact]
    public void Why()
    {
        ContactMatrix limits = ContactMatrix.Parse("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }""");
        ConsentBook book = ConsentBook.Of([new(ConsentPurpose.Marketing, true, Given.At("2026-01-01T00:00Z"))]);
        CustomerId anna = new(0);
        Contact[] history = [new(anna, new("cinema"), Channel.Push, ContactKind.Promo, Given.At("2026-06-08T09:30Z")), new(anna, new("bakery"), Channel.Email, ContactKind.Promo, Given.At("2026-06-10T12:00Z"))];
        #region record
        ContactGate gate = new(ContactMatrix.Parse("""
            { "timeZone": "Europe/Kyiv",
              "consent":    [{ "kinds": ["promo"], "purpose": "marketing" }],
              "quietHours": [{ "channels": ["sms"], "from": "22:00", "to": "08:00" }],
              "caps":       [{ "id": "promo-weekly", "kinds": ["promo"], "max": 2, "window": "7d" }] }
            """));
        GuestFacts guest = new() { Sensitivity = ContactSensitivity.Medium, Consent = GuestConsent.Of(book), Limits = limits };
        ContactRequest request = new(anna, new PartnerId("bakery"), Channel.Sms, ContactKind.Promo, new DateTimeOffset(2026, 6, 11, 20, 0, 0, TimeSpan.Zero)) { Guest = guest };
        ContactRecord record = gate.Record(request, history, "message-17");
        string kept = record.ToJson();

        ContactReplay again = gate.Replay(ContactRecord.Parse(kept), limits); // a year later
        bool same = again.IsSame; // true; else again.Differences says what is not as it was
        #endregion
        Assert.True(same);
        const string Record = """
            #region record-json
            {
              "format": "contact-decision-1",
              "reference": "message-17",
              "matrixVersion": "0532320dfe0494b7",
              "request": {
                "partner": "bakery",
                "channel": "sms",
                "kind": "promo",
                "at": "2026-06-11T20:00:00Z",
                "timeZone": "matrix"
              },
              "guest": {
                "sensitivity": "medium",
                "segments": [],
                "consent": {
                  "marketing": "granted"
                },
                "limitsVersion": "1ae441ff5f0b84b7",
                "historyIsKnown": true
              },
              "history": [
                {
                  "partner": "cinema",
                  "channel": "push",
                  "kind": "promo",
                  "at": "2026-06-08T09:30:00Z"
                },
                {
                  "partner": "bakery",
                  "channel": "email",
                  "kind": "promo",
                  "at": "2026-06-10T12:00:00Z"
                }
              ],
              "decision": {
                "outcome": "defer",
                "rule": "guest:weekly",
                "nextAllowedAt": "2026-06-17T12:00:00Z"
              },
              "forPartner": {
                "isAllowed": false,
                "noSlotUntil": "2026-06-17T12:00:00Z"
              },
              "isExempt": false,
              "findings": [
                {
                  "rule": "consent",
                  "kind": "consent",
                  "refuses": false,
                  "counted": 0,
                  "max": 0,
                  "freeAt": "2026-06-11T20:00:00Z",
                  "consent": "granted"
                },
                {
                  "rule": "quiet-hours",
                  "kind": "quiet-hours",
                  "refuses": true,
                  "counted": 0,
                  "max": 0,
                  "freeAt": "2026-06-12T05:00:00Z"
                },
                {
                  "rule": "promo-weekly",
                  "kind": "cap",
                  "refuses": true,
                  "counted": 2,
                  "max": 2,
                  "freeAt": "2026-06-15T09:30:00Z"
                },
                {
                  "rule": "guest:weekly",
                  "kind": "cap",
                  "refuses": true,
                  "counted": 2,
                  "max": 1,
                  "freeAt": "2026-06-17T12:00:00Z"
                }
              ]
            }
            #endregion
            """;
        Assert.Equal(string.Join('\n', Record.Split('\n')[1..^1]), kept);
    }

    [Fact]
    public void WhatIf()
    {
        ContactMatrix stricter = ContactMatrix.Parse("""{ "caps": [{ "id": "one-a-week", "max": 1, "window": "7d" }] }""");
        PartnerId bakery = new("bakery");
        DateTimeOffset firstOfMonth = Given.At("2026-06-01T00:00Z");
        PastRequest[] month =
        [
            new(new(new(0), bakery, Channel.Email, ContactKind.Promo, firstOfMonth.AddHours(12)), WasSent: true),
            new(new(new(0), bakery, Channel.Email, ContactKind.Promo, firstOfMonth.AddDays(3)), WasSent: true),
        ];
        #region what-if
        MatrixTrial trial = new(stricter, from: firstOfMonth);
        TrialResult result = trial.Run(month); // in order of time: what went, and what was refused
        TrialCount ofBakery = result.Of(bakery);
        string told = $"{ofBakery.Before} went, {ofBakery.After} would go; {result.Rules[0].Rule} holds {result.Rules[0].Lost} back";
        // 2 went, 1 would go; one-a-week holds 1 back
        #endregion
        Assert.Equal("2 went, 1 would go; one-a-week holds 1 back", told);
    }

    [Fact]
    public void SensitivityOfGuests()
    {
        GuestSignals[] guests = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? new GuestSignals(sent: 20, opened: 2, unsubscribed: 2) : new GuestSignals(sent: 20, opened: 8, clicked: 2))];
        #region sensitivity
        SensitivityStatistics statistics = new(); // one for each shard; Merge joins them
        foreach (GuestSignals guest in guests)
        {
            statistics.Add(guest);
        }

        SensitivityModel model = new(statistics);
        SensitivityResult anna = model.Of(new GuestSignals(sent: 12, opened: 1, unsubscribed: 1));
        GuestFacts facts = new() { Sensitivity = anna.Level };  // high: a cap with sensitivities ["high"] concerns her
        double costOfOneMore = anna.OptOutChance;               // the chance that the next message makes her leave
        #endregion
        Assert.Equal(ContactSensitivity.High, facts.Sensitivity);
        Assert.InRange(costOfOneMore, model.OptOut.Mean, 1.0 / 12);
    }
}
