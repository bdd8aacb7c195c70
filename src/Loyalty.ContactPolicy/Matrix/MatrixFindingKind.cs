namespace Loyalty.ContactPolicy.Matrix;

/// <summary>What a finding about a matrix is about.</summary>
public enum MatrixFindingKind
{
    /// <summary>A cap with max 0: never.</summary>
    Never,

    /// <summary>A rule that another, at least as strict, makes needless.</summary>
    Shadowed,

    /// <summary>A cap that cannot fill up before a shorter one does: a weekly cap above seven daily ones.</summary>
    OutOfReach,

    /// <summary>A rule for kinds that are exempt.</summary>
    ConcernsExempt,

    /// <summary>Rules that leave no instant.</summary>
    Contradiction,

    /// <summary>A kind that may be sent at any hour on every channel.</summary>
    WithoutQuietHours,
}
