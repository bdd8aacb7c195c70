namespace Loyalty.Nps.Feedback;

/// <summary>What became of a report to the case book.</summary>
public enum CaseOutcome
{
    /// <summary>A new case was opened.</summary>
    Opened,

    /// <summary>The same complaint is on the book already; it was joined to that case.</summary>
    Joined,

    /// <summary>The answer was good enough: no case.</summary>
    NotNeeded,

    /// <summary>The case took the step.</summary>
    Done,

    /// <summary>There is no such case.</summary>
    Unknown,

    /// <summary>The case is in a state from which the step does not lead; nothing changed.</summary>
    WrongState,

    /// <summary>The case belongs to another operator; nothing changed.</summary>
    NotOwner,
}
