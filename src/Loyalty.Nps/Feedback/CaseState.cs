namespace Loyalty.Nps.Feedback;

/// <summary>How far a complaint has come.</summary>
public enum CaseState
{
    /// <summary>Nobody has taken it yet.</summary>
    Open,

    /// <summary>An operator has taken it.</summary>
    Assigned,

    /// <summary>The operator says that it is settled.</summary>
    Resolved,

    /// <summary>The guest has heard of it, and the loop is closed.</summary>
    Closed,
}
