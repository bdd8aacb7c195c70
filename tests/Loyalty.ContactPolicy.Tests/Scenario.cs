using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>A random matrix, history and request around a night on which the zone's clock is changed, all on whole minutes.</summary>
internal sealed record Scenario(ContactMatrixOptions Matrix, ContactRequest Request, Contact[] History, string Zone)
{
    /// <summary>The limits that the guest set themselves, or null.</summary>
    public ContactMatrixOptions? Limits { get; init; }

    private static readonly (string Zone, string Change)[] Changes =
    [
        ("Europe/Kyiv", "2026-03-29T01:00Z"), ("Europe/Kyiv", "2026-10-25T01:00Z"),
        ("America/New_York", "2026-03-08T07:00Z"), ("America/New_York", "2026-11-01T06:00Z"),
        ("Australia/Lord_Howe", "2026-04-04T15:00Z"), ("Australia/Lord_Howe", "2026-10-03T15:30Z"),
        ("America/Sao_Paulo", "2018-11-04T03:00Z"), ("America/Sao_Paulo", "2018-02-18T02:00Z"),
        ("America/Havana", "2024-03-10T05:00Z"), ("America/Havana", "2024-11-03T05:00Z"),
        ("Asia/Beirut", "2024-03-30T22:00Z"), ("Asia/Beirut", "2024-10-26T21:00Z"),
        ("Asia/Kolkata", "2026-06-01T12:00Z"), ("UTC", "2026-01-01T00:00Z"),
    ];

    private static readonly Channel[] Channels = [Channel.Email, Channel.Sms, Channel.Push];
    private static readonly ContactKind[] Kinds = [ContactKind.Promo, ContactKind.Survey, ContactKind.Transactional];
    private static readonly PartnerId[] Partners = [new("a"), new("b"), new("c")];

    public static Scenario Of(ulong seed)
    {
        SplitMix64 random = new(seed);
        (string zone, string change) = Changes[random.Below(Changes.Length)];
        DateTimeOffset now = Given.At(change).AddMinutes(random.Below(2 * 24 * 60) - (24 * 60));
        ContactMatrixOptions matrix = Rules(ref random, now) with
        {
            Exempt = random.Below(3) == 0 ? [ContactKind.Transactional] : [],
            Consent = random.Below(4) == 0 ? [Whom(ref random, new ConsentOptions { Id = "consent0", Purpose = ConsentPurpose.Marketing })] : [],
        };
        ContactMatrixOptions? limits = random.Below(4) == 0 ? Few(Rules(ref random, now)) with { Exempt = random.Below(3) == 0 ? [ContactKind.Survey] : [] } : null;
        Contact[] history = new Contact[random.Below(12)];
        for (int i = 0; i < history.Length; i++)
        {
            // Most lie in the two days before; some on the same minute as the request, a few later.
            int minutes = random.Below(8) switch { 0 => 0, 1 => random.Below(20_000), 2 => -random.Below(600), _ => random.Below(3_000) };
            history[i] = new Contact(Given.Anna, Pick(ref random, Partners), Pick(ref random, Channels), Pick(ref random, Kinds), now.AddMinutes(-minutes)) { Carried = Carried(ref random) };
        }

        ContactRequest request = new(Given.Anna, Pick(ref random, Partners), Pick(ref random, Channels), Pick(ref random, Kinds), now, GuestZone.Named(zone))
        {
            Carried = Carried(ref random),
            Guest = new GuestFacts
            {
                Sensitivity = (ContactSensitivity)random.Below(4),
                Segments = random.Below(2) == 0 ? ["vip", "strangers"] : [],
                Limits = limits is null ? null : new ContactMatrix(limits),
                Consent = random.Below(4) switch
                {
                    0 => null,
                    1 => GuestConsent.Of(new Dictionary<ConsentPurpose, ConsentState> { [ConsentPurpose.Marketing] = ConsentState.Refused }),
                    _ => GuestConsent.Of(new Dictionary<ConsentPurpose, ConsentState> { [ConsentPurpose.Marketing] = ConsentState.Granted }),
                },
                HistoryIsKnown = random.Below(40) > 0,
            },
        };
        DayOfWeek firstDay = random.Below(2) == 0 ? DayOfWeek.Monday : (DayOfWeek)random.Below(7);
        return new Scenario(matrix with { FirstDayOfWeek = firstDay }, request, history, zone) { Limits = limits };
    }

    /// <summary>The same with some contacts about whole months before the request, where only the calendar says whether they still count.</summary>
    public Scenario WithContactsAtMonthsEdges(ulong seed)
    {
        SplitMix64 random = new(seed);
        Contact[] more = new Contact[random.Below(4)];
        for (int i = 0; i < more.Length; i++)
        {
            DateTimeOffset at = Request.At.AddMonths(-1 - random.Below(4)).AddMinutes(random.Below(2) == 0 ? random.Below(8000) - 4000 : random.Below(40_000) - 20_000);
            more[i] = new Contact(Given.Anna, Pick(ref random, Partners), Pick(ref random, Channels), Pick(ref random, Kinds), at) { Carried = Carried(ref random) };
        }

        return this with { History = [.. History, .. more] };
    }

