using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.WhatIf;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.WhatIf;

public class MatrixTrialTests
{
    private const string Now = """{ "exempt": ["transactional"], "caps": [{ "id": "two", "max": 2, "window": "7d" }] }""";
    private const string Planned = """
        { "timeZone": "Europe/Kyiv", "quietHours": [{ "channels": ["sms"], "from": "21:00", "to": "09:00" }], "exempt": ["transactional"],
          "caps": [{ "id": "one", "max": 1, "window": "7d" }, { "id": "cinema", "partners": ["cinema"], "max": 1, "window": "calendar-month" }] }
        """;

    private static readonly DateTimeOffset Start = At("2026-03-01T00:00Z");

    [Fact]
    public void Run_UnderTheSameMatrix_ChangesNothing()
    {
        TrialResult result = new MatrixTrial(ContactMatrix.Parse(Now), Start).Run(Past(300));
        Assert.Equal((0, 0), (result.Total.Lost, result.Total.Gained));
        Assert.True(result.Total is { Kept: > 100, Refused: > 100 });
        Assert.Empty(result.Rules);
    }

    [Fact]
    public void Run_WithoutRules_EveryoneGainsWhatWasRefused()
    {
        PastRequest[] past = Past(300);
        TrialCount total = new MatrixTrial(ContactMatrix.Parse("{}"), Start).Run(past).Total;
        Assert.Equal(new TrialCount(past.Count(r => r.WasSent), 0, past.Count(r => !r.WasSent), 0), total);
        Assert.Equal((past.Length, total.Gained), (total.After, total.Change));
    }

    [Fact]
    public void Run_AMessageOfTheFirstInstant_IsTriedAndNotTakenAsGiven()
    {
        PastRequest[] past = [Sent(Start.AddTicks(-1)), Sent(Start)];

        Assert.Equal(new TrialCount(0, 1, 0, 0), new MatrixTrial(ContactMatrix.Parse(Planned), Start).Run(past).Total);

        static PastRequest Sent(DateTimeOffset at) => new(new Contact(Anna, new("cinema"), Channel.Email, ContactKind.Promo, at), WasSent: true);
    }

    [Fact]
    public void Run_AMessageThatCarriesAnothersBlock_CountsForBoth()
    {
        ContactMatrix each = ContactMatrix.Parse("""{ "caps": [{ "id": "each", "partners": "each", "max": 1, "window": "7d" }] }""");
        PastRequest[] past =
        [
            new(new Contact(Anna, new("cinema"), Channel.Email, ContactKind.Promo, Start) { Carried = [new("books")] }, WasSent: true),
            new(new Contact(Anna, new("books"), Channel.Email, ContactKind.Promo, Start.AddDays(1)), WasSent: true),
        ];

        Assert.Equal(new TrialCount(1, 1, 0, 0), new MatrixTrial(each, Start).Run(past).Total);
    }

    [Fact]
    public void Run_AnotherMatrix_SaysTheSameAsDecidingOneByOne()
    {
        PastRequest[] past = Past(120);
        ContactGate gate = Gate(Planned);
        Dictionary<CustomerId, List<Contact>> history = [];
        Dictionary<PartnerId, TrialCount> expected = [];
        Dictionary<string, long> lost = [];
        foreach (PastRequest request in past)
        {
            Contact c = request.Contact;
            if (!history.TryGetValue(c.Customer, out List<Contact>? mine))
            {
                history[c.Customer] = mine = [];
            }

            ContactDecision decision = gate.Decide(new(c.Customer, c.Partner, c.Channel, c.Kind, c.At), [.. mine]);
            if (decision.IsAllowed)
            {
                mine.Add(c);
            }
            else if (request.WasSent)
            {
                lost[decision.Rule!] = lost.GetValueOrDefault(decision.Rule!) + 1;
            }

            TrialCount one = new(request.WasSent && decision.IsAllowed ? 1 : 0, request.WasSent && !decision.IsAllowed ? 1 : 0,
                !request.WasSent && decision.IsAllowed ? 1 : 0, !request.WasSent && !decision.IsAllowed ? 1 : 0);
            expected[c.Partner] = expected.GetValueOrDefault(c.Partner) + one;
        }

        TrialResult result = new MatrixTrial(gate.Matrix, Start).Run(past);
        Assert.Equal(expected[Bakery], result.Of(Bakery));
        Assert.Equal(expected[Cinema], result.Of(Cinema));
        Assert.Equal(lost.OrderByDescending(l => l.Value).Select(l => new TrialRule(l.Key, l.Value)), result.Rules);
        Assert.True(result.Of(Cinema) is { Lost: > 0, Gained: > 0 });
    }

    [Fact]
    public void Merge_OfTwoHalvesOfTheGuests_IsTheWhole()
    {
        PastRequest[] past = Past(200);
        MatrixTrial trial = new(ContactMatrix.Parse(Planned), Start);
        TrialResult whole = trial.Run(past);
        TrialResult merged = trial.Run(past.Where(r => r.Contact.Customer.Index % 2 == 0)).Merge(trial.Run(past.Where(r => r.Contact.Customer.Index % 2 == 1)));
        Assert.Equal(whole.Lines, merged.Lines);
        Assert.Equal(whole.Rules, merged.Rules);
    }

    [Fact]
    public void Run_WhatWentBeforeTheMonth_CountsAsItWent()
    {
        MatrixTrial trial = new(ContactMatrix.Parse(Planned), Start);
        PastRequest before = new(Sent("2026-02-27T12:00Z"), WasSent: true);
        PastRequest after = new(Sent("2026-03-02T12:00Z"), WasSent: true);
        Assert.Equal(new TrialCount(0, 1, 0, 0), trial.Run([before, after]).Total);
        Assert.Equal(new TrialCount(1, 0, 0, 0), trial.Run([before with { WasSent = false }, after]).Total);
        Assert.Equal([new TrialRule("one", 1)], trial.Run([before, after]).Rules);
        Assert.Empty(trial.Run([]).Lines);
    }

    [Fact]
    public void Run_OutOfOrder_IsRefused()
    {
        MatrixTrial trial = new(ContactMatrix.Parse(Planned), Start);
        ArgumentException e = Assert.Throws<ArgumentException>(() => trial.Run([new(Sent("2026-03-02T12:00Z"), true), new(Sent("2026-03-02T11:59Z"), true)]));
        Assert.Contains("sort them", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A month of requests, decided under today's matrix.</summary>
    private static PastRequest[] Past(int guests)
    {
        SplitMix64 random = new(3);
        ContactGate gate = Gate(Now);
        List<PastRequest> past = [];
        for (int guest = 0; guest < guests; guest++)
        {
            List<Contact> mine = [];
            foreach (int minute in Enumerable.Range(0, 8).Select(_ => random.Below(30 * 24 * 60)).Order())
            {
                Contact contact = new(new(guest), random.Below(3) == 0 ? Cinema : Bakery, random.Below(2) == 0 ? Channel.Sms : Channel.Email,
                    random.Below(6) == 0 ? ContactKind.Transactional : ContactKind.Promo, Start.AddMinutes(minute));
                bool sent = gate.Decide(new(contact.Customer, contact.Partner, contact.Channel, contact.Kind, contact.At), [.. mine]).IsAllowed;
                past.Add(new(contact, sent));
                if (sent)
                {
                    mine.Add(contact);
                }
            }
        }

        return [.. past.OrderBy(r => r.Contact.At)];
    }
}
