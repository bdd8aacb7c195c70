using System.Diagnostics;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Joins the rules of a matrix, and a guest's own, to a decision.</summary>
internal static class Verdict
{
    private const long Year = 365 * TimeSpan.TicksPerDay;

    public static ContactDecision Of(in Evaluation rules, long utc) => rules.Allows(utc) ? ContactDecision.Allow : Find(rules, default, utc);

    public static ContactDecision Of(in Evaluation rules, in Evaluation own, long utc) =>
        rules.Allows(utc) && own.Allows(utc) ? ContactDecision.Allow : Find(rules, own, utc);

    /// <summary>Each rule refuses from an instant to its own free one, so the answer lies at or after the latest of these; go there and ask again.</summary>
    private static ContactDecision Find(in Evaluation rules, in Evaluation own, long utc)
    {
        long last = utc + Year;
        for (long at = utc, next; ; at = next)
        {
            next = rules.NoEarlierThan(at);
            next = next > last ? next : own.NoEarlierThan(next);
            if (next == at)
            {
                return new ContactDecision(ContactOutcome.Defer, FirstRefusing(rules, own, at - 1), Instant.OfTicks(at));
            }

            if (next > last)
            {
                return ContactDecision.Deny(FirstRefusing(rules, own, last));
            }
        }
    }

    private static string FirstRefusing(in Evaluation rules, in Evaluation own, long utc) => rules.FirstRefusing(utc)
        ?? (own.FirstRefusing(utc) is { } id ? ContactDecision.GuestPrefix + id : throw new UnreachableException("Every instant before the earliest free one is refused by a rule."));
}
