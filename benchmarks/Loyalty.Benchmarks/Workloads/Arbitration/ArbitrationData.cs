using Loyalty.ContactPolicy;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Arbitration;

/// <summary>Random guests with candidates of several partners for one week, under matrices as programmes have them.</summary>
/// <remarks>Values, propensities, hours, deadlines and past contacts are simulated; the same seed gives the same guests.</remarks>
internal static class ArbitrationData
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 7, 21, 0, 0, TimeSpan.Zero);
    private static readonly Zone Kyiv = Zone.Get("Europe/Kyiv");
    private static readonly Channel[] Channels = [Channel.Email, Channel.Push, Channel.Sms, new("messenger")];
    private static readonly ContactKind[] Kinds = [ContactKind.Promo, ContactKind.Promo, ContactKind.Promo, ContactKind.Survey, new("news")];
    private static readonly PartnerId[] Partners = [new("bakery"), new("cinema"), new("fuel"), new("pharmacy"), new("bank")];

    /// <summary>The matrices by name, the strictest first.</summary>
    public static IReadOnlyList<(string Name, ContactMatrix Matrix)> Matrices { get; } =
    [
        ("strict", Matrix(day: 1, week: 3, promo: 2, partner: 1, sms: 1, gap: 24)),
        ("usual", Matrix(day: 1, week: 5, promo: 3, partner: 2, sms: 2, gap: 12)),
        ("loose", Matrix(day: 2, week: 9, promo: 6, partner: 3, sms: 3, gap: 4)),
    ];

    /// <summary>One guest's week.</summary>
    public static GuestWeek Guest(ulong seed, int candidates)
    {
        SplitMix64 random = new(SplitMix64.Mix(seed));
        double[] days = new double[7];
        double[] hours = new double[24];
        for (int d = 0; d < days.Length; d++)
        {
            days[d] = 1 + random.Below(6);
        }

        int best = 8 + random.Below(14);
        for (int h = 0; h < hours.Length; h++)
        {
            hours[h] = (1 + random.Below(3)) / (1.0 + (Math.Abs(h - best) / 3.0));
        }

        GuestPeriod week = new()
        {
            From = Monday,
            To = Monday.AddDays(7),
            Hours = random.Below(4) == 0 ? FavouriteHours.Alike : FavouriteHours.Of(days, hours),
            CostOfOneMore = random.Below(3) * 2,
        };
        MessageCandidate[] made = new MessageCandidate[candidates];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = new MessageCandidate
            {
                Id = $"m{i}",
                Partner = Partners[random.Below(Partners.Length)],
                Channel = Channels[random.Below(Channels.Length)],
                Kind = Kinds[random.Below(Kinds.Length)],
                Value = 50 * Math.Exp(2 * random.NextDouble()),
                Propensity = 0.02 + (0.3 * random.NextDouble()),
                Earliest = random.Below(4) == 0 ? Monday.AddHours(random.Below(100)) : null,
                ExpiresAt = random.Below(4) == 0 ? Monday.AddHours(48 + random.Below(120)) : null,
            };
        }

        Contact[] history = new Contact[random.Below(6)];
        for (int i = 0; i < history.Length; i++)
        {
            history[i] = new Contact(CustomerId.None, Partners[random.Below(Partners.Length)], Channels[random.Below(Channels.Length)], Kinds[random.Below(Kinds.Length)], Monday.AddMinutes(-random.Below(20 * 24 * 60)));
        }

        return new GuestWeek(week, made, history);
    }

    private static ContactMatrix Matrix(int day, int week, int promo, int partner, int sms, int gap) => new(new()
    {
        TimeZone = Kyiv,
        QuietHours = [new() { Channels = [Channel.Sms, Channel.Push, new("messenger")], From = new(21, 0), To = new(9, 0) }],
        MinimumGap = [new() { Gap = TimeSpan.FromHours(gap) }],
        Pairs =
        [
            new() { Id = "survey-first", First = new() { Kinds = [ContactKind.Survey] }, Then = new() { Kinds = [ContactKind.Promo] }, Window = ContactWindow.Hours(36) },
            new() { Id = "bank-or-fuel", First = new() { Partners = [new("bank")] }, Then = new() { Partners = [new("fuel")] }, Window = ContactWindow.Days(3), BothWays = true },
        ],
        Caps =
        [
            new() { Id = "day", Max = day },
            new() { Id = "week", Max = week, Window = ContactWindow.Days(7) },
            new() { Id = "promo", Kinds = [ContactKind.Promo], Max = promo, Window = ContactWindow.Days(7) },
            new() { Id = "partner", Partners = CapPartners.Each, Max = partner, Window = ContactWindow.Days(7) },
            new() { Id = "sms", Channels = [Channel.Sms], Max = sms, Window = ContactWindow.CalendarWeek },
        ],
    });

    /// <summary>What the arbiter is given.</summary>
    internal sealed record GuestWeek(GuestPeriod Period, MessageCandidate[] Candidates, Contact[] History);
}
