using System.Globalization;
using Loyalty.Core;
using Range = Loyalty.Pos.Catalog.Range;

namespace Loyalty.Pos.Returns;

/// <summary>Goods that come back without their receipt.</summary>
/// <param name="Sku">What comes back.</param>
/// <param name="Quantity">How much, more than 0, at most 10^9, at most nine decimals.</param>
/// <param name="LowestPrice">The lowest price of one, after discounts, at which it was sold within the time for returns, in minor units, 0 to 10^15.</param>
public readonly record struct UnprovenGoods(Sku Sku, decimal Quantity, long LowestPrice)
{
    internal static ReturnRefusal? Fault(ReadOnlySpan<UnprovenGoods> goods)
    {
        if (goods.Length == 0)
        {
            return new ReturnRefusal(ReturnFault.Nothing, -1, 0, 0, "Nothing comes back; name at least one article.");
        }

        decimal sum = 0;
        for (int i = 0; i < goods.Length; i++)
        {
            UnprovenGoods returned = goods[i];
            if (returned.Quantity is <= 0 or > Range.MostUnits || decimal.Round(returned.Quantity, 9) != returned.Quantity)
            {
                return new ReturnRefusal(ReturnFault.Quantity, i, returned.Quantity, 0, string.Create(
                    CultureInfo.InvariantCulture, $"'{returned.Sku}': a quantity of {returned.Quantity} cannot come back; it must be more than 0, at most 10^9 and have at most nine decimals."));
            }

            if (returned.LowestPrice is < 0 or > Range.MostAmount || (sum += returned.Quantity * returned.LowestPrice) > Range.MostAmount)
            {
                return new ReturnRefusal(ReturnFault.Price, i, returned.Quantity, 0, string.Create(
                    CultureInfo.InvariantCulture, $"'{returned.Sku}': a lowest price of {returned.LowestPrice} cannot be; it must be from 0 to 10^15 minor units, and all goods together at most that."));
            }
        }

        return null;
    }
}
