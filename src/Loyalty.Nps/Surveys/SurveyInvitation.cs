using Loyalty.Core;

namespace Loyalty.Nps.Surveys;

/// <summary>One question about one receipt.</summary>
/// <remarks>
/// Invitation, reminder and answer are one contact: book it in the contact ledger under <see cref="ContactId"/>, once. Immutable.
/// </remarks>
/// <param name="Receipt">The receipt's number.</param>
/// <param name="Customer">Whom to ask; <see cref="CustomerId.None"/> once the customer was erased.</param>
/// <param name="VisitedAt">When the visit was, with the store's offset.</param>
/// <param name="DueAt">When to ask.</param>
/// <param name="ClosesAt">Until when an answer counts (exclusive).</param>
/// <param name="Answer">The answer that holds; null while there is none.</param>
/// <param name="AnsweredAt">When the first answer came; null while there is none.</param>
/// <param name="ChangedAt">When the answer that holds came; null while there is none.</param>
/// <param name="IsDismissed">Whether the guest waved the question away and has not answered since. That is no answer.</param>
public sealed record SurveyInvitation(
    string Receipt,
    CustomerId Customer,
    DateTimeOffset VisitedAt,
    DateTimeOffset DueAt,
    DateTimeOffset ClosesAt,
    Answer? Answer = null,
    DateTimeOffset? AnsweredAt = null,
    DateTimeOffset? ChangedAt = null,
    bool IsDismissed = false)
{
    /// <summary>The one message id under which the invitation and its reminders are counted.</summary>
    /// <value><c>survey:</c> and the receipt's number.</value>
    public string ContactId => "survey:" + Receipt;
}