    private static ContactMatrixOptions Rules(ref SplitMix64 random, DateTimeOffset now) => new()
    {
        QuietHours = Many(ref random, 3, static (ref r, i) => Whom(ref r, QuietHours(ref r, i))),
        MinimumGap = Many(ref random, 2, static (ref r, i) => Whom(ref r, new MinimumGapOptions { Id = $"gap{i}", Gap = TimeSpan.FromHours(1 + r.Below(30)) })),
        Caps = Many(ref random, 5, static (ref r, i) => Whom(ref r, Cap(ref r, i))),
        Pairs = Many(ref random, 2, static (ref r, i) => new PairOptions { Id = $"pair{i}", First = Selector(ref r), Then = Selector(ref r), Window = Window(ref r), BothWays = r.Below(2) == 0, Sensitivities = Sensitivities(ref r), Segments = Segments(ref r) }),
        Blackouts = [.. Many(ref random, 2, static (ref r, i) => (Rule: Whom(ref r, new BlackoutOptions { Id = $"black{i}" }), Start: r.Below(4) - 2, Days: 1 + r.Below(4), How: r.Below(3)))
            .Select(b => b.Rule with
            {
                Dates = b.How == 0 ? null : new DateRange(DateOnly.FromDateTime(now.Date).AddDays(b.Start), DateOnly.FromDateTime(now.Date).AddDays(b.Start + b.Days)),
                Weekdays = b.How == 1 ? [] : [now.AddDays(b.Start).DayOfWeek, now.AddDays(b.Days + b.Start).DayOfWeek],
            })],
    };

    /// <summary>A guest asks for a thing or two.</summary>
    private static ContactMatrixOptions Few(ContactMatrixOptions rules) => rules with { MinimumGap = [], QuietHours = [.. rules.QuietHours.Take(1)], Caps = [.. rules.Caps.Take(1)], Pairs = [.. rules.Pairs.Take(1)] };

    private static T Whom<T>(ref SplitMix64 random, T rule)
        where T : ContactRule => rule with
        {
            Channels = Some(ref random, Channels),
            Kinds = Some(ref random, Kinds),
            Partners = random.Below(4) switch { 0 => CapPartners.Each, 1 => CapPartners.Of(Partners[random.Below(3)]), 2 => CapPartners.Of(Partners[0], Partners[2]), _ => CapPartners.AllTogether },
            Sensitivities = Sensitivities(ref random),
            Segments = Segments(ref random),
        };

    private static ContactSensitivity[] Sensitivities(ref SplitMix64 random) => random.Below(5) == 0 ? [ContactSensitivity.High, ContactSensitivity.Medium] : [];

    private static string[] Segments(ref SplitMix64 random) => random.Below(5) == 0 ? ["vip"] : [];

    private static ContactSelector Selector(ref SplitMix64 random) => new() { Channels = Some(ref random, Channels), Kinds = [Pick(ref random, Kinds)], Partners = Some(ref random, Partners) };

    private delegate T Maker<T>(ref SplitMix64 random, int number);

    private static T[] Many<T>(ref SplitMix64 random, int most, Maker<T> make)
    {
        T[] made = new T[random.Below(most + 1)];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = make(ref random, i);
        }

        return made;
    }

    private static QuietHoursOptions QuietHours(ref SplitMix64 random, int number)
    {
        int from = random.Below(24 * 12) * 5;
        int to = (from + 5 + (random.Below(20 * 12) * 5)) % (24 * 60);
        return new()
        {
            Id = $"quiet{number}",
            From = new TimeOnly(from / 60, from % 60),
            To = new TimeOnly(to / 60, to % 60),
        };
    }

    private static CapOptions Cap(ref SplitMix64 random, int number) => new()
    {
        Id = $"cap{number}",
        Max = random.Below(20) == 0 ? 0 : 1 + random.Below(3),
        Window = Window(ref random),
    };

    private static ContactWindow Window(ref SplitMix64 random) => random.Below(7) switch
    {
        0 => ContactWindow.CalendarDay,
        1 => ContactWindow.CalendarWeek,
        2 => ContactWindow.CalendarMonth,
        3 => ContactWindow.Days(random.Below(20) == 0 ? 400 : 1 + random.Below(14)),
        4 => ContactWindow.Months(1 + random.Below(4)),
        _ => ContactWindow.Hours(1 + random.Below(72)),
    };

    private static T[] Some<T>(ref SplitMix64 random, T[] names)
        where T : struct => random.Below(3) == 0 ? [names[random.Below(names.Length)]] : random.Below(2) == 0 ? [names[0], names[1]] : names;

    /// <summary>Mostly none; some may be the sender itself.</summary>
    private static PartnerSet Carried(ref SplitMix64 random) => random.Below(4) switch { 0 => [Pick(ref random, Partners)], 1 => [Pick(ref random, Partners), Pick(ref random, Partners)], _ => [] };

    private static T Pick<T>(ref SplitMix64 random, T[] from) => from[random.Below(from.Length)];
}
