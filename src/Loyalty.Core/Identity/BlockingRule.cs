using System.Collections.Immutable;

namespace Loyalty.Core.Identity;

/// <summary>Which records are compared at all: those that agree on every part of the rule. Several rules add up.</summary>
/// <remarks>Comparing everyone with everyone grows with the square of the records; each rule forgives errors in the attributes it leaves out. Immutable.</remarks>
public sealed record BlockingRule
{
    /// <summary>Makes a rule of whole attributes.</summary>
    /// <param name="attributes">At least one; a record that lacks one of them is not looked up by this rule.</param>
    /// <exception cref="ArgumentException">There is no attribute.</exception>
    public BlockingRule(params ReadOnlySpan<PersonAttribute> attributes)
    {
        if (attributes.IsEmpty)
        {
            throw new ArgumentException("A blocking rule must have at least one attribute.", nameof(attributes));
        }

        ImmutableArray<BlockingPart>.Builder parts = ImmutableArray.CreateBuilder<BlockingPart>(attributes.Length);
        foreach (PersonAttribute attribute in attributes)
        {
            parts.Add(new BlockingPart(attribute));
        }

        Parts = parts.MoveToImmutable();
    }

    /// <summary>Makes a rule of attributes and beginnings of attributes.</summary>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">There is no part.</exception>
    public BlockingRule(params ReadOnlySpan<BlockingPart> parts) => Parts = parts.IsEmpty
        ? throw new ArgumentException("A blocking rule must have at least one part.", nameof(parts))
        : [.. parts];

    /// <summary>What must agree.</summary>
    public ImmutableArray<BlockingPart> Parts { get; }
}
