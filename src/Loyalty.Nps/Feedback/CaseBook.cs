using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Nps.Feedback;

/// <summary>Turns bad answers into cases and walks each to its end: open, assigned, resolved, closed, and back when the guest is not content.</summary>
/// <remarks>
/// The same complaint is one case: a receipt has at most one, and a further bad answer of the same customer about the same category
/// joins the case that is still unsettled. In memory: a host that must survive a restart replays. Any number of threads may share one.
/// </remarks>
public sealed class CaseBook
{
    private readonly FeedbackOptions options;
    private readonly Dictionary<string, FeedbackCase> cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> caseOfReceipt = new(StringComparer.Ordinal);
    private readonly Dictionary<(CustomerId Customer, Category Category), string> latest = [];
    private readonly Lock gate = new();

    /// <summary>Makes an empty book.</summary>
    /// <param name="options">Which answers become cases; null for the defaults.</param>
    public CaseBook(FeedbackOptions? options = null) => this.options = options ?? new FeedbackOptions();

    /// <summary>Reports an answer.</summary>
    /// <param name="receipt">The receipt it is about.</param>
    /// <param name="customer">Who gave it; an anonymous one is never the same as another.</param>
    /// <param name="category">What it is about; <c>default</c> where that is not known.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="at">When it was given.</param>
    public CaseResult Report(string receipt, CustomerId customer, Category category, Answer answer, DateTimeOffset at)
    {
        ArgumentException.ThrowIfNullOrEmpty(receipt);
        lock (gate)
        {
            if (caseOfReceipt.TryGetValue(receipt, out string? known))
            {
                return Join(cases[known], receipt, answer, at);
            }

            if (answer.CompareTo(options.OpensAtOrBelow) > 0)
            {
                return new CaseResult(CaseOutcome.NotNeeded, null);
            }

            if (!customer.IsNone && latest.TryGetValue((customer, category), out string? id) && cases[id] is var same
                && same.State is CaseState.Open or CaseState.Assigned && at - same.OpenedAt <= options.SameComplaintWithin && options.SameComplaintWithin > TimeSpan.Zero)
            {
                caseOfReceipt.Add(receipt, id);
                return Join(same, receipt, answer, at);
            }

            FeedbackCase opened = new("case:" + receipt, customer, category, [receipt], answer, at, at + options.AnswerWithin, CaseState.Open, null,
                [new CaseStep(CaseState.Open, "", at, "")]);
            cases.Add(opened.Id, opened);
            caseOfReceipt.Add(receipt, opened.Id);
            latest[(customer, category)] = opened.Id;
            return new CaseResult(CaseOutcome.Opened, opened);
        }
    }

    /// <summary>Gives a case to an operator, or to another one.</summary>
    /// <param name="id">The case.</param>
    /// <param name="owner">The operator's name or number; not empty.</param>
    /// <param name="at">When.</param>
    public CaseResult Assign(string id, string owner, DateTimeOffset at) =>
        Step(id, owner, at, "", anyone: true, CaseState.Assigned, CaseState.Open, CaseState.Assigned);

    /// <summary>Says that a case is settled.</summary>
    /// <param name="id">The case.</param>
    /// <param name="owner">Its owner.</param>
    /// <param name="at">When.</param>
    /// <param name="note">What was done; may be empty.</param>
    public CaseResult Resolve(string id, string owner, DateTimeOffset at, string note = "") =>
        Step(id, owner, at, note, anyone: false, CaseState.Resolved, CaseState.Assigned);

    /// <summary>Closes the loop: the guest was told.</summary>
    /// <param name="id">The case.</param>
    /// <param name="by">Its owner.</param>
    /// <param name="at">When.</param>
    public CaseResult Close(string id, string by, DateTimeOffset at) =>
        Step(id, by, at, "", anyone: false, CaseState.Closed, CaseState.Resolved);

    /// <summary>Opens a settled case again, because the guest is not content. It keeps its owner.</summary>
    /// <param name="id">The case.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="at">When.</param>
    /// <param name="note">Why; may be empty.</param>
    public CaseResult Reopen(string id, string by, DateTimeOffset at, string note = "")
    {
        lock (gate)
        {
            string? owner = cases.GetValueOrDefault(id)?.Owner;
            CaseResult result = Step(id, by, at, note, anyone: true, CaseState.Assigned, CaseState.Resolved, CaseState.Closed);
            if (result is not { Outcome: CaseOutcome.Done, Case: { } reopened } || owner is null)
            {
                return result;
            }

            cases[id] = reopened = reopened with { Owner = owner };
            return result with { Case = reopened };
        }
    }

    /// <summary>Looks a case up.</summary>
    /// <param name="id">The case.</param>
    /// <returns>The case, or null.</returns>
    public FeedbackCase? Find(string id)
    {
        lock (gate)
        {
            return cases.GetValueOrDefault(id);
        }
    }

    /// <summary>The cases that are neither resolved nor closed, the most urgent first.</summary>
    /// <returns>In order of <see cref="FeedbackCase.AnswerBy"/>, then id (ordinal).</returns>
    public ImmutableArray<FeedbackCase> Unsettled()
    {
        lock (gate)
        {
            return [.. cases.Values.Where(c => c.State is CaseState.Open or CaseState.Assigned).OrderBy(c => c.AnswerBy).ThenBy(c => c.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>Forgets whose a customer's cases are. The cases stay, so that what was counted still adds up.</summary>
    /// <param name="customer">The customer.</param>
    /// <returns>How many cases no longer name them.</returns>
    public int Erase(CustomerId customer)
    {
        if (customer.IsNone)
        {
            return 0;
        }

        lock (gate)
        {
            FeedbackCase[] theirs = [.. cases.Values.Where(c => c.Customer == customer)];
            foreach (FeedbackCase found in theirs)
            {
                latest.Remove((customer, found.Category));
                cases[found.Id] = found with { Customer = CustomerId.None };
            }

            return theirs.Length;
        }
    }

    private CaseResult Join(FeedbackCase found, string receipt, Answer answer, DateTimeOffset at)
    {
        bool worse = answer.CompareTo(found.Answer) < 0;
        bool further = !found.Receipts.Contains(receipt);
        if (worse || further)
        {
            found = found with
            {
                Receipts = further ? found.Receipts.Add(receipt) : found.Receipts,
                Answer = worse ? answer : found.Answer,
                History = found.History.Add(new CaseStep(found.State, "", at, further ? "joined " + receipt : "worse answer")),
            };
            cases[found.Id] = found;
        }

        return new CaseResult(CaseOutcome.Joined, found);
    }

    private CaseResult Step(string id, string by, DateTimeOffset at, string note, bool anyone, CaseState to, params ReadOnlySpan<CaseState> from)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        ArgumentNullException.ThrowIfNull(note);
        lock (gate)
        {
            if (!cases.TryGetValue(id, out FeedbackCase? found))
            {
                return new CaseResult(CaseOutcome.Unknown, null);
            }

            if (!from.Contains(found.State))
            {
                return new CaseResult(CaseOutcome.WrongState, found);
            }

            if (!anyone && found.Owner != by)
            {
                return new CaseResult(CaseOutcome.NotOwner, found);
            }

            found = found with { State = to, Owner = to == CaseState.Assigned ? by : found.Owner, History = found.History.Add(new CaseStep(to, by, at, note)) };
            cases[id] = found;
            return new CaseResult(CaseOutcome.Done, found);
        }
    }
}
