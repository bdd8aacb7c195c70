using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.ContactPolicy.Tests;
using Loyalty.Core;

namespace Loyalty.Testing;

/// <summary>A ledger answers every call as a naive one does, and decides every random matrix as the gate does.</summary>
public abstract class ContactLedgerAgreement
{
    private static readonly Arbitrary<int> Seeds = Gen.Choose(0, int.MaxValue).ToArbitrary();
    private static readonly DateTimeOffset Start = new(2026, 3, 27, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Guests = ["anna", "boris"];
    private static readonly PartnerId[] Partners = [new("bakery"), new("cinema"), new("dairy")];
    private static readonly Channel[] Channels = [Channel.Email, Channel.Sms];
    private static readonly ContactKind[] Kinds = [ContactKind.Promo, ContactKind.Survey, ContactKind.Transactional];

    private const string Rules = """
        {
          "timeZone": "Europe/Kyiv", "exempt": ["transactional"],
          "quietHours": [{ "channels": ["sms"], "from": "22:00", "to": "08:00" }],
          "caps": [
            { "id": "hour", "max": 2, "window": "1h" },
            { "id": "day", "max": 4, "window": "calendar-day", "partners": "each" },
            { "id": "month", "max": 9, "window": "1mo", "channels": ["email"] },
            { "id": "two", "max": 3, "window": "6h", "partners": ["bakery", "dairy"] },
            { "id": "week", "max": 12, "window": "calendar-week" }
          ]
        }
        """;

    /// <summary>How many stories are told, each of sixty calls.</summary>
    protected virtual int Stories => 60;

    /// <summary>How many random matrices are asked.</summary>
    protected virtual int Matrices => 300;

    /// <summary>Opens a ledger at a place; a place that was not named before holds nothing.</summary>
    protected abstract Task<IContactLedger> OpenAsync(int place, ContactGate gate, TimeProvider time, ContactLedgerOptions options);

    [Fact]
    public void Ledger_AnswersAsANaiveOne_OverRandomStories()
    {
        int place = 0;
        Prop.ForAll(Seeds, seed => Tell(++place, SplitMix64.Mix((ulong)seed)).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(Stories));
    }

    [Fact]
    public void Ledger_DecidesAsTheGate_OverRandomMatrices()
    {
        int guests = 0;
        Prop.ForAll(Seeds, seed => Decide(string.Create(CultureInfo.InvariantCulture, $"guest-{++guests}"), SplitMix64.Mix((ulong)seed)).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Matrices));
    }

    private async Task Tell(int place, ulong seed)
    {
        SplitMix64 chance = new(seed);
        HandClock clock = new(Start);
        ContactLedgerOptions options = new() { Hold = TimeSpan.FromMinutes(30), LoadPeriod = TimeSpan.FromDays(90) };
        ContactGate gate = new(ContactMatrix.Parse(Rules));
        IContactLedger naive = new NaiveContactLedger(gate, clock, options);
        IContactLedger ledger = await OpenAsync(place, gate, clock, options);
        for (int step = 0; step < 60; step++)
        {
            clock.Now = clock.Now.AddMinutes(chance.Below(8) == 0 ? chance.Below(3000) : chance.Below(20));
            (string name, Func<IContactLedger, Task<string>> call) = Call(ref chance, clock.Now);
            string expected = await call(naive);
            string found = await call(ledger);
            Assert.True(expected == found, $"Seed {seed}, step {step}, {name}:\nexpected {expected}\nfound    {found}");
            foreach (string guest in Guests)
            {
                Assert.Equal(await State(naive, guest), await State(ledger, guest));
            }
        }
    }

    private static (string Name, Func<IContactLedger, Task<string>> Call) Call(ref SplitMix64 chance, DateTimeOffset now)
    {
        string guest = Guests[chance.Below(2)];
        string id = string.Create(CultureInfo.InvariantCulture, $"m{chance.Below(25)}");
        ContactRequest request = Request(ref chance, now);
        switch (chance.Below(10))
        {
            case 0 or 1 or 2 or 3:
                return ($"reserve {guest} {id}", async l => (await l.ReserveAsync(guest, id, request)).ToString());
            case 4 or 5:
                return ($"confirm {guest} {id}", async l => (await l.ConfirmAsync(guest, id)).ToString());
            case 6:
                return ($"release {guest} {id}", async l => (await l.ReleaseAsync(guest, id)).ToString());
            case 7:
                Contact contact = new(CustomerId.None, request.Partner, request.Channel, request.Kind, request.At) { Carried = request.Carried };
                return ($"record {guest} {id}", async l => (await l.RecordAsync(guest, id, contact)).ToString());
            case 8 when chance.Below(6) == 0:
                return ($"erase {guest}", async l =>
                {
                    await l.EraseAsync(guest);
                    return "erased";
                }
                );
            case 8:
                SlotRequest[] slots = [new(guest, id, request), new(Guests[0], "b" + id, request), new(guest, "c" + id, Request(ref chance, now)), new(guest, id, request)];
                return ($"batch {guest} {id}", async l => string.Join("; ", await l.ReserveAsync(slots)));
            default:
                return ($"open {guest} {id}", async l => (await l.MarkOpenedAsync(guest, id)).ToString());
        }
    }

    private static ContactRequest Request(ref SplitMix64 chance, DateTimeOffset now) =>
        new(CustomerId.None, Partners[chance.Below(3)], Channels[chance.Below(2)], Kinds[chance.Below(8) == 0 ? 2 : chance.Below(2)], now.AddMinutes(chance.Below(5) == 0 ? chance.Below(600) - 300 : 0))
        {
            Carried = chance.Below(3) == 0 ? [Partners[chance.Below(3)], Partners[chance.Below(3)]] : [],
        };

    private static async Task<string> State(IContactLedger ledger, string guest)
    {
        GuestLoad load = await ledger.LoadAsync(guest, Start);
        IEnumerable<string> history = (await ledger.HistoryAsync(guest)).Select(c => c.ToString()).Order(StringComparer.Ordinal);
        return string.Join("\n", [.. history, .. load.Lines.Select(l => l.ToString())]);
    }

    private async Task Decide(string guest, ulong seed)
    {
        Scenario scenario = Scenario.Of(seed).WithContactsAtMonthsEdges(seed);
        ContactGate gate = new(new ContactMatrix(scenario.Matrix));
        IContactLedger ledger = await OpenAsync(0, gate, new HandClock(scenario.Request.At), new() { LoadPeriod = TimeSpan.FromDays(3650) });
        for (int i = 0; i < scenario.History.Length; i++)
        {
            await ledger.RecordAsync(guest, string.Create(CultureInfo.InvariantCulture, $"m{i}"), scenario.History[i]);
        }

        ContactDecision expected = gate.Decide(scenario.Request, scenario.History);
        Reservation found = await ledger.ReserveAsync(guest, "asked", scenario.Request);
        Assert.True(expected == found.Decision, $"Seed {seed}: expected {expected}, found {found.Decision}");
        Assert.Equal(scenario.History.Length + (expected.IsAllowed ? 1 : 0), (await ledger.HistoryAsync(guest)).Count);
    }
}
