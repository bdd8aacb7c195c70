namespace Loyalty.Pos;

/// <summary>A line of a <see cref="Basket"/>.</summary>
/// <remarks>Equal when article (the same object), quantity and price are. The <c>default</c> is no line.</remarks>
public readonly record struct BasketLine
{
    internal BasketLine(Article article, decimal quantity, long unitPrice, long amount, long units)
    {
        Article = article;
        Quantity = quantity;
        UnitPrice = unitPrice;
        Amount = amount;
        Units = units;
    }

    /// <summary>What is sold.</summary>
    public Article Article { get; }

    /// <summary>How much.</summary>
    /// <value>More than 0.</value>
    public decimal Quantity { get; }

    /// <summary>The price of one, in minor units.</summary>
    public long UnitPrice { get; }

    /// <summary>Quantity × unit price, rounded half away from zero, once, in minor units.</summary>
    public long Amount { get; }

    /// <summary>The units: the quantity where it is whole; a weighed line is one unit.</summary>
    public long Units { get; }

    internal bool IsWeighed => decimal.Truncate(Quantity) != Quantity;
}
