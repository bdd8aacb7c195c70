using Loyalty.Core;

namespace Loyalty.ContactPolicy.WhatIf;

/// <summary>What a matrix would have changed: who loses and who gains, and by which rule.</summary>
/// <remarks>A partial state: results over different guests merge to the result over all of them. Immutable.</remarks>
public sealed class TrialResult
{
    internal TrialResult(IEnumerable<TrialLine> lines, IEnumerable<TrialRule> rules)
    {
        Lines = [.. lines.OrderBy(l => l.Partner).ThenBy(l => l.Channel).ThenBy(l => l.Kind)];
        Rules = [.. rules.OrderByDescending(r => r.Lost).ThenBy(r => r.Rule, StringComparer.Ordinal)];
    }

    /// <summary>A line for each partner, channel and kind, in their order.</summary>
    public IReadOnlyList<TrialLine> Lines { get; }

    /// <summary>The rules that would have held something back, the strictest first.</summary>
    public IReadOnlyList<TrialRule> Rules { get; }

    /// <summary>Everything together.</summary>
    public TrialCount Total => Lines.Aggregate(default(TrialCount), (sum, l) => sum + l.Count);

    /// <summary>What becomes of one partner's messages.</summary>
    /// <param name="partner">The partner.</param>
    public TrialCount Of(PartnerId partner) => Lines.Where(l => l.Partner == partner).Aggregate(default(TrialCount), (sum, l) => sum + l.Count);

    /// <summary>The result over the guests of both.</summary>
    /// <param name="other">The result of the same matrix over other guests.</param>
    public TrialResult Merge(TrialResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new TrialResult(
            Lines.Concat(other.Lines).GroupBy(l => (l.Partner, l.Channel, l.Kind)).Select(g => new TrialLine(g.Key.Partner, g.Key.Channel, g.Key.Kind, g.Aggregate(default(TrialCount), (sum, l) => sum + l.Count))),
            Rules.Concat(other.Rules).GroupBy(r => r.Rule, StringComparer.Ordinal).Select(g => new TrialRule(g.Key, g.Sum(r => r.Lost))));
    }
}
