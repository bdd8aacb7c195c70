using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Records;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.Records;

public class ContactRecordTests
{
    [Fact]
    public void Replay_OfAnyRecordThatWasWrittenAndRead_IsTheSame()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            Scenario scenario = Scenario.Of(SplitMix64.Mix(seed));
            ContactGate gate = new(new ContactMatrix(scenario.Matrix));
            ContactRecord record = gate.Record(scenario.Request, scenario.History, "message-1");
            string json = record.ToJson();
            ContactRecord read = ContactRecord.Parse(json);
            ContactReplay replay = new ContactGate(new ContactMatrix(scenario.Matrix)).Replay(read, scenario.Request.Guest!.Limits);
            return (read.ToJson() == json && replay.IsSame && read.Explanation.Decision == gate.Decide(scenario.Request, scenario.History)
                && replay.Explanation.Findings.SequenceEqual(record.Explanation.Findings)).Label(json + string.Join('\n', replay.Differences));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(800), property);
    }

    [Fact]
    public void Replay_UnderAnotherMatrix_SaysWhatDiffers()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }""");
        ContactRecord record = gate.Record(Promo("2026-03-02T12:00Z"), [Sent("2026-03-01T12:00Z")]);
        ContactGate looser = Gate("""{ "caps": [{ "id": "weekly", "max": 2, "window": "7d" }, { "id": "daily", "max": 1, "window": "12h" }] }""");
        Assert.True(gate.Replay(record).IsSame);
        Assert.Equal(
            [
                new("matrix", gate.Matrix.Version, looser.Matrix.Version),
                new("decision", "defer weekly until 2026-03-08T12:00:00Z", "allow"),
                new("rule weekly", "refuses, 1 of 1, free at 2026-03-08T12:00:00Z", "allows, 1 of 2, free at 2026-03-02T12:00:00Z"),
                new("rule daily", "not looked at", "allows, 0 of 1, free at 2026-03-02T12:00:00Z"),
            ],
            looser.Replay(record).Differences);
    }

    [Fact]
    public void Replay_OfARecordThatSomebodyChanged_SaysWhatDiffers()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }""");
        string json = gate.Record(Promo("2026-03-02T12:00Z"), [Sent("2026-03-01T12:00Z")]).ToJson();
        ContactReplay replay = gate.Replay(ContactRecord.Parse(json.Replace("2026-03-01T12:00:00Z", "2026-03-01T11:00:00Z", StringComparison.Ordinal)));
        Assert.Equal(["decision", "rule weekly"], replay.Differences.Select(d => d.What));
    }

    [Fact]
    public void Replay_WithoutTheGuestsLimits_SaysThatTheyAreMissing()
    {
        ContactGate gate = Gate("{}");
        ContactMatrix limits = ContactMatrix.Parse("""{ "blackouts": [{ "weekdays": ["sunday"] }] }""");
        ContactRecord record = gate.Record(Promo("2026-03-01T12:00Z") with { Guest = new() { Limits = limits } }, []);
        Assert.True(gate.Replay(record, limits).IsSame);
        Assert.Equal(["limits", "decision", "rule guest:blackout"], gate.Replay(record).Differences.Select(d => d.What));
    }

    [Fact]
    public void Record_NamesNoGuest_AndLeavesOutWhatNoRuleSees()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }""");
        ContactRecord record = gate.Record(Promo("2026-03-20T12:00Z") with { Customer = new(4711) }, [Sent("2026-03-01T12:00Z") with { Customer = new(4711) }, Sent("2026-03-19T12:00+02:00")]);
        Assert.Equal([At("2026-03-19T10:00Z")], record.History.Select(c => c.At));
        Assert.DoesNotContain("4711", record.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Record_OfALedger_IsWhatTheLedgerDecides()
    {
        ContactLedger ledger = new(Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }"""), new Clock());
        ledger.Take(Promo("2026-03-01T12:00Z"));
        ContactRecord record = ledger.Record(Promo("2026-03-02T12:00Z", partner: Cinema), "m2");
        Assert.Equal(ledger.Decide(Promo("2026-03-02T12:00Z", partner: Cinema)), record.Explanation.Decision);
        Assert.Equal(("m2", 1), (record.Reference, record.History.Count));
        Assert.True(ledger.Gate.Replay(record).IsSame);
    }

    [Theory]
    [InlineData("contact-decision-1", "contact-decision-9", 2, "not 'contact-decision-9'")]
    [InlineData("\"allow\"", "\"perhaps\"", 19, "one of deny, defer, allow")]
    [InlineData("2026-03-02T12:00:00Z", "yesterday", 8, "not 'yesterday'")]
    [InlineData("\"channel\": \"email\"", "\"channel\": \"\"", 6, "channel must be 1 to 128")]
    [InlineData("\"kind\": \"promo\"", "\"sort\": \"promo\"", 7, "no member 'sort'")]
    public void Parse_BadRecord_IsRefusedWithItsLine(string good, string bad, int line, string told)
    {
        string json = Gate("{}").Record(Promo("2026-03-02T12:00Z"), []).ToJson();
        DocumentFormatException e = Assert.Throws<DocumentFormatException>(() => ContactRecord.Parse(json.Replace(good, bad, StringComparison.Ordinal)));
        Assert.Contains(told, e.Message, StringComparison.Ordinal);
        Assert.Equal(line, e.Line);
    }
}
