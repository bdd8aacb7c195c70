using Loyalty.ContactPolicy.Ledger;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests.Ledger;

public class ContactLedgerBatchTests
{
    private const string Json = """
        { "quietHours": [{ "channels": ["sms"], "from": "21:00", "to": "09:00" }], "minimumGap": [{ "gap": "1h" }], "exempt": ["transactional"],
          "caps": [{ "id": "two", "max": 2, "window": "24h" }, { "id": "own", "partners": "each", "max": 1, "window": "12h" }] }
        """;

    private static readonly DateTimeOffset Start = At("2026-03-01T12:00Z");

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    [InlineData(70_000)]
    public void TryTake_ManyAtOnce_SaysTheSameAsOneByOne(int count)
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        ContactLedger together = new(new ContactGate(matrix), new Clock());
        ContactLedger alone = new(new ContactGate(matrix), new Clock(), new() { ExpectedCustomers = 3_000 });
        ContactAsk[] asks = Asks(matrix, count, customers: 900);
        bool[] expected = [.. asks.Select(a => alone.TryTake(a.Customer, a.Cell, a.At, a.Zone, a.Guest))];
        bool[] actual = new bool[count + 3];
        Assert.Equal(expected.Count(t => t), together.TryTake(asks, actual));
        Assert.Equal(expected, actual[..count]);
        Assert.Equal(alone.Load(new(7), default).Sent, together.Load(new(7), default).Sent);
    }

    [Theory]
    [InlineData(""" "quietHours": [{ "from": "21:00", "to": "09:00" }] """)]
    [InlineData(""" "blackouts": [{ "weekdays": ["sunday"] }] """)]
    [InlineData(""" "consent": [{ "purpose": "marketing", "channels": ["sms"] }] """)]
    [InlineData(""" "minimumGap": [{ "gap": "5h", "segments": ["vip"] }] """)]
    [InlineData(""" "exempt": ["promo"] """)]
    [InlineData(""" "pairs": [{ "first": { "partners": ["bakery"] }, "then": { "partners": ["cinema"] }, "window": "48h" }] """)]
    public void TryTake_WhateverElseCellsObey_SaysTheSameAsOneByOne(string more)
    {
        string[] caps =
        [
            """{ "id": "two", "max": 2, "window": "7d" }""", """{ "id": "none", "max": 0, "window": "7d", "channels": ["sms"] }""", """{ "id": "three", "max": 3, "window": "calendar-month" }""",
            """{ "id": "day", "max": 1, "window": "calendar-day" }""", """{ "id": "wide", "max": 200, "window": "7d" }""",
            string.Join(',', Enumerable.Range(1, 11).Select(i => $$"""{ "id": "c{{i}}", "max": {{i}}, "window": "{{i}}d" }""")),
            string.Join(',', Enumerable.Range(1, 70).Select(i => $$"""{ "id": "c{{i}}", "max": 2, "window": "{{i}}h"{{(i is > 3 and < 69 ? ", \"channels\": [\"push\"]" : "")}} }""")),
        ];
        foreach (string cap in caps)
        {
            ContactMatrix matrix = ContactMatrix.Parse($$"""{ "timeZone": "Europe/Berlin", {{more}}, "caps": [{{cap}}] }""");
            ContactLedger together = new(new ContactGate(matrix), new Clock());
            ContactLedger alone = new(new ContactGate(matrix), new Clock());
            ContactAsk[] asks = Asks(matrix, 2_000, customers: 40, TimeSpan.FromMinutes(21));
            bool[] expected = [.. asks.Select(a => alone.TryTake(a.Customer, a.Cell, a.At, a.Zone, a.Guest))];
            bool[] actual = new bool[asks.Length];
            Assert.Equal(expected.Count(t => t), together.TryTake(asks, actual));
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Ask_GivesBackWhatItWasMadeOf()
    {
        MatrixCell cell = ContactMatrix.Parse(Json).Cell(Channel.Email, ContactKind.Promo, Bakery);
        DateTimeOffset noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(5));
        GuestZone tokyo = GuestZone.Named("Asia/Tokyo");
        ContactAsk ask = new(Anna, cell, noon, tokyo);
        Assert.Equal((Anna, cell, noon, tokyo, TimeSpan.Zero), (ask.Customer, ask.Cell, ask.At, ask.Zone, ask.At.Offset));
        Assert.Equal(new ContactAsk(Anna, cell, noon.ToUniversalTime(), tokyo), ask);
        ContactAsk other = ask with { At = noon.AddHours(1), Zone = GuestZone.Unknown };
        Assert.Equal((noon.AddHours(1), GuestZone.Unknown, tokyo), (other.At, other.Zone, (ask with { At = default }).Zone));
        Assert.Equal([default, GuestZone.Unknown, GuestZone.Named("UTC"), tokyo], new[] { default, GuestZone.Unknown, GuestZone.Named("UTC"), tokyo }.Select(z => (ask with { Zone = z }).Zone));
    }

    [Fact]
    public void TryTake_AnswersOfTheBatchBefore_AreWrittenOver()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        ContactLedger ledger = new(new ContactGate(matrix), new Clock());
        MatrixCell cell = matrix.Cell(Channel.Email, ContactKind.Promo, Bakery);
        bool[] taken = [true, true, true];
        Assert.Equal(1, ledger.TryTake([new(Anna, cell, Start), new(Anna, cell, Start), new(Anna, cell, Start, GuestZone.Unknown)], taken));
        Assert.Equal([true, false, false], taken);
    }

    [Fact]
    public void TryTake_OneBadQuestionAmongMany_CountsNothing()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        ContactLedger ledger = new(new ContactGate(matrix), new Clock());
        ContactAsk good = new(Anna, matrix.Cell(Channel.Email, ContactKind.Promo, Bakery), Start);
        ContactAsk[] bad =
        [
            default, good with { Customer = CustomerId.None }, good with { At = default },
            good with { Cell = ContactMatrix.Parse(Json).Cell(Channel.Email, ContactKind.Promo, Bakery) },
        ];
        foreach (ContactAsk ask in bad)
        {
            Assert.ThrowsAny<ArgumentException>(() => ledger.TryTake([good, ask], new bool[2]));
        }

        ContactAsk[] late = [.. Enumerable.Repeat(good, 70_000), default];
        Assert.Throws<ArgumentException>(() => ledger.TryTake(late, new bool[late.Length]));
        Assert.Throws<ArgumentException>(() => ledger.TryTake([good, good], new bool[1]));
        Assert.Equal(0, ledger.Load(Anna, default).Sent);
        Assert.Equal(0, ledger.TryTake([], []));
    }

    [Fact]
    public void Limits_that_look_back_further_than_the_ledger_remembers_are_refused_with_the_cure()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        GuestFacts guest = new() { Limits = ContactMatrix.Parse("""{ "caps": [{ "id": "quarter", "max": 1, "window": "90d" }] }""") };
        ContactLedger forgetful = new(new ContactGate(matrix), new Clock());
        ContactLedger other = new(new ContactGate(matrix), new Clock(), new() { LoadPeriod = TimeSpan.FromDays(90) });
        MatrixCell cell = matrix.Cell(Channel.Email, ContactKind.Promo, Bakery);
        Assert.Contains("LoadPeriod", Assert.Throws<ArgumentException>(() => forgetful.TryTake(Anna, cell, Start, default, guest)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => forgetful.TryTake([new ContactAsk(Anna, cell, Start) { Guest = guest }], new bool[1]));
        Assert.Throws<ArgumentException>(() => forgetful.Reserve("m", Promo("2026-03-01T12:00Z") with { Guest = guest }));
        Assert.True(other.TryTake(Anna, cell, Start, default, guest));
        Assert.False(other.TryTake(Anna, cell, Start.AddDays(80), default, guest));
    }

    [Fact]
    public void Two_batches_that_ask_for_the_same_slots_give_each_slot_once()
    {
        ContactMatrix matrix = ContactMatrix.Parse("""{ "caps": [{ "id": "one", "max": 1, "window": "24h" }] }""");
        ContactLedger ledger = new(new ContactGate(matrix), new Clock());
        ContactAsk[] asks = [.. Enumerable.Range(0, 10_000).Select(i => new ContactAsk(new(i), matrix.Cell(Channel.Email, ContactKind.Promo, Bakery), Start))];
        int[] taken = new int[asks.Length];
        Parallel.For(0, 8, _ =>
        {
            bool[] answers = new bool[asks.Length];
            ledger.TryTake(asks, answers);
            for (int i = 0; i < answers.Length; i++)
            {
                Interlocked.Add(ref taken[i], answers[i] ? 1 : 0);
            }
        });
        Assert.All(taken, t => Assert.Equal(1, t));
    }

    [Fact]
    public void TryTake_ManyAtOnce_AllocatesNothing()
    {
        ContactMatrix matrix = ContactMatrix.Parse(Json);
        ContactLedger ledger = new(new ContactGate(matrix), new Clock());
        ContactAsk[] asks = [.. Asks(matrix, 4_000, customers: 300).Where(a => !a.Cell.IsExempt)];
        bool[] answers = new bool[asks.Length];
        Assert.Equal(0, Allocated.Bytes(() => ledger.TryTake(asks, answers)));
    }

    private static ContactAsk[] Asks(ContactMatrix matrix, int count, int customers, TimeSpan? apart = null)
    {
        TimeSpan step = apart ?? TimeSpan.FromSeconds(1);
        SplitMix64 random = new(11);
        ContactAsk[] asks = new ContactAsk[count];
        for (int i = 0; i < count; i++)
        {
            Channel channel = random.Below(2) == 0 ? Channel.Sms : Channel.Email;
            ContactKind kind = random.Below(9) == 0 ? ContactKind.Transactional : ContactKind.Promo;
            GuestZone zone = random.Below(9) switch { 0 => GuestZone.Unknown, 1 => GuestZone.Named("Asia/Tokyo"), _ => default };
            asks[i] = new(new(random.Below(customers)), matrix.Cell(channel, kind, random.Below(2) == 0 ? Bakery : Cinema), Start + (i * step), zone);
        }

        return asks;
    }
}
