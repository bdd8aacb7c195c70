using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.Arbitration;

public class CoalitionArbiterTests
{
    private static readonly PartnerId A = new("a");
    private static readonly PartnerId B = new("b");

    private static readonly ContactGate OneAWeek = Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }] }""");

    [Fact]
    public void A_small_partner_gets_its_minimum_where_that_costs_the_base_the_least()
    {
        CoalitionShard shard = Shard(Enumerable.Range(0, 10).Select(i => Guest($"g{i}", ("big", A, 100 + i), ("small", B, 10 + (i * 2)))));
        CoalitionResult result = new CoalitionArbiter([new(B, 3)]).Run([shard], 1);
        // The loss is 90 − i, so the last three guests lose the least.
        Assert.Equal(["g7", "g8", "g9"], shard.Results().Where(r => r.Result.Chosen.Single() is { IsGuaranteed: true, Candidate.Id: "small" }).Select(r => r.Guest));
        Assert.Equal([new PartnerLine(A, 10, 7, 0, 0, 0, 0, 0), new PartnerLine(B, 10, 3, 3, 0, 0, 0, 0)], result.Lines);
        LeftOutMessage displaced = shard.Results().Last().Result.LeftOut.Single();
        Assert.Equal((LeftOutReason.Displaced, "weekly"), (displaced.Reason, displaced.Rule));
        Assert.Equal(["small"], displaced.DisplacedBy);
    }

    [Fact]
    public void What_a_partner_does_not_use_is_lent_and_paid_back_first_when_it_asks()
    {
        CoalitionArbiter arbiter = new([new(A, 5), new(B, 5)]);

        // In the first week B asks for two only; A takes the rest: three of them are B's.
        CoalitionResult first = arbiter.Run([Shard(Enumerable.Range(0, 10).Select(i => i < 2 ? Guest($"g{i}", ("a", A, 100), ("b", B, 10)) : Guest($"g{i}", ("a", A, 100))))], 1);
        Assert.Equal([new PartnerLine(A, 10, 8, 5, 0, 3, 0, 0), new PartnerLine(B, 2, 2, 5, 3, 0, 0, 0)], first.Lines);
        Assert.Equal([new QuotaLoan(B, A, 1, 3)], first.Loans.Loans);

        // In the second it asks for ten: its five, and the three that A owes.
        CoalitionResult second = arbiter.Run([Shard(Enumerable.Range(0, 10).Select(i => Guest($"g{i}", ("a", A, 100), ("b", B, 10))))], 2, first.Loans);
        Assert.Equal([new PartnerLine(A, 10, 2, 5, 0, 0, 0, 3), new PartnerLine(B, 10, 8, 5, 0, 0, 3, 0)], second.Lines);
        Assert.Empty(second.Loans.Loans);
    }

    [Fact]
    public void Who_owes_has_so_much_less_of_its_own_minimum()
    {
        // Left to themselves all ten would write to B's guests; A has five, of which it owes three.
        CoalitionResult result = new CoalitionArbiter([new(A, 5), new(B, 5)])
            .Run([Shard(Enumerable.Range(0, 10).Select(i => Guest($"g{i}", ("a", A, 10), ("b", B, 100))))], 2, new QuotaLoans([new(B, A, 1, 3)]));

        Assert.Equal([new PartnerLine(A, 10, 2, 5, 0, 0, 0, 3), new PartnerLine(B, 10, 8, 5, 0, 0, 3, 0)], result.Lines);
    }

    [Fact]
    public void Who_waits_for_the_most_comes_first_where_there_are_too_few_guests()
    {
        PartnerId big = new("c");
        CoalitionResult result = new CoalitionArbiter([new(A, 5), new(B, 5), new(big, 4)])
            .Run([Shard(Enumerable.Range(0, 10).Select(i => Guest($"g{i}", ("a", A, 10), ("b", B, 10), ("c", big, 100))))], 2, new QuotaLoans([new(A, big, 1, 1), new(B, big, 1, 3)]));

        Assert.Equal([2L, 8L, 0L], result.Lines.Select(l => l.Admitted));
    }

    [Fact]
    public void Who_has_just_its_right_keeps_it_while_others_take()
    {
        // B has its one message, C takes its own from A; so B's is guaranteed, though nobody wanted its place.
        PartnerId c = new("c");
        CoalitionShard shard = Shard([Guest("g1", ("b", B, 10)), Guest("g2", ("a", A, 100), ("c", c, 5))]);
        _ = new CoalitionArbiter([new(B, 1), new(c, 1)]).Run([shard], 1);
        Assert.Equal([("g1", "b", true), ("g2", "c", true)], shard.Results().SelectMany(r => r.Result.Chosen.Select(m => (r.Guest, m.Candidate.Id, m.IsGuaranteed))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bid_is_made_anew_around_what_was_guaranteed_meanwhile(bool ofThePartner)
    {
        PartnerId c = new("c");
        CoalitionShard shard = new(new Arbiter(Gate("""{ "caps": [{ "id": "two", "max": 2, "window": "7d" }] }""")), [Guest("g", ("a", A, 20), ("b", B, 50), ("c", c, 10))]);
        QuotaBid before = Assert.Single(shard.Bids(c, 1));
        Assert.Equal(10, before.Loss);
        Assert.Equal([(A, -1), (c, 1)], before.Changes.OrderBy(x => x.Key).Select(x => (x.Key, x.Value)));
        if (ofThePartner)
        {
            shard.Guarantee(A);
        }
        else
        {
            shard.Guarantee([Bid("a")]);
        }

        QuotaBid after = Assert.Single(shard.Bids(c, 1));
        Assert.Equal(40, after.Loss);
        Assert.Equal([(B, -1), (c, 1)], after.Changes.OrderBy(x => x.Key).Select(x => (x.Key, x.Value)));
        shard.Guarantee([after]);
        Assert.Equal(["a", "c"], shard.Results().Single().Result.Chosen.Select(m => m.Candidate.Id).Order());
    }

    [Fact]
    public void A_receipt_is_no_part_of_a_minimum()
    {
        PartnerId c = new("c");
        ContactGate gate = Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }], "exempt": ["transactional"] }""");
        GuestCandidates guest = Guest("g", ("a", A, 100), ("c", c, 5), ("receipt", c, 1));
        CoalitionShard shard = new(new Arbiter(gate), [guest with { Candidates = [.. guest.Candidates.Select(m => m.Id == "receipt" ? m with { Kind = ContactKind.Transactional } : m)] }]);
        CoalitionResult result = new CoalitionArbiter([new(c, 1)]).Run([shard], 1);
        Assert.Equal(["c", "receipt"], shard.Results().Single().Result.Chosen.Select(m => m.Candidate.Id).Order());
        Assert.Equal((1, 1), (result.Lines.Single(l => l.Partner == c).Asked, result.Lines.Single(l => l.Partner == c).Admitted));
    }

    [Fact]
    public void A_loan_that_is_not_called_in_lapses()
    {
        QuotaLoans loans = new([new(B, A, 1, 3)], life: 2);
        CoalitionTally none = CoalitionTally.Empty;
        QuotaLoans second = loans.Settle(2, [new(A, 5)], none).Loans;
        Assert.Equal(3, second.OwedTo(B));
        Assert.Empty(second.Settle(3, [new(A, 5)], none).Loans.Loans);

        // In the last period of its life it can be called in.
        (QuotaLoans after, IReadOnlyList<PartnerLine> lines) = second.Settle(3, [new(A, 5)], new([(B, 5, 3)]));
        Assert.Equal(3, lines.Single(l => l.Partner == B).Repaid);
        Assert.Equal(0, after.OwedTo(B));
    }

    [Fact]
    public void OfShares_ThirdsOfTenSlots_AddUp()
    {
        IReadOnlyList<PartnerQuota> quotas = PartnerQuota.OfShares(10, [(A, 1 / 3.0), (B, 1 / 3.0), (new("c"), 1 / 3.0)]);
        Assert.Equal([4, 3, 3], quotas.Select(q => q.Guaranteed));
        Assert.Throws<ArgumentException>(() => PartnerQuota.OfShares(10, [(A, 0.8), (B, 0.3)]));
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.GetCultureInfo("de-DE");
        string told = Assert.Throws<ArgumentException>(() => PartnerQuota.OfShares(10, [(A, 0.8), (B, 0.3)])).Message;
        System.Globalization.CultureInfo.CurrentCulture = before;
        Assert.Contains("0.8, 0.3", told, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PartnerQuota.OfShares(10, [(A, double.NaN)]));
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new CoalitionArbiter([new(A, 1), new(A, 2)]));
        Assert.Throws<ArgumentException>(() => new CoalitionArbiter([new(A, -1)]));
        Assert.Throws<ArgumentException>(() => new CoalitionArbiter([default]));
        Assert.Throws<ArgumentException>(() => new QuotaLoans([new(A, A, 1, 1)]));
        Assert.Throws<ArgumentException>(() => new QuotaLoans([new(A, B, 1, 0)]));
        Assert.Throws<ArgumentException>(() => new CoalitionArbiter([]).Run([], 1, new QuotaLoans([new(A, B, 1, 1)])));
        Assert.Throws<ArgumentException>(() => Shard([Guest("g", ("a", A, 1)), Guest("g", ("a", A, 1))]));
        Assert.Throws<ArgumentException>(() => Shard([Guest("g", ("a", A, 1))]).Guarantee([Bid("unknown")]));
        CoalitionShard full = Shard([Guest("g", ("a", A, 1), ("b", B, 1))]);
        full.Guarantee([Bid("a")]);
        Assert.Throws<ArgumentException>(() => full.Guarantee([Bid("b")]));
    }

    [Fact]
    public void Run_RandomBases_EachGetsItsRightOrNoGuestIsLeftForIt()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            (GuestCase[] cases, PartnerQuota[] quotas) = Base(SplitMix64.Mix(seed));
            CoalitionShard shard = ShardOf(cases);
            CoalitionResult result = new CoalitionArbiter(quotas).Run([shard], 1);
            Dictionary<string, ArbitrationResult> results = shard.Results().ToDictionary(r => r.Guest, r => r.Result);
            return result.Lines.All(line => line.Admitted >= line.Entitled || !cases.Where((one, i) => CanTakeOneMore(one, results[$"g{i}"], line.Partner)).Any())
                && cases.Select((one, i) => one.IsAllowed(results[$"g{i}"].Chosen.Select(c => (c.Candidate, c.At)))).All(ok => ok);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    [Fact]
    public void Run_DividedIntoShards_IsTheSame()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            (GuestCase[] cases, PartnerQuota[] quotas) = Base(SplitMix64.Mix(seed));
            QuotaLoans loans = new([new(A, B, 1, 2), new(new("c"), A, 2, 1)]);
            CoalitionShard whole = ShardOf(cases);
            CoalitionShard[] parts = [.. Enumerable.Range(0, 3).Select(k => ShardOf(cases, i => (i * 7 % 3) == k))];
            CoalitionResult one = new CoalitionArbiter(quotas).Run([whole], 3, loans);
            CoalitionResult many = new CoalitionArbiter(quotas).Run(parts, 3, loans);
            return one.Lines.SequenceEqual(many.Lines) && one.Loans.Loans.SequenceEqual(many.Loans.Loans)
                && whole.Results().SelectMany(r => r.Result.Chosen.Select(c => (r.Guest, c)))
                    .SequenceEqual(parts.SelectMany(p => p.Results()).OrderBy(r => r.Guest, StringComparer.Ordinal).SelectMany(r => r.Result.Chosen.Select(c => (r.Guest, c))));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(80), property);
    }

    [Fact]
    public void Settle_RandomPeriods_EverySlotIsAccountedFor()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            SplitMix64 random = new(SplitMix64.Mix(seed));
            PartnerId[] partners = [.. Enumerable.Range(0, 5).Select(i => new PartnerId($"p{i}"))];
            QuotaLoans loans = new([], life: 3);
            bool holds = true;
            for (int period = 1; period <= 8; period++)
            {
                PartnerQuota[] quotas = [.. partners.Take(4).Select(p => new PartnerQuota(p, random.Below(20)))];
                CoalitionTally tally = new([.. partners.Select(p => (p, 50L, (long)random.Below(25)))]);
                (QuotaLoans after, IReadOnlyList<PartnerLine> lines) = loans.Settle(period, quotas, tally);
                long lapsed = loans.Loans.Where(l => period - l.Period >= 3).Sum(l => l.Count);
                long repaidOfLapsed = loans.Loans.Sum(l => l.Count) - lapsed + lines.Sum(l => l.Lent) - lines.Sum(l => l.Repaid) - after.Loans.Sum(l => l.Count);
                holds &= lines.Sum(l => l.Lent) == lines.Sum(l => l.Borrowed) && lines.Sum(l => l.Repaid) == lines.Sum(l => l.PaidBack)
                    && lines.Sum(l => l.Entitled) == quotas.Sum(q => q.Guaranteed)
                    && lines.All(l => l.Lent <= Math.Max(0, l.Entitled - l.Admitted) && l.Borrowed <= Math.Max(0, l.Admitted - l.Entitled) && l.Entitled >= 0)
                    && lines.Sum(l => l.Lent) == Math.Min(lines.Sum(l => Math.Max(0, l.Entitled - l.Admitted)), lines.Sum(l => Math.Max(0, l.Admitted - l.Entitled)))
                    && lines.All(l => l.Repaid <= loans.OwedTo(l.Partner) && l.PaidBack <= loans.OwedBy(l.Partner))
                    && repaidOfLapsed <= 0 && -repaidOfLapsed <= lapsed;
                loans = after;
            }

            return holds;
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Merge_LoansAndTalliesOfRegions_AreThoseOfAll()
    {
        QuotaLoans north = new([new(A, B, 1, 2)]);
        QuotaLoans south = new([new(A, B, 1, 3), new(B, A, 2, 1)]);
        Assert.Equal([new QuotaLoan(A, B, 1, 5), new QuotaLoan(B, A, 2, 1)], north.Merge(south).Loans);
        CoalitionTally merged = new CoalitionTally([(A, 3, 1)]).Merge(new([(A, 2, 2), (B, 1, 0)]));
        Assert.Equal((5, 3, 1, 0), (merged.Asked(A), merged.Admitted(A), merged.Asked(B), merged.Admitted(B)));
    }

    private static QuotaBid Bid(string message) => new("g", message, 0, 0, new Dictionary<PartnerId, int>());

    private static CoalitionShard Shard(IEnumerable<GuestCandidates> guests) => new(new Arbiter(OneAWeek), guests);

    private static GuestCandidates Guest(string key, params (string Id, PartnerId Partner, double Value)[] messages) => new(
        key,
        new GuestPeriod { From = At("2026-06-08T00:00Z"), To = At("2026-06-15T00:00Z") },
        [.. messages.Select(m => new MessageCandidate { Id = m.Id, Partner = m.Partner, Channel = Channel.Email, Kind = ContactKind.Promo, Value = m.Value, Propensity = 1 })],
        []);

    /// <summary>Guests under one matrix, each with a history and candidates of its own.</summary>
    private static (GuestCase[] Cases, PartnerQuota[] Quotas) Base(ulong seed)
    {
        SplitMix64 random = new(seed);
        GuestCase first = GuestCase.Of(random.Next());
        GuestCase[] cases = [first, .. Enumerable.Range(0, 5).Select(_ => GuestCase.Of(random.Next()) with { Gate = first.Gate }).Select(c => c with { Scenario = c.Scenario with { Matrix = first.Scenario.Matrix } })];
        return (cases, [new(A, random.Below(4)), new(B, random.Below(4)), new(new("c"), random.Below(4))]);
    }

    private static CoalitionShard ShardOf(GuestCase[] cases, Func<int, bool>? some = null) => new(
        cases[0].Arbiter(1_000_000),
        cases.Select((c, i) => (Index: i, Guest: new GuestCandidates($"g{i}", c.Period, c.Candidates, c.History))).Where(c => some?.Invoke(c.Index) != false).Select(c => c.Guest));

    /// <summary>Whether some way is left to send a guest all that is guaranteed and one more message of a partner.</summary>
    private static bool CanTakeOneMore(GuestCase one, ArbitrationResult result, PartnerId partner)
    {
        MessageCandidate[] guaranteed = [.. result.Chosen.Where(c => c.IsGuaranteed).Select(c => c.Candidate)];
        return one.Candidates.Any(c => c.Partner == partner && !one.IsExempt(c) && !guaranteed.Contains(c) && one.CanSendAll([.. guaranteed, c]));
    }
}
