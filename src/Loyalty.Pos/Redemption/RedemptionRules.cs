using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Pos.Redemption;

/// <summary>The limits of all offers of a programme. Offers without a rule have none.</summary>
/// <remarks>Immutable, so any number of threads may share one.</remarks>
public sealed class RedemptionRules
{
    private readonly Dictionary<OfferId, RedemptionRule> rules = [];
    private readonly Dictionary<string, long> budgets = new(StringComparer.Ordinal);

    /// <summary>Checks and keeps rules.</summary>
    /// <param name="rules">At most one for each offer.</param>
    /// <param name="budgets">The budgets that they name, each name once.</param>
    /// <exception cref="ArgumentException">An offer has two rules, a budget is unknown or doubled, or a value is outside its range.</exception>
    public RedemptionRules(IEnumerable<RedemptionRule> rules, IEnumerable<RedemptionBudget>? budgets = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (RedemptionBudget budget in budgets ?? [])
        {
            LimitKey.OfBudget(budget.Name);
            CheckLimit(budget.Amount, $"The budget '{budget.Name}'");
            if (!this.budgets.TryAdd(budget.Name, budget.Amount))
            {
                throw new ArgumentException($"The budget '{budget.Name}' is given twice; give each name once.", nameof(budgets));
            }
        }

        foreach (RedemptionRule rule in rules)
        {
            LimitKey.OfOffer(rule.Offer);
            CheckLimit(rule.Uses, $"Uses of '{rule.Offer}'");
            CheckLimit(rule.UsesPerGuest, $"UsesPerGuest of '{rule.Offer}'");
            CheckLimit(rule.UsesPerCode, $"UsesPerCode of '{rule.Offer}'");
            if (rule.Budget is not null && !this.budgets.ContainsKey(rule.Budget))
            {
                throw new ArgumentException($"The offer '{rule.Offer}' names the budget '{rule.Budget}', which is not among the budgets; add it.", nameof(rules));
            }

            if (!this.rules.TryAdd(rule.Offer, rule))
            {
                throw new ArgumentException($"The offer '{rule.Offer}' has two rules; write one.", nameof(rules));
            }
        }
    }

    /// <summary>The rule of an offer.</summary>
    /// <param name="offer">The offer.</param>
    /// <returns>Null where it has none.</returns>
    public RedemptionRule? Of(OfferId offer) => rules.GetValueOrDefault(offer);

    /// <summary>How much there is in all of what tills may lease.</summary>
    /// <param name="key">The limit of an offer or a budget.</param>
    /// <returns>Null where no rule limits it.</returns>
    public long? LimitOf(LimitKey key)
    {
        switch (key.Kind)
        {
            case LimitKind.Budget when !key.IsNone:
                return budgets.TryGetValue(key.Value["budget:".Length..], out long amount) ? amount : null;
            case LimitKind.Offer when !key.IsNone:
                return Of(new OfferId(key.Value["offer:".Length..]))?.Uses;
            default:
                return null;
        }
    }

    private static void CheckLimit(long? value, string what)
    {
        if (value is < 0 or > LimitClaim.MostLimit)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{what} must be from 0 to {LimitClaim.MostLimit} (inclusive), not {value}."));
        }
    }
}
