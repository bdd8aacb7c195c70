namespace Loyalty.Nps.Feedback;

/// <summary>Which answers become cases, how fast, and what counts as the same complaint.</summary>
public sealed record FeedbackOptions
{
    private readonly TimeSpan answerWithin = TimeSpan.FromHours(24);
    private readonly TimeSpan sameComplaintWithin = TimeSpan.FromDays(7);

    /// <summary>The best answer that still opens a case.</summary>
    /// <value>0 to 10; 6 by default: every detractor.</value>
    public Answer OpensAtOrBelow { get; init; } = new(6);

    /// <summary>How soon the guest should hear from us.</summary>
    /// <value>1 minute to 30 days; 24 hours by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public TimeSpan AnswerWithin
    {
        get => answerWithin;
        init => answerWithin = value >= TimeSpan.FromMinutes(1) && value <= TimeSpan.FromDays(30) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"FeedbackOptions.AnswerWithin must be between 1 minute and 30 days (inclusive), but it is {value:c}.");
    }

    /// <summary>How long after a case was opened a complaint of the same customer about the same category is the same complaint.</summary>
    /// <value>0 (only the same receipt) to 365 days; 7 days by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside that range.</exception>
    public TimeSpan SameComplaintWithin
    {
        get => sameComplaintWithin;
        init => sameComplaintWithin = value >= TimeSpan.Zero && value <= TimeSpan.FromDays(365) ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"FeedbackOptions.SameComplaintWithin must be between 0 and 365 days (inclusive), but it is {value:c}.");
    }
}
