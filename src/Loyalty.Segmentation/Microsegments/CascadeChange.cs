namespace Loyalty.Segmentation.Microsegments;

/// <summary>Why a guest came into a microsegment or left it.</summary>
public enum CascadeChangeCause
{
    /// <summary>The guest did neither.</summary>
    None,

    /// <summary>The guest was not known at the earlier run.</summary>
    NewGuest,

    /// <summary>What is known of the guest changed: the earlier cascade over today's values already says so.</summary>
    Data,

    /// <summary>The cascade changed: only the later steps say so.</summary>
    Cascade,
}

/// <summary>One guest at two runs, and what made the difference.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="WasIn">Whether the guest was in at the earlier run.</param>
/// <param name="IsIn">Whether the guest is in at the later run.</param>
/// <param name="Cause">Why it changed.</param>
/// <param name="Step">The step that holds the guest back on one side and not on the other; null where nothing changed, or the guest is new.</param>
/// <param name="Condition">That step's first condition that does not hold, as a sentence; null likewise.</param>
/// <param name="Before">The guest's earlier value of what it asks; null likewise.</param>
/// <param name="After">The guest's later value; null likewise.</param>
public sealed record CascadeChange(bool WasIn, bool IsIn, CascadeChangeCause Cause, string? Step, string? Condition, string? Before, string? After);

/// <summary>How many guests came or left for one reason.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Came">Whether they came; else they left.</param>
/// <param name="Cause">Why.</param>
/// <param name="Step">The step that held or holds them back; null for new guests.</param>
/// <param name="Attribute">The attribute that its condition asks; null for new guests.</param>
/// <param name="Guests">How many.</param>
public readonly record struct CascadeChangeCount(bool Came, CascadeChangeCause Cause, string? Step, string? Attribute, long Guests);
