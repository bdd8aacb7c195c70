using Loyalty.ContactPolicy.Arbitration;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.Arbitration;

public class ArbiterTests
{
    private static readonly GuestPeriod Week = new() { From = At("2026-06-08T00:00Z"), To = At("2026-06-15T00:00Z") };

    [Fact]
    public void Two_lesser_messages_that_fit_beat_the_one_that_greed_would_take()
    {
        // The one on Wednesday noon keeps out both others, which are worth more together.
        ContactGate gate = Gate("""{ "minimumGap": [{ "gap": "30h" }] }""");
        MessageCandidate[] candidates = [Candidate("wednesday", 100, "2026-06-10T12:00Z"), Candidate("tuesday", 60, "2026-06-09T12:00Z"), Candidate("thursday", 60, "2026-06-11T12:00Z")];
        ArbitrationResult result = new Arbiter(gate).Choose(Week, candidates, []);
        Assert.Equal(["tuesday", "thursday"], result.Chosen.Select(c => c.Candidate.Id));
        Assert.Equal((120m, true), (result.Net, result.IsOptimal));
        LeftOutMessage left = Assert.Single(result.LeftOut);
        Assert.Equal((LeftOutReason.Displaced, "minimum-gap", At("2026-06-10T12:00Z")), (left.Reason, left.Rule, left.At));
        Assert.Single(left.DisplacedBy);
        Assert.Equal(100m, new Arbiter(gate, new ArbitrationOptions { MostSteps = 0 }).Choose(Week, candidates, []).Net);
    }

    [Fact]
    public void Each_further_message_costs_more_until_none_is_worth_it()
    {
        MessageCandidate[] candidates = [.. Enumerable.Range(0, 5).Select(i => Candidate($"m{i}", 10))];
        ArbitrationResult result = new Arbiter(Gate("{}"), new ArbitrationOptions { CostGrowth = 2 }).Choose(Week with { CostOfOneMore = 2 }, candidates, []);
        Assert.Equal((3, 30m, 14m), (result.Chosen.Count, result.Worth, result.Cost));
        Assert.All(result.LeftOut, l => Assert.Equal(LeftOutReason.NoWorth, l.Reason));
    }

    [Fact]
    public void Why_each_message_does_not_go()
    {
        ContactGate gate = Gate("""{ "consent": [{ "purpose": "marketing", "channels": ["sms"] }], "caps": [{ "id": "no-calls", "channels": ["call"], "max": 0, "window": "7d" }] }""");
        MessageCandidate[] candidates =
        [
            Candidate("late", 10) with { ExpiresAt = At("2026-06-08T00:00Z") },
            Candidate("elsewhere", 10, "2026-07-01T12:00Z"),
            Candidate("sms", 10) with { Channel = Channel.Sms },
            Candidate("call", 10) with { Channel = Channel.Call },
            Candidate("worthless", 0),
        ];
        ArbitrationResult result = new Arbiter(gate).Choose(Week, candidates, []);
        Assert.Equal([("late", LeftOutReason.Expired, null), ("elsewhere", LeftOutReason.NoInstant, null), ("sms", LeftOutReason.NoConsent, "consent"), ("call", LeftOutReason.Refused, "no-calls"), ("worthless", LeftOutReason.NoWorth, null)],
            result.LeftOut.Select(l => (l.Candidate.Id, l.Reason, l.Rule)));
        Assert.All(result.LeftOut, l => Assert.Equal(new PartnerAnswer(false, null), l.ForPartner()));
    }

    [Fact]
    public void A_receipt_goes_at_once_and_takes_no_slot()
    {
        ContactGate gate = Gate("""{ "caps": [{ "id": "weekly", "max": 1, "window": "7d" }], "exempt": ["transactional"] }""");
        MessageCandidate receipt = Candidate("receipt", 0) with { Kind = ContactKind.Transactional, Earliest = At("2026-06-09T10:17Z") };
        ArbitrationResult result = new Arbiter(gate).Choose(Week, [Candidate("promo", 10), receipt], []);
        Assert.Equal([("promo", At("2026-06-08T00:00Z")), ("receipt", At("2026-06-09T10:17Z"))], result.Chosen.Select(c => (c.Candidate.Id, c.At)));
    }

