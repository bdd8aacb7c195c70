namespace Loyalty.Samples.Demo;

/// <summary>One line of a receipt as the shop's file has it.</summary>
/// <param name="Good">The good's place in <see cref="Shop.Goods"/>.</param>
/// <param name="Quantity">Pieces; negative for a return.</param>
/// <param name="UnitPrice">The price of one, at most three decimals.</param>
internal readonly record struct ShopLine(int Good, int Quantity, decimal UnitPrice);

/// <summary>One good of the shop.</summary>
/// <param name="Sku">Its article number.</param>
/// <param name="Description">What it is called; empty where unknown.</param>
internal sealed record Good(string Sku, string Description)
{
    /// <summary>Whether it is merchandise: carriage, fees and adjustments have codes without five digits in front.</summary>
    public bool IsMerchandise => Sku.Length >= 5 && Sku.AsSpan(0, 5).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The description in ordinary letters.</summary>
    public string Title => Description.Length == 0 ? Sku : string.Concat(Description[..1], Description[1..].ToLowerInvariant());
}
