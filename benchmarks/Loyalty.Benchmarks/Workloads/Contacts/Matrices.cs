using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.Benchmarks.Workloads.Contacts;

/// <summary>The matrices that are asked.</summary>
internal static class Matrices
{
    /// <summary>The workload's: 29 caps, of which five concern each question.</summary>
    public static ContactMatrix Caps() => new(new() { Caps = [.. General(), .. OfChannels(), .. OfKinds(ContactData.Kinds)] });

    /// <summary>30 rules with quiet hours, gaps and a month of the guest's calendar; six to ten concern each question.</summary>
    public static ContactMatrix Thirty() => new(new()
    {
        TimeZone = Zone.Get("Europe/Berlin"),
        QuietHours =
        [
            new() { Channels = [new("c0"), new("c1"), new("c2"), new("c3"), new("c4")], From = new(21, 0), To = new(9, 0) },
            new() { Channels = [new("c5"), new("c6"), new("c7"), new("c8"), new("c9")], From = new(22, 0), To = new(8, 0) },
        ],
        MinimumGap = [new() { Gap = TimeSpan.FromHours(4) }, new() { Channels = [new("c0"), new("c1")], Gap = TimeSpan.FromDays(2) }, new() { Kinds = [new("k0")], Gap = TimeSpan.FromDays(2) }],
        Caps = [.. General(), new() { Id = "month", Max = 8, Window = ContactWindow.CalendarMonth }, .. OfChannels(), .. OfKinds(1)],
    });

    /// <summary>The workload's 29 caps among 971 others that concern nobody who asks: the answers are the same.</summary>
    public static ContactMatrix Thousand()
    {
        IEnumerable<CapOptions> strangers = Enumerable.Range(0, 971).Select(i => new CapOptions { Id = $"x{i}", Channels = [new($"x{i}")], Max = 1, Window = ContactWindow.Days(7) });
        return new(new() { Caps = [.. strangers.Take(300), .. General(), .. strangers.Skip(300).Take(300), .. OfChannels(), .. strangers.Skip(600), .. OfKinds(ContactData.Kinds)] });
    }

    private static IEnumerable<CapOptions> General() =>
    [
        new() { Id = "day", Max = 1, Window = ContactWindow.Days(1) },
        new() { Id = "week", Max = 3, Window = ContactWindow.Days(7) },
        new() { Id = "partner", Partners = CapPartners.Each, Max = 3, Window = ContactWindow.Days(30) },
    ];

    private static IEnumerable<CapOptions> OfChannels() =>
        Enumerable.Range(0, ContactData.Channels).Select(c => new CapOptions { Id = $"c{c}", Channels = [new($"c{c}")], Max = 1, Window = ContactWindow.Days(7) });

    private static IEnumerable<CapOptions> OfKinds(int count) =>
        Enumerable.Range(0, count).Select(k => new CapOptions { Id = $"k{k}", Kinds = [new($"k{k}")], Max = 2, Window = ContactWindow.Days(7) });
}
