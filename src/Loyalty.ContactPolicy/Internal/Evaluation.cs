using System.Diagnostics;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>One request against one guest's history, which is sorted by instant. Allocates nothing.</summary>
internal readonly ref struct Evaluation(MatrixCell cell, CellTable table, ReadOnlySpan<PackedContact> history, Zone zone)
{
    private const long Year = 365 * TimeSpan.TicksPerDay;

    private readonly MatrixCell cell = cell;
    private readonly CellTable table = table;
    private readonly ReadOnlySpan<PackedContact> history = history;
    private readonly Zone zone = zone;

    /// <summary>Whether every rule allows the request at an instant.</summary>
    public bool Allows(long utc)
    {
        if (cell.Sliding is { } sliding)
        {
            return sliding.Allow(table, history, cell.PartnerCode, utc) && AllAllow(cell.ByClock, utc);
        }

        return AllAllow(cell.Rules, utc);
    }

    public ContactDecision Decide(long utc)
    {
        if (cell.Never is { } never)
        {
            return ContactDecision.Deny(never.Id);
        }

        if (Allows(utc))
        {
            return ContactDecision.Allow;
        }

        // Each rule refuses from here to its own free instant, so the answer lies at or after the latest of these; go there and ask again.
        long last = utc + Year;
        for (long at = utc, next; ; at = next)
        {
            next = at;
            foreach (CompiledRule rule in cell.Rules)
            {
                next = FreeAt(rule, next);
            }

            if (next == at)
            {
                return new ContactDecision(ContactOutcome.Defer, FirstRefusing(at - 1), Instant.OfTicks(at));
            }

            if (next > last)
            {
                return ContactDecision.Deny(FirstRefusing(last));
            }
        }
    }

    /// <summary>The earliest instant from one on at which a rule alone allows the request; <see cref="long.MaxValue"/> for never.</summary>
    public long FreeAt(CompiledRule rule, long utc)
    {
        if (rule.IsQuietHours)
        {
            return LocalClock.LeaveHours(zone, rule.From, rule.To, utc);
        }

        if (rule.Max == 0)
        {
            return long.MaxValue;
        }

        if (rule.Window == ContactWindowKind.Sliding)
        {
            // There is room once the max-th newest contact has left the window.
            int met = 0;
            for (int i = history.Length - 1; i >= 0; i--)
            {
                long leaves = history[i].Ticks + rule.Length;
                if (leaves <= utc)
                {
                    return utc;
                }

                if (table.Counts(rule, history[i].Cell, cell.PartnerCode) && ++met == rule.Max)
                {
                    return leaves;
                }
            }

            return utc;
        }

        while (true)
        {
            (long start, long end) = LocalClock.Period(zone, rule.Window, utc);
            if (CountWithin(rule, start, end) < rule.Max)
            {
                return utc;
            }

            utc = end;
        }
    }

    /// <summary>How many contacts a rule counts against the request at an instant.</summary>
    public int Count(CompiledRule rule, long utc)
    {
        if (rule.IsQuietHours)
        {
            return 0;
        }

        (long start, long end) = rule.Window == ContactWindowKind.Sliding ? (utc - rule.Length + 1, long.MaxValue) : LocalClock.Period(zone, rule.Window, utc);
        return CountWithin(rule, start, end);
    }

    private int CountWithin(CompiledRule rule, long start, long end)
    {
        int count = 0;
        for (int i = history.Length - 1; i >= 0 && history[i].Ticks >= start; i--)
        {
            count += history[i].Ticks < end && table.Counts(rule, history[i].Cell, cell.PartnerCode) ? 1 : 0;
        }

        return count;
    }

    private bool AllAllow(CompiledRule[] rules, long utc)
    {
        foreach (CompiledRule rule in rules)
        {
            if (FreeAt(rule, utc) != utc)
            {
                return false;
            }
        }

        return true;
    }

    private string FirstRefusing(long utc)
    {
        foreach (CompiledRule rule in cell.Rules)
        {
            if (FreeAt(rule, utc) != utc)
            {
                return rule.Id;
            }
        }

        throw new UnreachableException("Every instant before the earliest free one is refused by a rule.");
    }
}
