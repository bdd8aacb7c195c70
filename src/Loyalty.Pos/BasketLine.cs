using Loyalty.Pos.Catalog;

namespace Loyalty.Pos;

/// <summary>A line of a <see cref="Basket"/>.</summary>
/// <remarks>Equal when article (the same object), quantity and price are. The <c>default</c> is no line.</remarks>
public readonly record struct BasketLine
{
    /// <summary>Fractions of a quantity are kept in billionths.</summary>
    internal const int WholeUnit = 1_000_000_000;

    // A quantity is its whole part and billionths of a further one.
    private readonly int whole;
    private readonly int fraction;

    internal BasketLine(Article article, int whole, int fraction, long unitPrice)
    {
        Article = article;
        this.whole = whole;
        this.fraction = fraction;
        UnitPrice = unitPrice;
    }

    /// <summary>What is sold.</summary>
    public Article Article { get; }

    /// <summary>How much.</summary>
    /// <value>More than 0; at most nine decimals.</value>
    public decimal Quantity => fraction == 0 ? whole : whole + (fraction / (decimal)WholeUnit);

    /// <summary>The price of one, in minor units.</summary>
    public long UnitPrice { get; }

    /// <summary>Quantity × unit price, rounded half away from zero, once, in minor units.</summary>
    public long Amount => fraction == 0 ? whole * UnitPrice : Weighed;

    /// <summary>The units: the quantity where it is whole; a weighed line is one unit.</summary>
    public long Units => fraction == 0 ? whole : 1;

    /// <summary>Units and amount at one look.</summary>
    internal (long Units, long Amount) UnitsAndAmount => fraction == 0 ? (whole, whole * UnitPrice) : (1, Weighed);

    /// <summary>Whether the quantity has a fraction: whole quantities are as many units.</summary>
    internal bool IsWeighed => fraction != 0;

    /// <summary>What each unit costs: of a whole quantity the unit price, so that no unit carries an odd minor unit.</summary>
    internal long UnitAmount => IsWeighed ? Amount : UnitPrice;

    /// <summary>What a unit costs at a fixed price: a weighed one that × quantity, rounded half away from zero, at most as much as a basket may cost.</summary>
    internal long CostAt(long price)
    {
        if (!IsWeighed)
        {
            return price;
        }

        decimal amount = Quantity * price;
        return amount > Catalog.Range.MostAmount ? Catalog.Range.MostAmount : (long)decimal.Round(amount, MidpointRounding.AwayFromZero);
    }

    /// <summary>What is known of the article since it was scanned; no part of what the line is.</summary>
    internal LineCard Card { get; init; }

    // The price is taken apart, so that no product exceeds 10^18: 64 bits suffice and nothing is rounded but the result.
    private long Weighed => (whole * UnitPrice) + (fraction * (UnitPrice / WholeUnit)) + (((fraction * (UnitPrice % WholeUnit)) + (WholeUnit / 2)) / WholeUnit);

    /// <summary>Whether article (the same object), quantity and price are equal.</summary>
    /// <param name="other">Another line.</param>
    public bool Equals(BasketLine other) =>
        ReferenceEquals(Article, other.Article) && whole == other.whole && fraction == other.fraction && UnitPrice == other.UnitPrice;

    /// <summary>A hash of article, quantity and price.</summary>
    public override int GetHashCode() => (UnitPrice, whole, fraction, Article).GetHashCode();
}
