using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>One request against one guest's history, which is sorted by instant. Allocates nothing.</summary>
internal readonly ref struct Evaluation(MatrixCell cell, CellTable table, ReadOnlySpan<PackedContact> history, Zone zone)
{
    private const int MostSteps = 32;

    private readonly MatrixCell cell = cell;
    private readonly CellTable table = table;
    private readonly ReadOnlySpan<PackedContact> history = history;
    private readonly Zone zone = zone;

    /// <summary>The guest's clock.</summary>
    public Zone Zone => zone;

    /// <summary>Whether every rule allows the request at an instant.</summary>
    public bool Allows(long utc) => cell.Sliding.Allow(table, history, utc) && AllAllow(cell.Others, utc);

    /// <summary>The same where the first sliding windows are known to have room.</summary>
    public bool AllowsBeyondFirst(long utc) => cell.Sliding.Allow(table, history, utc, walked: 1) && AllAllow(cell.Others, utc);

    /// <summary>Whether one rule alone allows the request at an instant.</summary>
    public bool Allows(CompiledRule rule, long utc) => rule switch
    {
        { Kind: ContactRuleKind.Blackout } => !LocalClock.IsOn(zone, rule.Days, utc),
        { Kind: ContactRuleKind.QuietHours } => !LocalClock.IsWithin(rule.From, rule.To, LocalClock.TimeOfDay(zone, utc)),

        // Whatever the calendar says, not more are counted than there are.
        { Max: > 0 } when history.Length < rule.Max => true,
        _ => FreeAt(rule, utc) == utc,
    };

    /// <summary>An instant before which the request cannot be allowed from another on; the same where every rule allows that one.</summary>
    public long NoEarlierThan(long utc)
    {
        for (int i = 0; i < cell?.Rules.Length && utc != long.MaxValue; i++)
        {
            utc = FreeAt(cell.Rules[i], utc);
        }

        return utc;
    }

    /// <summary>The first rule, in order, that refuses the request at an instant, or null.</summary>
    public string? FirstRefusing(long utc)
    {
        for (int i = 0; i < cell?.Rules.Length; i++)
        {
            if (FreeAt(cell.Rules[i], utc) != utc)
            {
                return cell.Rules[i].Id;
            }
        }

        return null;
    }

    /// <summary>What each rule says on its own.</summary>
    public void Tell(List<RuleFinding> findings, string prefix, long utc)
    {
        foreach (CompiledRule rule in cell.Rules)
        {
            long free = FreeAt(rule, utc);
            findings.Add(new RuleFinding(prefix + rule.Id, rule.Kind, free != utc, Count(rule, utc), rule.Max, free == long.MaxValue ? null : Instant.OfTicks(free)));
        }
    }

    /// <summary>The earliest instant from one on at which a rule alone allows the request; <see cref="long.MaxValue"/> for never.</summary>
    private long FreeAt(CompiledRule rule, long utc)
    {
        if (!rule.IsCounting)
        {
            return rule.Kind == ContactRuleKind.Blackout ? LocalClock.LeaveDays(zone, rule.Days, utc) : LocalClock.LeaveHours(zone, rule.From, rule.To, utc);
        }

        if (rule.Max == 0)
        {
            return long.MaxValue;
        }

        if (rule.Window == ContactWindowKind.Months)
        {
            return LeaveMonths(rule, utc);
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

                if (table.Counts(rule, history[i].Cell, Asking(rule)) && ++met == rule.Max)
                {
                    return leaves;
                }
            }

            return utc;
        }

        while (true)
        {
            (long start, long end) = LocalClock.Period(zone, rule, utc);
            if (CountWithin(rule, start, end) < rule.Max)
            {
                return utc;
            }

            utc = end;
        }
    }

    /// <summary>How many contacts a rule counts against the request at an instant.</summary>
    private int Count(CompiledRule rule, long utc)
    {
        if (!rule.IsCounting)
        {
            return 0;
        }

        if (rule.Window == ContactWindowKind.Months)
        {
            return CountMonths(rule, utc, out _);
        }

        (long start, long end) = rule.Window == ContactWindowKind.Sliding ? (utc - rule.Length + 1, long.MaxValue) : LocalClock.Period(zone, rule, utc);
        return CountWithin(rule, start, end);
    }

    private int CountWithin(CompiledRule rule, long start, long end)
    {
        int count = 0;
        for (int i = history.Length - 1; i >= 0 && history[i].Ticks >= start; i--)
        {
            count += history[i].Ticks < end && table.Counts(rule, history[i].Cell, Asking(rule)) ? 1 : 0;
        }

        return count;
    }

    private int Asking(CompiledRule rule) => rule.Partner < 0 ? cell.PartnerCode : rule.Partner;

    private bool AllAllow(CompiledRule[] rules, long utc)
    {
        foreach (CompiledRule rule in rules)
        {
            if (!Allows(rule, utc))
            {
                return false;
            }
        }

        return true;
    }

    private long LeaveMonths(CompiledRule rule, long utc)
    {
        // Contacts of a month's last days may leave in another order than they came, so the next to leave is looked for each time.
        for (int i = 0; i < MostSteps; i++)
        {
            if (CountMonths(rule, utc, out long next) < rule.Max)
            {
                return utc;
            }

            utc = next;
        }

        // Of very many contacts, the instant at which enough have left is found by halving.
        long end = Math.Max(utc, history[^1].Ticks) + rule.Sight;
        while (utc < end)
        {
            long middle = utc + ((end - utc) / 2);
            (utc, end) = CountMonths(rule, middle, out _) < rule.Max ? (utc, middle) : (middle + 1, end);
        }

        return utc;
    }

    private int CountMonths(CompiledRule rule, long utc, out long next)
    {
        int count = 0;
        next = long.MaxValue;
        for (int i = history.Length - 1; i >= 0 && history[i].Ticks >= utc - rule.Sight; i--)
        {
            if (table.Counts(rule, history[i].Cell, Asking(rule)) && LocalClock.AfterMonths(zone, history[i].Ticks, rule.Months) is var leaves && leaves > utc)
            {
                next = Math.Min(next, leaves);
                count++;
            }
        }

        return count;
    }
}
