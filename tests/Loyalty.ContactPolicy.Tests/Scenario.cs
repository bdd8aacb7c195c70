using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>A random matrix, history and request around a night on which the zone's clock is changed, all on whole minutes.</summary>
internal sealed record Scenario(ContactMatrixOptions Matrix, ContactRequest Request, Contact[] History, string Zone)
{
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
        ContactMatrixOptions matrix = new()
        {
            QuietHours = Many(ref random, 3, static (ref r, i) => QuietHours(ref r, i)),
            MinimumGap = Many(ref random, 2, static (ref r, i) => new MinimumGapOptions { Id = $"gap{i}", Channels = Some(ref r, Channels), Gap = TimeSpan.FromHours(1 + r.Below(30)) }),
            Caps = Many(ref random, 5, static (ref r, i) => Cap(ref r, i)),
            Exempt = random.Below(3) == 0 ? [ContactKind.Transactional] : [],
        };
        Contact[] history = new Contact[random.Below(12)];
        for (int i = 0; i < history.Length; i++)
        {
            // Most lie in the two days before; some on the same minute as the request, a few later.
            int minutes = random.Below(8) switch { 0 => 0, 1 => random.Below(20_000), 2 => -random.Below(600), _ => random.Below(3_000) };
            history[i] = new Contact(Given.Anna, Pick(ref random, Partners), Pick(ref random, Channels), Pick(ref random, Kinds), now.AddMinutes(-minutes));
        }

        ContactRequest request = new(Given.Anna, Pick(ref random, Partners), Pick(ref random, Channels), Pick(ref random, Kinds), now, GuestZone.Named(zone));
        return new Scenario(matrix, request, history, zone);
    }

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
            Channels = Some(ref random, Channels),
            From = new TimeOnly(from / 60, from % 60),
            To = new TimeOnly(to / 60, to % 60),
        };
    }

    private static CapOptions Cap(ref SplitMix64 random, int number) => new()
    {
        Id = $"cap{number}",
        Channels = Some(ref random, Channels),
        Kinds = Some(ref random, Kinds),
        Partners = random.Below(4) switch { 0 => CapPartners.Each, 1 => CapPartners.Of(Partners[random.Below(3)]), 2 => CapPartners.Of(Partners[0], Partners[2]), _ => CapPartners.AllTogether },
        Max = random.Below(20) == 0 ? 0 : 1 + random.Below(3),
        Window = random.Below(6) switch
        {
            0 => ContactWindow.CalendarDay,
            1 => ContactWindow.CalendarWeek,
            2 => ContactWindow.CalendarMonth,
            3 => ContactWindow.Days(random.Below(20) == 0 ? 400 : 1 + random.Below(14)),
            _ => ContactWindow.Hours(1 + random.Below(72)),
        },
    };

    private static T[] Some<T>(ref SplitMix64 random, T[] names)
        where T : struct => random.Below(3) == 0 ? [names[random.Below(names.Length)]] : random.Below(2) == 0 ? [names[0], names[1]] : names;

    private static T Pick<T>(ref SplitMix64 random, T[] from) => from[random.Below(from.Length)];
}
