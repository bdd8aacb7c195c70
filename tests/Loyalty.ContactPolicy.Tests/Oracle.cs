using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy.Tests;

/// <summary>The contract read aloud, a minute at a time: slow, and too simple to be wrong in the same way. Right where everything stands on whole minutes.</summary>
internal static class Oracle
{
    public static ContactDecision Decide(Scenario scenario)
    {
        (ContactMatrixOptions matrix, ContactRequest request, Contact[] history, string zoneName) = scenario;
        if (Has(matrix.Exempt, request.Kind))
        {
            return Given.Allowed;
        }

        if (!request.Guest!.HistoryIsKnown)
        {
            return Given.Denied("unknown-history");
        }

        foreach (ConsentOptions consent in matrix.Consent.Where(c => Concerns(c, request)))
        {
            if (Partners(request).Where(p => consent.Partners.Listed is null || consent.Partners.Listed.Contains(p)).Any(p => request.Guest.Consent?.State(consent.Purpose, request.Channel, p) != ConsentState.Granted))
            {
                return Given.Denied(consent.Id!);
            }
        }

        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        Contact[] counted = [.. history.Where(c => !Has(matrix.Exempt, c.Kind))];
        List<(string Id, Func<DateTime, bool> Refuses)> rules = [.. Rules(matrix, request, counted, zone)];
        if (Never(matrix, request) is { } never)
        {
            return Given.Denied(never);
        }

        if (scenario.Limits is { } limits && !Has(limits.Exempt, request.Kind))
        {
            if (Never(limits, request) is { } own)
            {
                return Given.Denied("guest:" + own);
            }

            rules.AddRange(Rules(limits, request, [.. counted.Where(c => !Has(limits.Exempt, c.Kind))], zone).Select(r => ("guest:" + r.Id, r.Refuses)));
        }

        return Decide(rules, request.At.UtcDateTime);
    }

    private static ContactDecision Decide(List<(string Id, Func<DateTime, bool> Refuses)> rules, DateTime now)
    {
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

    private static string? Never(ContactMatrixOptions matrix, ContactRequest request) => matrix.Caps.FirstOrDefault(c => c.Max == 0 && Concerns(c, request))?.Id;

    private static List<(string Id, Func<DateTime, bool> Refuses)> Rules(ContactMatrixOptions matrix, ContactRequest request, Contact[] counted, TimeZoneInfo zone)
    {
        List<(string Id, Func<DateTime, bool> Refuses)> rules = [];
        foreach (QuietHoursOptions quiet in matrix.QuietHours.Where(q => Concerns(q, request)))
        {
            rules.Add((quiet.Id!, u =>
            {
                TimeOnly clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(u, zone));
                return quiet.From < quiet.To ? clock >= quiet.From && clock < quiet.To : clock >= quiet.From || clock < quiet.To;
            }
            ));
        }

        foreach (BlackoutOptions blackout in matrix.Blackouts.Where(b => Concerns(b, request)))
        {
            rules.Add((blackout.Id!, u =>
            {
                DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(u, zone));
                return (blackout.Dates is not { } dates || (today >= dates.Start && today < dates.End)) && (blackout.Weekdays.Count == 0 || blackout.Weekdays.Contains(today.DayOfWeek));
            }
            ));
        }

        foreach (MinimumGapOptions gap in matrix.MinimumGap.Where(g => Concerns(g, request)))
        {
            foreach (PartnerId partner in Counted(gap, request))
            {
                Contact[] seen = [.. counted.Where(c => Counts(gap, partner, c))];
                rules.Add((gap.Id!, u => seen.Length > 0 && u < seen.Max(c => c.At.UtcDateTime) + gap.Gap));
            }
        }

        foreach (PairOptions pair in matrix.Pairs.Where(p => IsMeant(p.Sensitivities, p.Segments, request)))
        {
            if (Has(pair.Then, request.Channel, request.Kind, Partners(request)))
            {
                Contact[] seen = [.. counted.Where(c => Has(pair.First, c.Channel, c.Kind, Partners(c)))];
                rules.Add((pair.Id!, u => seen.Any(c => Within(pair.Window, matrix.FirstDayOfWeek, c.At.UtcDateTime, u, zone))));
            }

            if (pair.BothWays && Has(pair.First, request.Channel, request.Kind, Partners(request)))
            {
                Contact[] seen = [.. counted.Where(c => Has(pair.Then, c.Channel, c.Kind, Partners(c)))];
                rules.Add((pair.Id!, u => seen.Any(c => Within(pair.Window, matrix.FirstDayOfWeek, c.At.UtcDateTime, u, zone))));
            }
        }

