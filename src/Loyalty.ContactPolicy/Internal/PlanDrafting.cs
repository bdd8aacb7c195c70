using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Turns the rules that concern a request into bounds over a guest's contacts.</summary>
internal static class PlanDrafting
{
    // A month's length differs by three days, and a clock that is changed adds less than one: what lies further from the edge than this is on one side of it.
    private const int UnsureDays = 8;

    public static ContactPlan Draft(ContactGate gate, MatrixCell cell, in ContactRequest request)
    {
        long utc = Instant.Check(request.At).UtcTicks;
        TimeSpan sight = request.Guest?.Limits is { } theirs && theirs.Sight > gate.Matrix.Sight ? theirs.Sight : gate.Matrix.Sight;
        bool can = gate.Decide(cell, [], utc, request.Zone, request.Guest).IsAllowed;
        if (!can || cell.IsExempt)
        {
            return new ContactPlan(can, [], sight);
        }

        List<ContactBound> bounds = [];
        Zone zone = request.Zone.Or(gate.Matrix.Options.TimeZone);
        string[] exempt = [.. gate.Matrix.Options.Exempt.Select(k => k.Value)];
        Add(bounds, cell.For(request.Guest), exempt, zone, utc);
        if (request.Guest?.Limits is { } limits)
        {
            MatrixCell own = limits.CellOf(cell).For(request.Guest);
            Add(bounds, own, [.. exempt.Union(limits.Options.Exempt.Select(k => k.Value), StringComparer.Ordinal)], zone, utc);
        }

        return new ContactPlan(true, bounds, sight);
    }

    private static void Add(List<ContactBound> bounds, MatrixCell cell, string[] exempt, Zone zone, long utc)
    {
        foreach (CompiledRule rule in cell.Rules)
        {
            if (rule.IsCounting)
            {
                (long from, long sure, long until) = Window(rule, zone, utc);
                bounds.Add(new ContactBound
                {
                    Max = rule.Max,
                    From = Instant.OfTicks(from),
                    SureFrom = Instant.OfTicks(sure),
                    Until = Instant.OfTicks(until),
                    Channels = [.. rule.Counted.ChannelNames ?? []],
                    Kinds = [.. rule.Counted.Kinds ?? Enumerable.Empty<string>()],
                    ExceptKinds = exempt,
                    Partners = rule.IsEach ? [(rule.PartnerName.IsNone ? cell.Partner : rule.PartnerName).Value] : [.. rule.Counted.PartnerNames ?? []],
                });
            }
        }
    }

    private static (long From, long Sure, long Until) Window(CompiledRule rule, Zone zone, long utc)
    {
        switch (rule.Window)
        {
            case ContactWindowKind.Sliding:
                return (utc - rule.Length + 1, utc - rule.Length + 1, DateTime.MaxValue.Ticks);
            case ContactWindowKind.Months:
                long edge = LocalClock.AfterMonths(zone, utc, -rule.Months);
                return (edge - (UnsureDays * TimeSpan.TicksPerDay), edge + (UnsureDays * TimeSpan.TicksPerDay), DateTime.MaxValue.Ticks);
            default:
                (long start, long end) = LocalClock.Period(zone, rule, utc);
                return (start, start, end);
        }
    }
}
