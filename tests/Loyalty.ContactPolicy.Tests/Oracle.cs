using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>The contract read aloud, a minute at a time: slow, and too simple to be wrong in the same way. Right where everything stands on whole minutes.</summary>
internal static class Oracle
{
    public static ContactDecision Decide(ContactMatrixOptions matrix, ContactRequest request, IReadOnlyList<Contact> history, string zoneName)
    {
        if (Has(matrix.Exempt, request.Kind))
        {
            return Given.Allowed;
        }

        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        Contact[] counted = [.. history.Where(c => !Has(matrix.Exempt, c.Kind))];
        List<(string Id, Func<DateTime, bool> Refuses)> rules = Rules(matrix, request, counted, zone);
        if (matrix.Caps.FirstOrDefault(c => c.Max == 0 && Concerns(c, request.Channel, request.Kind, request.Partner)) is { } never)
        {
            return Given.Denied(never.Id);
        }

        DateTime now = request.At.UtcDateTime;
        string? refusing = rules.Find(r => r.Refuses(now)).Id;
        if (refusing is null)
        {
            return Given.Allowed;
        }

        for (DateTime minute = now; minute <= now.AddDays(365); minute = minute.AddMinutes(1))
        {
            string? first = rules.Find(r => r.Refuses(minute)).Id;
            if (first is null)
            {
                return new ContactDecision(ContactOutcome.Defer, refusing, new DateTimeOffset(minute, TimeSpan.Zero));
            }

            refusing = first;
        }

        return Given.Denied(refusing);
    }

    private static List<(string Id, Func<DateTime, bool> Refuses)> Rules(ContactMatrixOptions matrix, ContactRequest request, Contact[] counted, TimeZoneInfo zone)
    {
        List<(string Id, Func<DateTime, bool> Refuses)> rules = [];
        foreach (QuietHoursOptions quiet in matrix.QuietHours.Where(q => Has(q.Channels, request.Channel)))
        {
            rules.Add((quiet.Id!, u =>
            {
                TimeOnly clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(u, zone));
                return quiet.From < quiet.To ? clock >= quiet.From && clock < quiet.To : clock >= quiet.From || clock < quiet.To;
            }
            ));
        }

        foreach (MinimumGapOptions gap in matrix.MinimumGap.Where(g => Has(g.Channels, request.Channel)))
        {
            Contact[] seen = [.. counted.Where(c => Has(gap.Channels, c.Channel))];
            rules.Add((gap.Id!, u => seen.Length > 0 && u < seen.Max(c => c.At.UtcDateTime) + gap.Gap));
        }

        foreach (CapOptions cap in matrix.Caps.Where(c => Concerns(c, request.Channel, request.Kind, request.Partner)))
        {
            Contact[] seen = [.. counted.Where(c => Concerns(cap, c.Channel, c.Kind, c.Partner) && (!cap.Partners.IsEach || c.Partner == request.Partner))];
            rules.Add((cap.Id, u => seen.Count(c => Within(cap.Window, c.At.UtcDateTime, u, zone)) >= cap.Max));
        }

        return rules;
    }

    private static bool Within(ContactWindow window, DateTime contact, DateTime now, TimeZoneInfo zone)
    {
        DateOnly then = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(contact, zone));
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        return window.Kind switch
        {
            ContactWindowKind.Sliding => contact + window.Length > now,
            ContactWindowKind.CalendarDay => then == today,
            ContactWindowKind.CalendarWeek => Monday(then) == Monday(today),
            _ => (then.Year, then.Month) == (today.Year, today.Month),
        };
    }

    private static DateOnly Monday(DateOnly date)
    {
        while (date.DayOfWeek != DayOfWeek.Monday)
        {
            date = date.AddDays(-1);
        }

        return date;
    }

    private static bool Concerns(CapOptions cap, Channel channel, ContactKind kind, PartnerId partner) =>
        Has(cap.Channels, channel) && Has(cap.Kinds, kind) && (cap.Partners.Listed is null || cap.Partners.Listed.Contains(partner));

    private static bool Has(IReadOnlyList<Channel> names, Channel name) => names.Contains(name) || names.Contains(new("*"));

    private static bool Has(IReadOnlyList<ContactKind> names, ContactKind name) => names.Contains(name) || names.Contains(new("*"));
}
