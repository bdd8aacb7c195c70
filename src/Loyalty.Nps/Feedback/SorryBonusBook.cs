using Loyalty.Core;

namespace Loyalty.Nps.Feedback;

/// <summary>Grants apologies in money within limits for operator, customer and category, with a second pair of eyes above a threshold.</summary>
/// <remarks>
/// <para>Every limit counts what was granted and what awaits approval, so two operators at once never give more than one may. One case
/// gets one bonus; asked again with the same message, the answer is <see cref="BonusOutcome.SameComplaint"/> and nothing is paid twice.</para>
/// <para>In memory: a host that must survive a restart replays. Any number of threads may share one.</para>
/// </remarks>
public sealed class SorryBonusBook
{
    private readonly SorryBonusOptions options;
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Makes an empty book.</summary>
    /// <param name="options">The limits.</param>
    public SorryBonusBook(SorryBonusOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
    }

    /// <summary>Asks for a bonus.</summary>
    /// <param name="complaint">The case; its customer must be known.</param>
    /// <param name="amount">Above 0, in the options' currency.</param>
    /// <param name="by">The operator; not empty.</param>
    /// <param name="at">When.</param>
    /// <exception cref="ArgumentException">The amount is not above 0 or in another currency, or the case has no customer.</exception>
    public BonusResult Request(FeedbackCase complaint, Money amount, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        if (amount.Currency != options.SecondApprovalAbove.Currency || amount.MinorUnits <= 0)
        {
            throw new ArgumentException($"A sorry-bonus must be above 0 and in {options.SecondApprovalAbove.Currency}, but it is {amount}.", nameof(amount));
        }

        if (complaint.Customer.IsNone)
        {
            throw new ArgumentException($"The {complaint.Id} has no customer, so nobody can get a bonus; settle it without one.", nameof(complaint));
        }

        lock (gate)
        {
            if (entries.TryGetValue(complaint.Id, out Entry? known) && known.Outcome != BonusOutcome.Withdrawn)
            {
                return new BonusResult(BonusOutcome.SameComplaint);
            }

            Entry asked = new(complaint.Customer, complaint.Category, amount, by, at, BonusOutcome.AwaitsApproval);
            if (Refusal(asked) is { } refusal)
            {
                return refusal;
            }

            BonusOutcome outcome = amount > options.SecondApprovalAbove ? BonusOutcome.AwaitsApproval : BonusOutcome.Granted;
            entries[complaint.Id] = asked with { Outcome = outcome };
            return new BonusResult(outcome);
        }
    }

    /// <summary>Agrees to a bonus that awaits approval.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="by">Another operator than the one who asked.</param>
    public BonusResult Approve(string caseId, string by) => Decide(caseId, by, BonusOutcome.Granted);

    /// <summary>Refuses, or takes back, a bonus that awaits approval; what it held is free again.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="by">Any operator.</param>
    public BonusResult Withdraw(string caseId, string by) => Decide(caseId, by, BonusOutcome.Withdrawn);

    /// <summary>What was granted for a case.</summary>
    /// <param name="caseId">The case.</param>
    /// <returns>The amount; null where nothing was granted.</returns>
    public Money? GrantedFor(string caseId)
    {
        lock (gate)
        {
            return entries.TryGetValue(caseId, out Entry? entry) && entry.Outcome == BonusOutcome.Granted ? entry.Amount : null;
        }
    }

    /// <summary>Forgets who got a customer's bonuses. The amounts stay counted for operators and categories.</summary>
    /// <param name="customer">The customer.</param>
    public void Erase(CustomerId customer)
    {
        lock (gate)
        {
            foreach (string id in entries.Where(e => !customer.IsNone && e.Value.Customer == customer).Select(e => e.Key).ToArray())
            {
                entries[id] = entries[id] with { Customer = CustomerId.None };
            }
        }
    }

    private BonusResult Decide(string caseId, string by, BonusOutcome outcome)
    {
        ArgumentException.ThrowIfNullOrEmpty(caseId);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        lock (gate)
        {
            if (!entries.TryGetValue(caseId, out Entry? entry) || entry.Outcome != BonusOutcome.AwaitsApproval)
            {
                return new BonusResult(BonusOutcome.Unknown);
            }

            if (outcome == BonusOutcome.Granted && string.Equals(entry.By, by, StringComparison.Ordinal))
            {
                return new BonusResult(BonusOutcome.SameOperator);
            }

            entries[caseId] = entry with { Outcome = outcome };
            return new BonusResult(outcome);
        }
    }

    private BonusResult? Refusal(Entry asked) =>
        Over(asked, options.PerOperator, BonusOutcome.OperatorLimit, e => string.Equals(e.By, asked.By, StringComparison.Ordinal))
        ?? Over(asked, options.PerCustomer, BonusOutcome.CustomerLimit, e => e.Customer == asked.Customer)
        ?? (options.PerCategory.TryGetValue(asked.Category, out BonusLimit? limit) ? Over(asked, limit, BonusOutcome.CategoryLimit, e => e.Category == asked.Category) : null);

    /// <summary>The refusal where a limit would be passed by any window that holds the asked bonus, later entries included.</summary>
    private BonusResult? Over(Entry asked, BonusLimit limit, BonusOutcome outcome, Func<Entry, bool> counts)
    {
        Money used = Money.Zero(asked.Amount.Currency);
        foreach (Entry entry in entries.Values)
        {
            if (entry.Outcome != BonusOutcome.Withdrawn && counts(entry) && (asked.At - entry.At).Duration() < limit.Window)
            {
                used += entry.Amount;
            }
        }

        return used + asked.Amount <= limit.Most ? null : new BonusResult(outcome, used >= limit.Most ? Money.Zero(used.Currency) : limit.Most - used);
    }

    private sealed record Entry(CustomerId Customer, Category Category, Money Amount, string By, DateTimeOffset At, BonusOutcome Outcome);
}
