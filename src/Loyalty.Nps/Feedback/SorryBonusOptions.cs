using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Nps.Feedback;

/// <summary>How much an operator may give to say sorry, and from where on a second one must agree.</summary>
public sealed record SorryBonusOptions
{
    /// <summary>Makes options in one currency.</summary>
    /// <param name="perOperator">The most that one operator may give, over all customers.</param>
    /// <param name="perCustomer">The most that one customer may get, from all operators.</param>
    /// <param name="secondApprovalAbove">A larger single bonus needs a second operator's approval; at least 0.</param>
    /// <exception cref="ArgumentException">The amounts are in several currencies, or the threshold is negative.</exception>
    public SorryBonusOptions(BonusLimit perOperator, BonusLimit perCustomer, Money secondApprovalAbove)
    {
        ArgumentNullException.ThrowIfNull(perOperator);
        ArgumentNullException.ThrowIfNull(perCustomer);
        RequireCurrency(perOperator.Most.Currency, perCustomer.Most, nameof(perCustomer));
        RequireCurrency(perOperator.Most.Currency, secondApprovalAbove, nameof(secondApprovalAbove));
        if (secondApprovalAbove.MinorUnits < 0)
        {
            throw new ArgumentException($"The threshold of a second approval must be at least 0, but it is {secondApprovalAbove}; 0 asks for one always.", nameof(secondApprovalAbove));
        }

        PerOperator = perOperator;
        PerCustomer = perCustomer;
        SecondApprovalAbove = secondApprovalAbove;
    }

    /// <summary>The most that one operator may give, over all customers.</summary>
    public BonusLimit PerOperator { get; }

    /// <summary>The most that one customer may get, from all operators.</summary>
    public BonusLimit PerCustomer { get; }

    /// <summary>A larger single bonus needs a second operator's approval.</summary>
    public Money SecondApprovalAbove { get; }

    /// <summary>The most that may be given for complaints about a category.</summary>
    /// <value>None by default: such a category has no limit of its own.</value>
    /// <exception cref="ArgumentException">A limit is in another currency.</exception>
    public ImmutableSortedDictionary<Category, BonusLimit> PerCategory
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            foreach (BonusLimit limit in value.Values)
            {
                RequireCurrency(PerOperator.Most.Currency, limit.Most, nameof(PerCategory));
            }

            field = value;
        }
    }
    = ImmutableSortedDictionary<Category, BonusLimit>.Empty;

    private static void RequireCurrency(Currency currency, Money amount, string name)
    {
        if (amount.Currency != currency)
        {
            throw new ArgumentException($"All amounts of the sorry-bonus must be in one currency, {currency}, but {name} is in {amount.Currency}; convert it first.", name);
        }
    }
}
