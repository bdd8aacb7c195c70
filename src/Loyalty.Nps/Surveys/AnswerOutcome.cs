namespace Loyalty.Nps.Surveys;

/// <summary>What became of an answer.</summary>
public enum AnswerOutcome
{
    /// <summary>It is the receipt's answer: count it.</summary>
    Recorded,

    /// <summary>It takes the place of the one before: replace that in the report.</summary>
    Replaced,

    /// <summary>It says what the receipt's answer says already, such as the same message delivered twice: count nothing.</summary>
    Unchanged,

    /// <summary>It was given before the answer that holds and only arrived later: count nothing.</summary>
    Superseded,

    /// <summary>The window for changing an answer is over; the first one stands.</summary>
    TooLateToChange,

    /// <summary>The question was open until earlier.</summary>
    Closed,

    /// <summary>No question was asked about this receipt, it was taken back, or it was not due yet.</summary>
    NotAsked,
}