    [Fact]
    public void The_grid_follows_the_guests_clock_over_a_change()
    {
        // In New York the clock is set from 02:00 to 03:00 on 8 March 2026, and from 02:00 back to 01:00 on 1 November.
        Arbiter six = new(Gate("{}"), new ArbitrationOptions { Grid = TimeSpan.FromHours(6) });
        GuestPeriod spring = new() { From = At("2026-03-08T05:00Z"), To = At("2026-03-09T04:00Z"), Zone = GuestZone.Named("America/New_York") };
        MessageCandidate[] candidates = [.. Enumerable.Range(0, 4).Select(i => Candidate($"m{i}", 10))];
        ContactGate hourly = Gate("""{ "minimumGap": [{ "gap": "1h" }] }""");
        Assert.Equal(["2026-03-08T05:00Z", "2026-03-08T10:00Z", "2026-03-08T16:00Z", "2026-03-08T22:00Z"],
            new Arbiter(hourly, new ArbitrationOptions { Grid = TimeSpan.FromHours(6) }).Choose(spring, candidates, []).Chosen.Select(c => c.At.ToString("yyyy-MM-dd'T'HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture)));
        GuestPeriod autumn = new() { From = At("2026-11-01T05:00Z"), To = At("2026-11-01T07:00Z"), Zone = GuestZone.Named("America/New_York") };
        Assert.Equal([At("2026-11-01T05:00Z"), At("2026-11-01T06:00Z")], new Arbiter(hourly).Choose(autumn, candidates, []).Chosen.Select(c => c.At));
        Assert.Equal(At("2026-11-01T10:00Z").AddHours(1), six.Choose(autumn with { From = At("2026-11-01T05:01Z"), To = At("2026-11-01T12:00Z") }, candidates, []).Chosen[0].At);
    }

    [Fact]
    public void An_unknown_zone_or_history_lets_nothing_go()
    {
        Arbiter arbiter = new(Gate("{}"));
        Assert.Equal("unknown-zone", arbiter.Choose(Week with { Zone = GuestZone.Unknown }, [Candidate("m", 10)], []).LeftOut.Single().Rule);
        Assert.Equal("unknown-history", arbiter.Choose(Week with { Guest = new GuestFacts { HistoryIsKnown = false } }, [Candidate("m", 10)], []).LeftOut.Single().Rule);
    }

    [Fact]
    public void BadInput_IsRefused()
    {
        Arbiter arbiter = new(Gate("{}"));
        MessageCandidate good = Candidate("m", 10);
        foreach (MessageCandidate bad in new[]
            { good with { Id = "" }, good with { Value = -1 }, good with { Value = double.NaN }, good with { Propensity = 1.1 }, good with { Partner = default }, good with { Instants = [At("1600-01-01T00:00Z")] } })
        {
            Assert.ThrowsAny<ArgumentException>(() => arbiter.Choose(Week, [bad], []));
        }

        Assert.Throws<ArgumentException>(() => arbiter.Choose(Week, [good, good], []));
        Assert.Throws<ArgumentException>(() => arbiter.Choose(Week with { To = Week.From }, [good], []));
        Assert.Throws<ArgumentException>(() => arbiter.Choose(Week with { To = Week.From.AddYears(1) }, [good], []));
        Assert.Throws<ArgumentException>(() => arbiter.Choose(Week with { CostOfOneMore = double.NaN }, [good], []));
        Assert.Throws<ArgumentException>(() => arbiter.Choose(Week, [.. Enumerable.Range(0, 1_001).Select(i => Candidate($"m{i}", 1))], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arbiter(Gate("{}"), new ArbitrationOptions { Grid = TimeSpan.FromMinutes(7) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arbiter(Gate("{}"), new ArbitrationOptions { CostGrowth = 0.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Arbiter(Gate("{}"), new ArbitrationOptions { MostSteps = -1 }));
        Assert.Throws<ArgumentException>(() => FavouriteHours.Of(new double[168]));
        Assert.Throws<ArgumentException>(() => FavouriteHours.Of(new double[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => FavouriteHours.Alike[DayOfWeek.Monday, 24]);
    }

    private static MessageCandidate Candidate(string id, double value, string? instant = null) => new()
    {
        Id = id,
        Partner = Bakery,
        Channel = Channel.Email,
        Kind = ContactKind.Promo,
        Value = value,
        Propensity = 1,
        Instants = instant is null ? null : [At(instant)],
    };
}
