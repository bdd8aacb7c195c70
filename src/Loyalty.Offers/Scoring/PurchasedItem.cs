using Loyalty.Core;

namespace Loyalty.Offers.Scoring;

/// <summary>A good that a guest has bought: how often, how lately, at what price.</summary>
/// <remarks>Any source will do: receipts, a top-100 computed elsewhere, a partner's export. Immutable once made.</remarks>
public sealed record PurchasedItem
{
    /// <summary>Describes a good.</summary>
    /// <param name="sku">The good.</param>
    /// <param name="purchases">On how many receipts it stood, ≥ 1.</param>
    /// <param name="daysSinceLast">Whole days since the last of them, ≥ 0.</param>
    /// <param name="spendEach">What is spent on it in one purchase, ≥ 0.</param>
    /// <param name="categories">The categories it belongs to, none by default.</param>
    /// <exception cref="ArgumentException">The good is nameless.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public PurchasedItem(Sku sku, int purchases, int daysSinceLast, Money spendEach, params IReadOnlyList<Category> categories)
    {
        if (sku.IsNone)
        {
            throw new ArgumentException("A purchased good needs a sku; leave lines without one out.", nameof(sku));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(purchases, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(daysSinceLast);
        if (spendEach.MinorUnits < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(spendEach), spendEach, "What is spent in one purchase must be at least 0; net returns against purchases first.");
        }

        Sku = sku;
        Purchases = purchases;
        DaysSinceLast = daysSinceLast;
        SpendEach = spendEach;
        Categories = [.. categories];
    }

    /// <summary>The good.</summary>
    public Sku Sku { get; }

    /// <summary>On how many receipts it stood.</summary>
    public int Purchases { get; }

    /// <summary>Whole days since the last of them.</summary>
    public int DaysSinceLast { get; }

    /// <summary>What is spent on it in one purchase.</summary>
    public Money SpendEach { get; }

    /// <summary>The categories it belongs to.</summary>
    public IReadOnlyList<Category> Categories { get; }
}
