namespace Loyalty.Nps.Feedback;

/// <summary>What became of a sorry-bonus.</summary>
public enum BonusOutcome
{
    /// <summary>The customer gets it.</summary>
    Granted,

    /// <summary>A second operator must agree; until then the amount is held against every limit.</summary>
    AwaitsApproval,

    /// <summary>The second operator refused, or the first took it back; nothing is held any more.</summary>
    Withdrawn,

    /// <summary>This case has, or awaits, a bonus: the same complaint is paid once.</summary>
    SameComplaint,

    /// <summary>The operator has given what one may within the window.</summary>
    OperatorLimit,

    /// <summary>The customer has got what one may within the window.</summary>
    CustomerLimit,

    /// <summary>The category's complaints have cost what they may within the window.</summary>
    CategoryLimit,

    /// <summary>The second pair of eyes is the first one's.</summary>
    SameOperator,

    /// <summary>There is no such case, or nothing awaits approval there.</summary>
    Unknown,
}
