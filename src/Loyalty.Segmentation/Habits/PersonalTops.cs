using System.Collections.Immutable;
using Loyalty.Core;

namespace Loyalty.Segmentation.Habits;

/// <summary>Each guest's favourite goods, best first: plain data for picking offers.</summary>
/// <remarks>A snapshot made by <see cref="PersonalGoods.Top"/>. Immutable, so any number of threads may share one.</remarks>
public sealed class PersonalTops
{
    private readonly int[] starts;
    private readonly ImmutableArray<PersonalGood> goods;

    internal PersonalTops(int[] starts, ImmutableArray<PersonalGood> goods)
    {
        this.starts = starts;
        this.goods = goods;
    }

    /// <summary>One more than the highest row with a favourite.</summary>
    public int Rows => starts.Length - 1;

    /// <summary>A guest's favourites, best first; nothing for a guest without any.</summary>
    /// <param name="customer">The guest.</param>
    public ReadOnlySpan<PersonalGood> this[CustomerId customer] =>
        (uint)customer.Index < (uint)Rows ? goods.AsSpan()[starts[customer.Index]..starts[customer.Index + 1]] : [];

    /// <summary>The best of a guest's favourites that are also on a list, such as this week's promotions.</summary>
    /// <param name="customer">The guest.</param>
    /// <param name="listed">The goods on the list.</param>
    /// <param name="found">Receives the best ones, best first.</param>
    /// <returns>How many were found, at most as many as fit.</returns>
    public int Cross(CustomerId customer, IReadOnlySet<Sku> listed, Span<PersonalGood> found)
    {
        ArgumentNullException.ThrowIfNull(listed);
        int count = 0;
        foreach (PersonalGood good in this[customer])
        {
            if (count < found.Length && listed.Contains(good.Sku))
            {
                found[count++] = good;
            }
        }

        return count;
    }
}
