using System.Globalization;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Looks through a matrix for what is probably not meant.</summary>
internal sealed class MatrixLinter(CompiledRule[] rules, HashSet<string> exempt, bool everyKindIsExempt)
{
    private readonly List<(int Order, MatrixFinding Finding)> found = [];

    public IReadOnlyList<MatrixFinding> Findings()
    {
        for (int i = 0; i < rules.Length; i++)
        {
            if (!LookAtExempt(i) && rules[i].IsCounting)
            {
                LookForStricter(i);
                LookAtMax(i);
            }
        }

        LookForLastingSilence();
        LookForKindsAtNight();
        return [.. found.OrderByDescending(f => f.Finding.Severity).ThenBy(f => f.Order).Select(f => f.Finding)];
    }

    private bool LookAtExempt(int number)
    {
        CompiledRule rule = rules[number];
        string[] named = rule.Concerned.Kinds is { } kinds ? [.. kinds.Where(k => everyKindIsExempt || exempt.Contains(k)).Order(StringComparer.Ordinal)] : [];
        bool every = everyKindIsExempt || (rule.Concerned.Kinds is { } all && named.Length == all.Count);
        if (every || named.Length > 0)
        {
            Add(number, MatrixFindingKind.ConcernsExempt, FindingSeverity.Warning,
                every ? "It concerns exempt kinds only, which obey no rule." : $"It names '{named[0]}', which is exempt and obeys no rule.",
                "Take the kind out of the rule, or out of exempt.");
        }

        return every;
    }

    private void LookAtMax(int number)
    {
        if (rules[number].Max == 0)
        {
            Add(number, MatrixFindingKind.Never, FindingSeverity.Note, "max 0 means never.", "Keep it if that is meant; for 'no limit' leave the cap out.");
        }
    }

    private void LookForStricter(int number)
    {
        CompiledRule rule = rules[number];
        for (int i = 0; i < rules.Length; i++)
        {
            CompiledRule other = rules[i];
            if (i == number || other.Id == rule.Id || !other.IsCounting || !Covers(other, rule))
            {
                continue;
            }

            bool never = other.Max == 0 && rule.Max > 0;
            if (!never && (WindowCover.Of(rule, other) is not { } windows || rule.Max < (long)windows * other.Max
                || (windows > 1 && other.Audience != 0) || (i > number && AreEqual(rule, other))))
            {
                continue;
            }

            if (never || WindowCover.Of(rule, other) == 1)
            {
                Add(number, MatrixFindingKind.Shadowed, FindingSeverity.Warning, $"It never refuses what '{other.Id}' allows.", $"Take it out, or make '{other.Id}' less strict.");
            }
            else
            {
                Add(number, MatrixFindingKind.OutOfReach, FindingSeverity.Warning,
                    string.Create(CultureInfo.InvariantCulture, $"Its {rule.Max} contacts cannot be reached: '{other.Id}' lets at most {(long)WindowCover.Of(rule, other)!.Value * other.Max} into its window."),
                    $"Lower max, or make '{other.Id}' less strict.");
            }

            return;
        }
    }

    /// <summary>Whether whatever one rule concerns and counts another concerns and counts too.</summary>
    private static bool Covers(CompiledRule wide, CompiledRule narrow) =>
        Audience.Covers(wide.Audience, narrow.Audience) && wide.Concerned.Covers(narrow.Concerned) && (wide.Max == 0 || wide.Counted.Covers(narrow.Counted))
        && (!wide.IsEach || narrow.IsEach || narrow.Counted.IsOnePartner);

    private static bool AreEqual(CompiledRule one, CompiledRule other) => Covers(one, other) && Covers(other, one) && one.Max == other.Max && WindowCover.Of(one, other) == 1 && WindowCover.Of(other, one) == 1;

    /// <summary>Quiet hours that fill the day together, or blackouts that fill the week.</summary>
    private void LookForLastingSilence()
    {
        CompiledRule[] silent = Array.FindAll(rules, r => r.Kind is ContactRuleKind.QuietHours or ContactRuleKind.Blackout);
        HashSet<string> told = [];
        RuleSelector[] meant = [.. silent.Select(r => r.Concerned)];
        foreach (string channel in RuleSelector.Some(meant, s => s.ChannelNames))
        {
            foreach (string kind in RuleSelector.Some(meant, s => s.Kinds).Where(k => !everyKindIsExempt && !exempt.Contains(k)))
            {
                foreach (string partner in RuleSelector.Some(meant, s => s.PartnerNames))
                {
                    CompiledRule[] concerned = Array.FindAll(silent, r => r.Concerns(new(channel), new(kind), new(partner)));
                    if (LastFiller(concerned) is { } last && told.Add(last.Id))
                    {
                        Add(Array.IndexOf(rules, last), MatrixFindingKind.Contradiction, FindingSeverity.Error,
                            $"Together with the rules before it, it leaves no instant for {channel}, {kind}, {partner}.", "Leave an hour of some day free, or say it by a cap with max 0.");
                    }
                }
            }
        }
    }

    /// <summary>The rule with which the day, or the week, is full; null where something is free.</summary>
    private static CompiledRule? LastFiller(CompiledRule[] silent)
    {
        for (int i = 1; i <= silent.Length; i++)
        {
            CompiledRule[] hours = [.. silent.Take(i).Where(r => r.Kind == ContactRuleKind.QuietHours)];
            int week = silent.Take(i).Where(r => r.Kind == ContactRuleKind.Blackout && r.Days.End == int.MaxValue).Aggregate(0, (days, r) => days | r.Days.Weekdays);

            // What is free is free where some quiet hours end.
            if (week == 0b111_1111 || (hours.Length > 0 && hours.All(e => hours.Any(h => LocalClock.IsWithin(h.From, h.To, e.To)))))
            {
                return silent[i - 1];
            }
        }

        return null;
    }

    private void LookForKindsAtNight()
    {
        if (everyKindIsExempt || rules.Length == 0)
        {
            return;
        }

        CompiledRule[] quiet = Array.FindAll(rules, r => r.Kind == ContactRuleKind.QuietHours);
        IEnumerable<string> kinds = RuleSelector.Some(rules.SelectMany(r => new[] { r.Concerned, r.Counted }), s => s.Kinds).Where(k => k != Names.Every && !exempt.Contains(k)).Order(StringComparer.Ordinal);
        foreach (string kind in quiet.Length == 0 ? ["every kind"] : kinds.Where(k => quiet.All(q => q.Concerned.Kinds?.Contains(k) == false)))
        {
            found.Add((int.MaxValue, new MatrixFinding(MatrixFindingKind.WithoutQuietHours, FindingSeverity.Warning, null,
                $"No quiet hours concern {(quiet.Length == 0 ? kind : $"'{kind}'")}, so it may be sent at night on every channel.", "Add quiet hours, at least for channels that ring.")));
        }
    }

    private void Add(int number, MatrixFindingKind kind, FindingSeverity severity, string what, string cure) =>
        found.Add((number, new MatrixFinding(kind, severity, rules[number].Id, what, cure)));
}
