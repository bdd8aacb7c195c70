using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Nps.Surveys;

/// <summary>Asks about each visit once, keeps the answers, and lets a guest think again.</summary>
/// <remarks>
/// <para>One book for each partner, because receipt numbers are unique within one. Whether a due question may be sent now (quiet hours,
/// the quarter's cap, the person behind two cards) is for the contact policy to say.</para>
/// <para>The book lives in memory; the host that must survive a restart keeps the receipts and answers and replays them, which gives
/// the same book. Any number of threads may share one.</para>
/// </remarks>
public sealed class SurveyBook
{
    private readonly SurveyOptions options;
    private readonly Dictionary<string, SurveyInvitation> invitations = new(StringComparer.Ordinal);
    private readonly HashSet<string> returned = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Makes an empty book.</summary>
    /// <param name="options">When to ask and how long to wait; null for the defaults.</param>
    public SurveyBook(SurveyOptions? options = null) => this.options = options ?? new SurveyOptions();

    /// <summary>Decides whether a receipt leads to a question.</summary>
    /// <param name="receipt">The receipt, as often as it arrives.</param>
    public InvitationResult Invite(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        lock (gate)
        {
            if (invitations.TryGetValue(receipt.Id, out SurveyInvitation? known))
            {
                return new InvitationResult(InvitationOutcome.AlreadyInvited, known);
            }

            InvitationOutcome outcome = returned.Contains(receipt.Id) ? InvitationOutcome.Returned
                : receipt.Customer.IsNone ? InvitationOutcome.Anonymous
                : !receipt.IsVisit ? InvitationOutcome.NotAVisit
                : InvitationOutcome.Invited;
            if (outcome != InvitationOutcome.Invited)
            {
                return new InvitationResult(outcome, null);
            }

            DateTimeOffset due = receipt.At + options.Delay;
            SurveyInvitation invitation = new(receipt.Id, receipt.Customer, receipt.At, due, due + options.OpenFor);
            invitations.Add(receipt.Id, invitation);
            return new InvitationResult(InvitationOutcome.Invited, invitation);
        }
    }

    /// <summary>Says that a receipt was returned in full: it is not asked about, whichever message comes first.</summary>
    /// <param name="receipt">The receipt's number.</param>
    /// <returns>Whether an unanswered question was withdrawn. An answer that was given stays: it is about a visit that took place.</returns>
    public bool Return(string receipt)
    {
        ArgumentException.ThrowIfNullOrEmpty(receipt);
        lock (gate)
        {
            returned.Add(receipt);
            return invitations.TryGetValue(receipt, out SurveyInvitation? invitation) && invitation.Answer is null && invitations.Remove(receipt);
        }
    }

    /// <summary>The questions that may be asked now: due, still open, neither answered nor dismissed.</summary>
    /// <param name="asOf">Now.</param>
    /// <returns>In order of <see cref="SurveyInvitation.DueAt"/>, then receipt (ordinal).</returns>
    public ImmutableArray<SurveyInvitation> Due(DateTimeOffset asOf)
    {
        lock (gate)
        {
            return
            [
                .. invitations.Values
                    .Where(i => i.DueAt <= asOf && asOf < i.ClosesAt && i.Answer is null && !i.IsDismissed && !i.Customer.IsNone)
                    .OrderBy(i => i.DueAt).ThenBy(i => i.Receipt, StringComparer.Ordinal),
            ];
        }
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="receipt">The receipt's number.</param>
    /// <param name="answer">The answer; 0 is one.</param>
    /// <param name="at">When it was given.</param>
    public AnswerResult Record(string receipt, Answer answer, DateTimeOffset at)
    {
        ArgumentException.ThrowIfNullOrEmpty(receipt);
        lock (gate)
        {
            if (!invitations.TryGetValue(receipt, out SurveyInvitation? invitation) || at < invitation.DueAt)
            {
                return new AnswerResult(AnswerOutcome.NotAsked, null, invitation);
            }

            if (invitation.Answer is not { } before)
            {
                if (at >= invitation.ClosesAt)
                {
                    return new AnswerResult(AnswerOutcome.Closed, null, invitation);
                }

                invitations[receipt] = invitation = invitation with { Answer = answer, AnsweredAt = at, ChangedAt = at, IsDismissed = false };
                return new AnswerResult(AnswerOutcome.Recorded, null, invitation);
            }

            if (before == answer)
            {
                return new AnswerResult(AnswerOutcome.Unchanged, null, invitation);
            }

            if (at < invitation.ChangedAt)
            {
                invitations[receipt] = invitation = invitation with { AnsweredAt = at < invitation.AnsweredAt ? at : invitation.AnsweredAt };
                return new AnswerResult(AnswerOutcome.Superseded, null, invitation);
            }

            if (at >= invitation.AnsweredAt + options.EditWindow)
            {
                return new AnswerResult(AnswerOutcome.TooLateToChange, null, invitation);
            }

            invitations[receipt] = invitation = invitation with { Answer = answer, ChangedAt = at };
            return new AnswerResult(AnswerOutcome.Replaced, before, invitation);
        }
    }

    /// <summary>Says that the guest waved the question away: no answer, and no reminder.</summary>
    /// <param name="receipt">The receipt's number.</param>
    /// <returns>Whether an unanswered question was dismissed. A given answer is not undone by a late dismissal.</returns>
    public bool Dismiss(string receipt)
    {
        ArgumentException.ThrowIfNullOrEmpty(receipt);
        lock (gate)
        {
            if (!invitations.TryGetValue(receipt, out SurveyInvitation? invitation) || invitation.Answer is not null)
            {
                return false;
            }

            invitations[receipt] = invitation with { IsDismissed = true };
            return true;
        }
    }

    /// <summary>Forgets who a customer's questions went to. The answers stay counted, so that what was reported still adds up.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>How many questions no longer name them.</returns>
    public int Erase(CustomerId customer)
    {
        if (customer.IsNone)
        {
            return 0;
        }

        lock (gate)
        {
            SurveyInvitation[] theirs = [.. invitations.Values.Where(i => i.Customer == customer)];
            foreach (SurveyInvitation invitation in theirs)
            {
                invitations[invitation.Receipt] = invitation with { Customer = CustomerId.None };
            }

            return theirs.Length;
        }
    }
}