        foreach (CapOptions cap in matrix.Caps.Where(c => Concerns(c, request)))
        {
            foreach (PartnerId partner in Counted(cap, request))
            {
                Contact[] seen = [.. counted.Where(c => Counts(cap, partner, c))];
                rules.Add((cap.Id, u => seen.Count(c => Within(cap.Window, matrix.FirstDayOfWeek, c.At.UtcDateTime, u, zone)) >= cap.Max));
            }
        }

        return rules;
    }

    private static bool Within(ContactWindow window, DayOfWeek firstDay, DateTime contact, DateTime now, TimeZoneInfo zone)
    {
        DateOnly then = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(contact, zone));
        DateOnly today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone));
        return window.Kind switch
        {
            ContactWindowKind.Sliding => contact + window.Length > now,
            ContactWindowKind.Months => !Passed(contact, window.MonthCount, now, zone),
            ContactWindowKind.CalendarDay => then == today,
            ContactWindowKind.CalendarWeek => Last(firstDay, then) == Last(firstDay, today),
            _ => (then.Year, then.Month) == (today.Year, today.Month),
        };
    }

    private static DateOnly Last(DayOfWeek day, DateOnly date)
    {
        while (date.DayOfWeek != day)
        {
            date = date.AddDays(-1);
        }

        return date;
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<(DateTime, int, string), DateTime> Ends = new();

    /// <summary>Whether the clock has shown, so many months later, the time that it showed at an instant.</summary>
    private static bool Passed(DateTime contact, int months, DateTime now, TimeZoneInfo zone) => now >= Ends.GetOrAdd((contact, months, zone.Id), _ =>
    {
        DateTime shown = TimeZoneInfo.ConvertTimeFromUtc(contact, zone).AddMonths(months);
        DateTime minute = contact.AddMonths(months).AddDays(-3);
        while (TimeZoneInfo.ConvertTimeFromUtc(minute, zone) < shown)
        {
            minute = minute.AddMinutes(1);
        }

        return minute;
    });

    private static bool Concerns(ContactRule rule, ContactRequest request) =>
        Has(rule.Channels, request.Channel) && Has(rule.Kinds, request.Kind) && (rule.Partners.Listed is null || Partners(request).Any(rule.Partners.Listed.Contains))
        && IsMeant(rule.Sensitivities, rule.Segments, request);

    private static bool IsMeant(IReadOnlyList<ContactSensitivity> sensitivities, IReadOnlyList<string> segments, ContactRequest request) =>
        (sensitivities.Count == 0 || request.Guest!.Sensitivity == ContactSensitivity.Unknown || sensitivities.Contains(request.Guest.Sensitivity))
        && (segments.Count == 0 || segments.Any(request.Guest!.Segments.Contains));

    /// <summary>The sender and those whose blocks are carried.</summary>
    private static PartnerId[] Partners(ContactRequest request) => [request.Partner, .. request.Carried];

    private static PartnerId[] Partners(Contact contact) => [contact.Partner, .. contact.Carried];

    /// <summary>For a rule of each partner, all partners of the message; else it is asked once.</summary>
    private static PartnerId[] Counted(ContactRule rule, ContactRequest request) => rule.Partners.IsEach ? Partners(request) : [request.Partner];

    private static bool Counts(ContactRule rule, PartnerId partner, Contact contact) =>
        Has(rule.Channels, contact.Channel) && Has(rule.Kinds, contact.Kind) && (rule.Partners.Listed is null || Partners(contact).Any(rule.Partners.Listed.Contains))
        && (!rule.Partners.IsEach || Partners(contact).Contains(partner));

    private static bool Has(ContactSelector selector, Channel channel, ContactKind kind, PartnerId[] partners) =>
        Has(selector.Channels, channel) && Has(selector.Kinds, kind) && (partners.Any(selector.Partners.Contains) || selector.Partners.Contains(new("*")));

    private static bool Has(IReadOnlyList<Channel> names, Channel name) => names.Contains(name) || names.Contains(new("*"));

    private static bool Has(IReadOnlyList<ContactKind> names, ContactKind name) => names.Contains(name) || names.Contains(new("*"));
}
