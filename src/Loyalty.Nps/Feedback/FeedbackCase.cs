using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Nps.Feedback;

/// <summary>One complaint and what was done about it.</summary>
/// <remarks>Immutable: each step gives a new one, whose <see cref="History"/> says who did what when.</remarks>
/// <param name="Id">The receipt it began with: <c>case:</c> and the receipt's number.</param>
/// <param name="Customer">Who complains; <see cref="CustomerId.None"/> once the customer was erased.</param>
/// <param name="Category">What about; <c>default</c> where it is not known.</param>
/// <param name="Receipts">The receipts of the same complaint, in the order they came.</param>
/// <param name="Answer">The worst answer so far.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="AnswerBy">When the guest should have heard from us.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Owner">The operator who has it; null while nobody has.</param>
/// <param name="History">Each step, in order.</param>
public sealed record FeedbackCase(
    string Id,
    CustomerId Customer,
    Category Category,
    ImmutableArray<string> Receipts,
    Answer Answer,
    DateTimeOffset OpenedAt,
    DateTimeOffset AnswerBy,
    CaseState State,
    string? Owner,
    ImmutableArray<CaseStep> History);
