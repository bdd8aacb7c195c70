namespace Loyalty.ContactPolicy;

/// <summary>How easily a guest is put off by messages.</summary>
/// <remarks>The <c>default</c> is <see cref="Unknown"/>: such a guest obeys the rules of every sensitivity, so that not knowing never means more messages.</remarks>
public enum ContactSensitivity
{
    /// <summary>Nobody has worked it out.</summary>
    Unknown,

    /// <summary>Reads and stays.</summary>
    Low,

    /// <summary>Between the two.</summary>
    Medium,

    /// <summary>Likely to unsubscribe or complain.</summary>
    High,
}
