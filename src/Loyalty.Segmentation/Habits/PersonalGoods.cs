using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Loyalty.Core;

namespace Loyalty.Segmentation.Habits;

/// <summary>What each guest buys again and again: the personal top 100 from which offers are picked.</summary>
/// <remarks>
/// <para>The order is by receipts with the good, then by net money, then by the last day, then by the ordinal sku: always the same, on every
/// machine. Goods of which nothing was kept are left out.</para>
/// <para>A mergeable state: two fillings with different receipts, merged, equal one. About 40 bytes for each pair of guest and good. One
/// writer at a time; readers may run together while nobody writes.</para>
/// </remarks>
public sealed class PersonalGoods
{
    private readonly Dictionary<Sku, int> indexOf = [];
    private readonly List<Sku> skus = [];
    private readonly Dictionary<long, Cell> cells = [];

    /// <summary>Makes an empty state.</summary>
    /// <param name="currency">The one currency of all receipts.</param>
    public PersonalGoods(Currency currency = default) => Currency = currency;

    /// <summary>The one currency.</summary>
    public Currency Currency { get; }

    /// <summary>How many pairs of guest and good are known.</summary>
    public int Pairs => cells.Count;

    /// <summary>Adds a receipt; one without a customer is ignored.</summary>
    /// <param name="receipt">A whole receipt. Several lines of a good are one purchase of it.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    public void Add(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        DateOnly day = DateOnly.FromDateTime(receipt.At.DateTime);
        for (int i = 0; i < receipt.Lines.Length; i++)
        {
            // The first line of a good speaks for all its lines; receipts are short.
            Sku sku = receipt.Lines[i].Sku;
            Money net = Money.Zero(receipt.Net.Currency);
            bool first = true;
            for (int j = 0; j < receipt.Lines.Length && first; j++)
            {
                if (receipt.Lines[j].Sku == sku)
                {
                    first = j >= i;
                    net += receipt.Lines[j].Amount;
                }
            }

            if (first)
            {
                Add(receipt.Customer, sku, day, net);
            }
        }
    }

    /// <summary>Adds what one receipt says of one good.</summary>
    /// <param name="customer">The guest; none is ignored.</param>
    /// <param name="sku">The good; none is ignored.</param>
    /// <param name="day">The receipt's local date.</param>
    /// <param name="net">What was paid for the good less what came back; a purchase where above zero, else only money that went back.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    public void Add(CustomerId customer, Sku sku, DateOnly day, Money net)
    {
        if (net.Currency != Currency)
        {
            throw new InvalidOperationException($"These goods are in {Currency}, but the receipt is in {net.Currency}; keep a state for each currency, or convert first.");
        }

        if (!customer.IsNone && !sku.IsNone)
        {
            Add(customer.Index, sku, net.MinorUnits > 0 ? new Cell(1, day.DayNumber, net.MinorUnits) : new Cell(0, 0, net.MinorUnits));
        }
    }

    /// <summary>Adds another state to this one.</summary>
    /// <param name="other">A state filled with other receipts; it stays as it is.</param>
    /// <exception cref="ArgumentException">It is in another currency.</exception>
    public void MergeWith(PersonalGoods other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Currency != Currency)
        {
            throw new ArgumentException($"Goods in {other.Currency} cannot be merged into those in {Currency}.", nameof(other));
        }

        foreach ((long key, Cell cell) in other.cells)
        {
            Add((int)(key >> 32), other.skus[(int)(key & uint.MaxValue)], cell);
        }
    }

    /// <summary>Forgets a guest.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        foreach (long key in cells.Keys)
        {
            if ((int)(key >> 32) == customer.Index)
            {
                _ = cells.Remove(key);
            }
        }
    }

    /// <summary>Lists every guest's favourites, best first.</summary>
    /// <param name="atMost">The longest list, ≥ 1; 100 unless told.</param>
    /// <returns>A snapshot by row of <see cref="CustomerId"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="atMost"/> is below 1.</exception>
    public PersonalTops Top(int atMost = 100)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        List<KeyValuePair<long, Cell>> kept = [.. cells.Where(c => c.Value.Score > 0 && c.Value.Net > 0)];
        kept.Sort((left, right) =>
        {
            int byRow = (left.Key >> 32).CompareTo(right.Key >> 32);
            int byScore = byRow != 0 ? byRow : right.Value.Score.CompareTo(left.Value.Score);
            int byMoney = byScore != 0 ? byScore : right.Value.Net.CompareTo(left.Value.Net);
            int byDay = byMoney != 0 ? byMoney : right.Value.LastDay.CompareTo(left.Value.LastDay);
            return byDay != 0 ? byDay : SkuOf(left.Key).CompareTo(SkuOf(right.Key));
        });

        int rows = kept.Count == 0 ? 0 : (int)(kept[^1].Key >> 32) + 1;
        int[] starts = new int[rows + 1];
        ImmutableArray<PersonalGood>.Builder goods = ImmutableArray.CreateBuilder<PersonalGood>(kept.Count);
        int next = 0;
        for (int row = 0; row < rows; row++)
        {
            starts[row] = goods.Count;
            for (int taken = 0; next < kept.Count && (int)(kept[next].Key >> 32) == row; next++, taken++)
            {
                if (taken < atMost)
                {
                    Cell cell = kept[next].Value;
                    goods.Add(new PersonalGood(SkuOf(kept[next].Key), cell.Score, new Money(cell.Net, Currency), DateOnly.FromDayNumber(cell.LastDay)));
                }
            }
        }

        starts[rows] = goods.Count;
        return new PersonalTops(starts, goods.DrainToImmutable());
    }

    private Sku SkuOf(long key) => skus[(int)(key & uint.MaxValue)];

    private void Add(int row, Sku sku, Cell more)
    {
        ref int index = ref CollectionsMarshal.GetValueRefOrAddDefault(indexOf, sku, out bool known);
        if (!known)
        {
            index = skus.Count;
            skus.Add(sku);
        }

        ref Cell cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, ((long)row << 32) | (uint)index, out _);
        cell = new Cell(cell.Score + more.Score, Math.Max(cell.LastDay, more.LastDay), checked(cell.Net + more.Net));
    }

    private readonly record struct Cell(int Score, int LastDay, long Net);
}
