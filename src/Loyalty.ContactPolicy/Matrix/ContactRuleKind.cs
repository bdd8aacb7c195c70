namespace Loyalty.ContactPolicy.Matrix;

/// <summary>The sorts of rules, in the order in which they are named when several refuse.</summary>
public enum ContactRuleKind
{
    /// <summary>What the guest agreed to.</summary>
    Consent,

    /// <summary>Hours of the guest's day.</summary>
    QuietHours,

    /// <summary>Days of the guest's calendar.</summary>
    Blackout,

    /// <summary>Time since the last contact.</summary>
    MinimumGap,

    /// <summary>Contacts of one sort after those of another.</summary>
    Pair,

    /// <summary>Contacts in a window.</summary>
    Cap,
}
