namespace Loyalty.Nps.Surveys;

/// <summary>Whether a receipt led to a question, and why not.</summary>
public enum InvitationOutcome
{
    /// <summary>The guest will be asked.</summary>
    Invited,

    /// <summary>This receipt was seen before: one receipt, one survey, however often it arrives.</summary>
    AlreadyInvited,

    /// <summary>Nothing was bought, or all of it came back.</summary>
    NotAVisit,

    /// <summary>The receipt was returned before the question was due.</summary>
    Returned,

    /// <summary>The receipt has no customer.</summary>
    Anonymous,
}
