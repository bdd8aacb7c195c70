using System.Globalization;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Gives and checks the ids of one matrix's rules.</summary>
internal sealed class RuleIds
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly int[] numbers = new int[Enum.GetValues<ContactRuleKind>().Length];

    /// <summary>The next id for a rule without one.</summary>
    public string Default(ContactRuleKind kind)
    {
        string name = kind switch
        {
            ContactRuleKind.Consent => "consent",
            ContactRuleKind.QuietHours => "quiet-hours",
            ContactRuleKind.Blackout => "blackout",
            ContactRuleKind.MinimumGap => "minimum-gap",
            ContactRuleKind.Pair => "pair",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A cap has an id of its own."),
        };
        int number = ++numbers[(int)kind];
        return number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
    }

    /// <summary>What is wrong with an id, or null; a good one is taken.</summary>
    public string? Fault(string id) =>
        !Core.Channel.TryCreate(id, out _) ? $"a rule's id must be 1 to 128 characters without control characters and without white space at either end, but it is '{id}'"
        : id == ContactDecision.UnknownZone ? $"the id '{id}' is kept for guests whose time zone is not known; choose another"
        : id == ContactDecision.UnknownHistory ? $"the id '{id}' is kept for guests whose history is not known; choose another"
        : !taken.Add(id) ? $"the id '{id}' stands twice; each rule needs an id of its own"
        : null;
}
