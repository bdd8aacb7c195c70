using System.Collections;
using Loyalty.Core;
using Loyalty.Offers.Allocation.Internal;

namespace Loyalty.Offers.Allocation;

/// <summary>Who gets which offer, what it comes to, and how far from the best possible it can be at most.</summary>
/// <remarks>Immutable, so any number of threads may share one.</remarks>
public sealed class AllocationResult
{
    internal AllocationResult(Columns columns, Incumbent best, int perCustomer, Int128 bound, Price price, long[] limitPrices)
    {
        double unit = Math.Pow(10, -columns.Digits);
        double scale = columns.Currency.Scale;
        Value = columns.ToDecimal(best.Value);
        Cost = new Money(best.Cost, columns.Currency);
        IsOptimal = bound <= best.Value;

        // Where values were rounded to the grid, each pick may be worth up to a unit more than was counted.
        UpperBound = columns.ToDecimal(columns.Exact ? bound : bound + ((Int128)columns.Customers * perCustomer));
        Gap = UpperBound > 0 ? (double)((UpperBound - Value) / UpperBound) : 0;
        BudgetPrice = price.ToDouble() * unit * scale;
        double[] prices = [.. limitPrices.Select(p => p * unit)];
        LimitPrices = prices;
        Picks = new PickList(columns, best.Slots, perCustomer, BudgetPrice / scale, prices);
    }

    /// <summary>The picks, by customer's row, then ordinally by offer.</summary>
    public IReadOnlyList<AllocationPick> Picks { get; }

    /// <summary>The total value of the picks.</summary>
    public decimal Value { get; }

    /// <summary>The total cost of the picks, never above the budget.</summary>
    public Money Cost { get; }

    /// <summary>No allocation within the budget and the limits is worth more than this.</summary>
    public decimal UpperBound { get; }

    /// <summary>The share of the bound that may be missing: (bound − value) / bound.</summary>
    /// <value>0 to 1; 0 where the bound is 0.</value>
    public double Gap { get; }

    /// <summary>Whether it is proven that no allocation is worth more, to the 18 significant digits that values are compared by.</summary>
    public bool IsOptimal { get; }

    /// <summary>What one more unit of the currency in the budget would bring, about.</summary>
    /// <value>≥ 0; 0 where the budget is ample.</value>
    public double BudgetPrice { get; }

    /// <summary>For each offer, in the order of <see cref="CandidateSet.Offers"/>, what one more guest allowed by its limit would bring, about.</summary>
    /// <value>≥ 0; 0 where the limit is ample or absent.</value>
    public IReadOnlyList<double> LimitPrices { get; }

    private sealed class PickList : IReadOnlyList<AllocationPick>
    {
        private readonly Columns columns;
        private readonly (int Customer, int Candidate)[] picked;
        private readonly double price;
        private readonly double[] limitPrices;

        public PickList(Columns columns, int[] slots, int perCustomer, double price, double[] limitPrices)
        {
            this.columns = columns;
            this.price = price;
            this.limitPrices = limitPrices;
            picked = new (int, int)[slots.Length - slots.AsSpan().Count(-1)];
            int next = 0;
            for (int customer = 0; customer < columns.Customers; customer++)
            {
                int first = next;
                foreach (int candidate in slots.AsSpan(customer * perCustomer, perCustomer))
                {
                    if (candidate >= 0)
                    {
                        picked[next++] = (customer, candidate);
                    }
                }

                picked.AsSpan(first, next - first).Sort(static (a, b) => a.Candidate.CompareTo(b.Candidate));
            }
        }

        public int Count => picked.Length;

        public AllocationPick this[int index]
        {
            get
            {
                (int customer, int j) = picked[index];
                int offer = columns.Offers[j];
                decimal value = columns.ToDecimal(columns.Values[j]);
                return new AllocationPick(
                    new CustomerId(customer), columns.Terms[offer].Id, value, new Money(columns.Costs[j], columns.Currency), columns.Sources[j],
                    (double)value - (price * columns.Costs[j]) - limitPrices[offer]);
            }
        }

        public IEnumerator<AllocationPick> GetEnumerator()
        {
            for (int i = 0; i < picked.Length; i++)
            {
                yield return this[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
