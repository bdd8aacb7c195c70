namespace Loyalty.ContactPolicy.Matrix;

/// <summary>The sorts of rules, in the order in which they are named when several refuse.</summary>
public enum ContactRuleKind
{
    /// <summary>Hours of the guest's day.</summary>
    QuietHours,

    /// <summary>Time since the last contact.</summary>
    MinimumGap,

    /// <summary>Contacts in a window.</summary>
    Cap,
}
