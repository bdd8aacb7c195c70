using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Turns options into rules in their order.</summary>
internal static class MatrixCompiler
{
    public static CompiledRule[] Compile(ContactMatrixOptions options, Audience audience)
    {
        if (options.FirstDayOfWeek is < DayOfWeek.Sunday or > DayOfWeek.Saturday)
        {
            throw new ArgumentException($"FirstDayOfWeek must be a day of the week, but it is {options.FirstDayOfWeek:D}.");
        }

        RuleIds ids = new();
        List<CompiledRule> rules = [];
        int bit = 0;
        foreach (ConsentOptions consent in options.Consent)
        {
            rules.Add(CompiledRule.Of(Checked(ids, consent.Id ?? ids.Default(ContactRuleKind.Consent), consent.Fault()), consent, audience.Of(consent)));
        }

        foreach (QuietHoursOptions quiet in options.QuietHours)
        {
            rules.Add(CompiledRule.Of(Checked(ids, quiet.Id ?? ids.Default(ContactRuleKind.QuietHours), quiet.Fault()), quiet, audience.Of(quiet)));
        }

        foreach (BlackoutOptions blackout in options.Blackouts)
        {
            rules.Add(CompiledRule.Of(Checked(ids, blackout.Id ?? ids.Default(ContactRuleKind.Blackout), blackout.Fault()), blackout, audience.Of(blackout)));
        }

        foreach (MinimumGapOptions gap in options.MinimumGap)
        {
            rules.Add(CompiledRule.Of(Checked(ids, gap.Id ?? ids.Default(ContactRuleKind.MinimumGap), gap.Fault()), gap, audience.Of(gap), bit++));
        }

        foreach (PairOptions pair in options.Pairs)
        {
            string id = Checked(ids, pair.Id ?? ids.Default(ContactRuleKind.Pair), pair.Fault());
            ulong guests = audience.Of(pair.Sensitivities, pair.Segments);
            rules.Add(CompiledRule.Of(id, pair.First, pair.Then, pair.Window, options.FirstDayOfWeek, guests, bit++));
            if (pair.BothWays)
            {
                rules.Add(CompiledRule.Of(id, pair.Then, pair.First, pair.Window, options.FirstDayOfWeek, guests, bit++));
            }
        }

        foreach (CapOptions cap in options.Caps)
        {
            _ = Checked(ids, cap.Id, cap.Fault());
            rules.Add(CompiledRule.Of(cap, options.FirstDayOfWeek, audience.Of(cap), bit++));
        }

        return [.. rules];
    }

    private static string Checked(RuleIds ids, string id, string? fault) =>
        fault is not null ? throw new ArgumentException($"The rule '{id}' is refused: {fault}.")
        : ids.Fault(id) is { } wrong ? throw new ArgumentException($"The rule '{id}' is refused: {wrong}.")
        : id;
}
