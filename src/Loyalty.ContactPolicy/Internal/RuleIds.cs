using System.Globalization;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Gives and checks the ids of one matrix's rules.</summary>
internal sealed class RuleIds
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private int quietHours;
    private int gaps;

    /// <summary>The next id for a rule without one.</summary>
    public string Default(ContactRuleKind kind)
    {
        (string name, int number) = kind == ContactRuleKind.QuietHours ? ("quiet-hours", ++quietHours) : ("minimum-gap", ++gaps);
        return number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
    }

    /// <summary>What is wrong with an id, or null; a good one is taken.</summary>
    public string? Fault(string id) =>
        !Core.Channel.TryCreate(id, out _) ? $"a rule's id must be 1 to 128 characters without control characters and without white space at either end, but it is '{id}'"
        : id == ContactDecision.UnknownZone ? $"the id '{id}' is kept for guests whose time zone is not known; choose another"
        : !taken.Add(id) ? $"the id '{id}' stands twice; each rule needs an id of its own"
        : null;
}
