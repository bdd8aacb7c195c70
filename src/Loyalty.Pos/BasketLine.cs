namespace Loyalty.Pos;

/// <summary>A line of a <see cref="Basket"/>.</summary>
/// <remarks>Equal when article (the same object), quantity and price are. The <c>default</c> is no line.</remarks>
public readonly record struct BasketLine
{
    /// <summary>Quantities are kept in billionths.</summary>
    internal const long WholeUnit = 1_000_000_000;

    private readonly long billionths;

    internal BasketLine(Article article, long billionths, long unitPrice, long amount, long units)
    {
        Article = article;
        this.billionths = billionths;
        UnitPrice = unitPrice;
        Amount = amount;
        Units = units;
    }

    /// <summary>What is sold.</summary>
    public Article Article { get; }

    /// <summary>How much.</summary>
    /// <value>More than 0; at most nine decimals.</value>
    public decimal Quantity => billionths / (decimal)WholeUnit;

    /// <summary>The price of one, in minor units.</summary>
    public long UnitPrice { get; }

    /// <summary>Quantity × unit price, rounded half away from zero, once, in minor units.</summary>
    public long Amount { get; }

    /// <summary>The units: the quantity where it is whole; a weighed line is one unit.</summary>
    public long Units { get; }

    /// <summary>Whether the quantity has a fraction: whole quantities are as many units.</summary>
    internal bool IsWeighed => billionths != Units * WholeUnit;

    /// <summary>What each unit costs: of a whole quantity the unit price, so that no unit carries an odd minor unit.</summary>
    internal long UnitAmount => IsWeighed ? Amount : UnitPrice;
}
