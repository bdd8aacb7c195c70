using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Docs;

public class ArbitrationSnippets
{
    private const string Json = """
        { "timeZone": "Europe/Kyiv",
          "quietHours": [{ "from": "22:00", "to": "08:00" }],
          "caps": [{ "id": "weekly", "kinds": ["promo"], "max": 1, "window": "7d" }] }
        """;

    private static readonly PartnerId Bakery = new("bakery");
    private static readonly PartnerId Cinema = new("cinema");

    [Fact]
    public void Arbitration()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        double[] days = [1, 1, 1, 1, 2, 4, 3];
        double[] hours = [.. Enumerable.Range(0, 24).Select(h => h == 19 ? 2.0 : 1.0)];
        MessageCandidate[] candidates = [Candidate("bread", Bakery, 300), Candidate("film", Cinema, 900)];
        Contact[] history = [];
        using StringWriter written = new();
        TextWriter Console = written;
        #region arbitration
        Arbiter arbiter = new(new ContactGate(matrix));
        GuestPeriod week = new()
        {
            From = new(2026, 6, 7, 21, 0, 0, TimeSpan.Zero), // Monday 00:00 in Kyiv
            To = new(2026, 6, 14, 21, 0, 0, TimeSpan.Zero),
            Hours = FavouriteHours.Of(days, hours),          // when she reads: seven weights and twenty-four
            CostOfOneMore = 0.002 * 5_000,                   // the chance that she leaves × what her staying is worth
        };
        ArbitrationResult result = arbiter.Choose(week, candidates, history);
        foreach (ChosenMessage chosen in result.Chosen)
        {
            Console.WriteLine($"{chosen.Candidate.Id} at {chosen.At:u}");
        }

        foreach (LeftOutMessage left in result.LeftOut)
        {
            Console.WriteLine($"{left.Candidate.Id}: {left.Reason}, {left.Rule}, displaced by {string.Join(", ", left.DisplacedBy)}");
        }
        #endregion
        Assert.True(result.IsOptimal);
        Assert.Equal((90m, 10m, 80m), (result.Worth, result.Cost, result.Net));
        Assert.Equal(["film at 2026-06-13 16:00:00Z", "bread: Displaced, weekly, displaced by film"], written.ToString().Split(written.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Coalition()
    {
        Arbiter arbiter = new(new ContactGate(ContactMatrix.Parse(Json)));
        GuestPeriod week = new() { From = new(2026, 6, 7, 21, 0, 0, TimeSpan.Zero), To = new(2026, 6, 14, 21, 0, 0, TimeSpan.Zero) };
        PartnerId bakery = Bakery;
        PartnerId cinema = Cinema;
        GuestCandidates[] north = [.. Enumerable.Range(0, 6).Select(i => new GuestCandidates($"n{i}", week, [Candidate("film", Cinema, 900)], []))];
        GuestCandidates[] south = [.. Enumerable.Range(0, 4).Select(i => new GuestCandidates($"s{i}", week, [Candidate("film", Cinema, 900), Candidate("bread", Bakery, 300)], []))];
        using StringWriter written = new();
        TextWriter Console = written;
        #region coalition
        CoalitionShard[] shards = [new(arbiter, north), new(arbiter, south)]; // how guests are divided changes nothing
        CoalitionArbiter coalition = new([new(bakery, 5), new(cinema, 5)]);
        CoalitionResult first = coalition.Run(shards, period: 1);
        foreach (PartnerLine line in first.Lines)
        {
            Console.WriteLine($"{line.Partner}: asked {line.Asked}, admitted {line.Admitted}, guaranteed {line.Guaranteed}, lent {line.Lent}, borrowed {line.Borrowed}, repaid {line.Repaid}");
        }

        QuotaLoans loans = first.Loans; // keep loans.Loans, and pass them to the next period
        #endregion
        Assert.Equal(["bakery: asked 4, admitted 4, guaranteed 5, lent 1, borrowed 0, repaid 0", "cinema: asked 10, admitted 6, guaranteed 5, lent 0, borrowed 1, repaid 0"],
            written.ToString().Split(written.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal([new QuotaLoan(Bakery, Cinema, 1, 1)], loans.Loans);
    }

    [Fact]
    public void Deferred()
    {
        Clock clock = new() { Now = Given.At("2026-06-10T20:00Z") };
        ContactLedger ledger = new(new ContactGate(ContactMatrix.Parse(Json)), clock);
        ContactRequest request = Given.Promo("2026-06-10T20:00Z", partner: Cinema);
        #region deferred
        DeferredMessages held = new();
        Reservation evening = ledger.Reserve("film", request);                    // deferred: quiet hours until 08:00
        held.Hold("film", request, evening.Decision, priority: 5, expiresAt: new(2026, 6, 11, 18, 0, 0, TimeSpan.Zero));
        #endregion
        Assert.Equal(Given.At("2026-06-11T05:00Z"), held.NextAt);
        clock.Now = Given.At("2026-06-11T05:00Z");
        #region morning
        IReadOnlyList<DeferredResult> morning = held.Ask(clock.GetUtcNow(), message => ledger.Reserve(message.Id, message.Request).Decision);
        #endregion
        Assert.Equal(DeferredOutcome.Allowed, Assert.Single(morning).Outcome);
    }

    [Fact]
    public void Carried()
    {
        ContactLedger ledger = new(new ContactGate(ContactMatrix.Parse(Json)), new Clock());
        ContactRequest request = Given.Promo("2026-06-10T12:00Z");
        PartnerId cinema = Cinema;
        #region carried
        ContactRequest welcome = request with { Carried = [cinema] }; // the bakery's welcome with a page of the cinema's
        ContactDecision decision = ledger.Take(welcome);
        #endregion
        Assert.True(decision.IsAllowed);
        Assert.Equal([("bakery", 1, 0), ("cinema", 0, 1)], ledger.Load(Given.Anna, Given.At("2026-06-01T00:00Z")).Lines.Select(l => (l.Partner.Value, l.Sent, l.Carried)));
    }

    private static MessageCandidate Candidate(string id, PartnerId partner, double value) =>
        new() { Id = id, Partner = partner, Channel = Channel.Email, Kind = ContactKind.Promo, Value = value, Propensity = 0.1 };
}
