namespace Loyalty.Core;

/// <summary>One line of a receipt: a good, how much of it, and what was paid for it.</summary>
/// <remarks>A negative quantity is a return and carries a negative amount. Equal when all members are. Immutable.</remarks>
public readonly record struct ReceiptLine
{
    /// <summary>Makes a line.</summary>
    /// <param name="sku">The good.</param>
    /// <param name="quantity">Pieces or kilograms; not 0, negative for a return.</param>
    /// <param name="amount">What was paid for the whole line; of the quantity's sign, or zero.</param>
    /// <param name="category">The good's category; <c>default</c> where unknown.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quantity is 0, or the amount has the other sign.</exception>
    public ReceiptLine(Sku sku, decimal quantity, Money amount, Category category = default)
    {
        if (quantity == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(quantity), quantity, "A line's quantity must not be 0; leave such lines out.");
        }

        if (amount.MinorUnits != 0 && (amount.MinorUnits > 0) != (quantity > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(amount), amount, $"A line's amount must be zero or of its quantity's sign, which is {(quantity > 0 ? "positive" : "negative")}.");
        }

        Sku = sku;
        Quantity = quantity;
        Amount = amount;
        Category = category;
    }

    /// <summary>The good.</summary>
    public Sku Sku { get; }

    /// <summary>Pieces or kilograms; negative for a return.</summary>
    public decimal Quantity { get; }

    /// <summary>What was paid for the whole line; negative for a return.</summary>
    public Money Amount { get; }

    /// <summary>The good's category; <c>default</c> where unknown.</summary>
    public Category Category { get; }

    /// <summary>Whether goods came back.</summary>
    public bool IsReturn => Quantity < 0;
}
