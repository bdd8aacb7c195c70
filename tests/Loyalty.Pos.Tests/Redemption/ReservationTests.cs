using Loyalty.Core;
using Loyalty.Pos.Redemption;

namespace Loyalty.Pos.Tests.Redemption;

public class ReservationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly LimitKey Code = LimitKey.OfCode("SAVE10");
    private static readonly LimitKey Annas = LimitKey.OfGuest(new OfferId("a"), "anna");

    [Fact]
    public void Claims_StandInOrderOfTheirKeys()
    {
        Reservation reservation = new(new("r"), [new(Code, 1, 1), new(LimitKey.OfBudget("b"), 5, 9)], Noon.ToOffset(TimeSpan.FromHours(3)));
        Assert.Equal(["budget:b", "code:SAVE10"], reservation.Claims.Select(c => c.Key.Value));
        Assert.Equal(TimeSpan.Zero, reservation.ExpiresAt.Offset);
    }

    [Fact]
    public void Reservation_ThatContradictsItself_IsRefused()
    {
        LimitClaim claim = new(Code, 1, 1);
        Assert.Throws<ArgumentException>(() => new Reservation(default, [claim], Noon));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [], Noon));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [claim, claim], Noon));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [default], Noon));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [claim with { Lease = new("l") }], Noon));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [new(Annas, 1, 1)], Noon));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [new(Annas, 1, 1)], Noon, "boris"));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), [claim], Noon, ""));
        Assert.Throws<ArgumentException>(() => new Reservation(new("r"), Enumerable.Range(0, 1001).Select(i => new LimitClaim(LimitKey.OfCode($"c{i}"), 1, 1)), Noon));
    }

    [Fact]
    public void Numbers_OutsideTheirRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitClaim(Code, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitClaim(Code, LimitAmount.Most + 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitClaim(Code, 1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitClaim(Code, 1, LimitClaim.MostLimit + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitClaim(Code, 1, 1) with { Amount = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LimitAmount(Code, -1));
        Assert.Throws<ArgumentException>(() => new LimitClaim(default, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => JournalEntry.Voided(0, Noon, new("r")));
        Assert.Throws<ArgumentException>(() => JournalEntry.Voided(1, Noon, default));
        Assert.Throws<ArgumentException>(() => JournalEntry.Reduced(1, Noon, new("r"), []));
    }

    [Fact]
    public void Lease_OfAGuestsLimit_OrWithoutNames_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Lease(new("l"), new("t"), Annas, 1, 1, Noon));
        Assert.Throws<ArgumentException>(() => new Lease(default, new("t"), Code, 1, 1, Noon));
        Assert.Throws<ArgumentException>(() => new Lease(new("l"), default, Code, 1, 1, Noon));
        Assert.Throws<ArgumentException>(() => new Lease(new("l"), new("t"), default, 1, 1, Noon));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lease(new("l"), new("t"), Code, 0, 1, Noon));
    }

    [Fact]
    public void Ticket_ThatTheHostKept_IsTheSame()
    {
        RedemptionTicket ticket = new(new("r"), [new(Annas, 1, 1), new(Code, 1, 1, new("l"))], Noon, "anna");
        Assert.Equal(["code:SAVE10", "guest:a:anna"], ticket.Claims.Select(c => c.Key.Value));
        Assert.Throws<ArgumentException>(() => new RedemptionTicket(default, [], Noon));
        Assert.Throws<ArgumentException>(() => new RedemptionTicket(new("r"), [new(Annas, 1, 1)], Noon));
    }

    [Fact]
    public void Fingerprint_IsTheSameAfterAnErasure_AndAnotherForAnotherEntry()
    {
        JournalEntry entry = JournalEntry.Redeemed(1, Noon, new("r"), "anna", [new(Annas, 1, 1), new(Code, 1, 1)]);
        Assert.Equal(entry.Fingerprint, JournalEntry.Redeemed(1, Noon, new("r"), null, [new(Code, 1, 1)]).Fingerprint);
        Assert.NotEqual(entry.Fingerprint, JournalEntry.Redeemed(1, Noon.AddTicks(1), new("r"), null, []).Fingerprint);
        Assert.NotEqual(entry.Fingerprint, JournalEntry.Voided(1, Noon, new("r")).Fingerprint);
        Assert.NotEqual(entry.Fingerprint, JournalEntry.Redeemed(1, Noon, new("s"), null, []).Fingerprint);
    }
}
