using System.Globalization;
using Loyalty.Pos.Internal;
using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos;

/// <summary>What a guest brings to the till: lines, coupons, the time on the store's clock. A buffer that is filled again for each receipt.</summary>
/// <remarks>Filling allocates nothing once it has been as full before. One thread at a time; the <see cref="PricingSession"/> only reads it.</remarks>
public sealed class Basket
{
    private readonly Buffer<BasketLine> lines = new();
    private readonly Buffer<string> coupons = new();

    /// <summary>When the basket is priced, with the store's offset: days and hours of offers follow that clock.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The guest, or null.</summary>
    public string? Guest { get; private set; }

    /// <summary>The lines, in order.</summary>
    public ReadOnlySpan<BasketLine> Lines => lines.Span;

    /// <summary>The coupons, in order.</summary>
    public ReadOnlySpan<string> Coupons => coupons.Span;

    /// <summary>The lines' amounts together, in minor units.</summary>
    public long Subtotal { get; private set; }

    /// <summary>Empties the basket and begins the next.</summary>
    /// <param name="at">The time, with the store's offset.</param>
    /// <param name="guest">The guest, or null.</param>
    public void Begin(DateTimeOffset at, string? guest = null)
    {
        At = at;
        Guest = guest;
        Subtotal = 0;
        lines.Clear();
        coupons.Clear();
    }

    /// <summary>Adds a coupon.</summary>
    /// <param name="code">Its code, not empty.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is empty.</exception>
    public void AddCoupon(string code)
    {
        ArgumentException.ThrowIfNullOrEmpty(code);
        coupons.Add(code);
    }

    /// <summary>Adds a line of whole units.</summary>
    /// <param name="article">What is sold.</param>
    /// <param name="quantity">How many, 1 to 10^9 (inclusive).</param>
    /// <param name="unitPrice">The price of one in minor units, 0 to 10^15 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or the basket would exceed 10^15 minor units.</exception>
    public void Add(Article article, int quantity, long unitPrice)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (quantity is < 1 or > (int)Range.MostUnits)
        {
            throw Outside(nameof(quantity), quantity, "A quantity must be more than 0 and at most 10^9; return goods with a return, not with a negative line.");
        }

        CheckPrice(unitPrice);
        Int128 amount = (Int128)quantity * unitPrice;
        Append(new BasketLine(article, quantity, unitPrice, amount > Range.MostAmount ? long.MaxValue : (long)amount, quantity));
    }

    /// <summary>Adds a line; a quantity with a fraction is weighed and is one unit.</summary>
    /// <param name="article">What is sold.</param>
    /// <param name="quantity">How much, more than 0, at most 10^9 (inclusive), at most nine decimals.</param>
    /// <param name="unitPrice">The price of a quantity of one in minor units, 0 to 10^15 (inclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range, or the basket would exceed 10^15 minor units.</exception>
    public void Add(Article article, decimal quantity, long unitPrice)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (quantity <= 0 || quantity > Range.MostUnits || decimal.Round(quantity, 9) != quantity)
        {
            throw Outside(nameof(quantity), quantity, "A quantity must be more than 0, at most 10^9 and have at most nine decimals; return goods with a return, not with a negative line.");
        }

        if (decimal.Truncate(quantity) == quantity)
        {
            Add(article, (int)quantity, unitPrice);
            return;
        }

        CheckPrice(unitPrice);
        decimal amount = quantity * unitPrice;
        Append(new BasketLine(
            article, quantity, unitPrice, amount > Range.MostAmount ? long.MaxValue : (long)decimal.Round(amount, MidpointRounding.AwayFromZero), 1));
    }

    private void Append(BasketLine line)
    {
        if (line.Amount > Range.MostAmount - Subtotal)
        {
            throw Outside("unitPrice", line.UnitPrice, "A basket's amounts together must be at most 10^15 minor units.");
        }

        Subtotal += line.Amount;
        lines.Add(line);
    }

    private static void CheckPrice(long unitPrice)
    {
        if (unitPrice is < 0 or > Range.MostAmount)
        {
            throw Outside(nameof(unitPrice), unitPrice, "A unit price must be from 0 to 10^15 minor units (inclusive).");
        }
    }

    private static ArgumentOutOfRangeException Outside(string name, object value, string message) => new(name, value, string.Create(CultureInfo.InvariantCulture, $"{message}"));
}
