using System.Globalization;
using System.Text;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Names a matrix by what it says.</summary>
internal static class MatrixVersion
{
    /// <summary>Hashes a canonical text: rules in order with their ids, names sorted. The separators cannot occur in names. What a rule leaves at its default is not written, so further members change no version.</summary>
    public static string Of(ContactMatrixOptions options, CompiledRule[] rules)
    {
        StringBuilder text = new("contact-matrix-1\n");
        text.Append(options.TimeZone.Name).Append('\n');
        if (options.FirstDayOfWeek != DayOfWeek.Monday)
        {
            Line(text, ["first-day-of-week", options.FirstDayOfWeek.ToString()]);
        }

        Queue<string> ids = new(rules.Select(r => r.Id).Distinct());
        foreach (ConsentOptions consent in options.Consent)
        {
            Line(text, ["consent", ids.Dequeue(), consent.Purpose.Value, List(consent.Channels), .. Rest(consent)]);
        }

        foreach (QuietHoursOptions quiet in options.QuietHours)
        {
            Line(text, ["quiet", ids.Dequeue(), List(quiet.Channels), Number(quiet.From.Ticks), Number(quiet.To.Ticks), .. Rest(quiet)]);
        }

        foreach (BlackoutOptions blackout in options.Blackouts)
        {
            Line(text, ["blackout", ids.Dequeue(), List(blackout.Channels), blackout.Dates?.ToString() ?? "", List(blackout.Weekdays), .. Rest(blackout)]);
        }

        foreach (MinimumGapOptions gap in options.MinimumGap)
        {
            Line(text, ["gap", ids.Dequeue(), List(gap.Channels), Number(gap.Gap.Ticks), .. Rest(gap)]);
        }

        foreach (PairOptions pair in options.Pairs)
        {
            Line(text, ["pair", ids.Dequeue(), .. Selector(pair.First), .. Selector(pair.Then), pair.Window.ToString(), pair.BothWays ? "both-ways" : "one-way", .. Guests(pair.Sensitivities, pair.Segments)]);
        }

        foreach (CapOptions cap in options.Caps)
        {
            string[] months = cap.Window.MonthCount > 0 ? ["months=" + Number(cap.Window.MonthCount)] : [];
            Line(text, ["cap", ids.Dequeue(), List(cap.Channels), List(cap.Kinds), Partners(cap), Number(cap.Max), cap.Window.Kind.ToString(),
                Number(cap.Window.Length.Ticks), .. months, .. Guests(cap.Sensitivities, cap.Segments)]);
        }

        Line(text, ["exempt", List(options.Exempt)]);
        return StableHash.XxHash64(text.ToString()).ToString("x16", CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Rest(ContactRule rule)
    {
        if (rule.Kinds.Count != 1 || rule.Kinds[0].Value != Names.Every)
        {
            yield return "kinds=" + List(rule.Kinds);
        }

        if (rule.Partners.IsEach || rule.Partners.Listed is not null)
        {
            yield return "partners=" + Partners(rule);
        }

        foreach (string guests in Guests(rule.Sensitivities, rule.Segments))
        {
            yield return guests;
        }
    }

    private static IEnumerable<string> Guests(IReadOnlyList<ContactSensitivity> sensitivities, IReadOnlyList<string> segments)
    {
        if (sensitivities.Count > 0)
        {
            yield return "sensitivities=" + List(sensitivities);
        }

        if (segments.Count > 0)
        {
            yield return "segments=" + List(segments);
        }
    }

    private static string Partners(ContactRule rule) =>
        rule.Partners.Listed is { } listed ? "list\u001e" + List(listed) : rule.Partners.IsEach ? "each" : "all-together";

    private static IEnumerable<string> Selector(ContactSelector selector) => [List(selector.Channels), List(selector.Kinds), List(selector.Partners)];

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin('\u001f', fields).Append('\n');

    private static string List<T>(IEnumerable<T> names) => string.Join('\u001e', names.Select(n => n!.ToString()!).Order(StringComparer.Ordinal));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
