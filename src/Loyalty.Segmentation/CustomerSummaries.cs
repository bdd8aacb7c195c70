using Loyalty.Core;

namespace Loyalty.Segmentation;

/// <summary>Each customer's receipts summed up as of a day: visits, money, purchase days and spend by weekday, by row of <see cref="CustomerId"/>.</summary>
/// <remarks>
/// A snapshot made by <see cref="PurchaseHistory.Summarise"/> or <see cref="Summaries.SummaryTable.Summarise"/>. It depends on the receipts alone, not on their order. Immutable, so any
/// number of threads may share one. About 90 bytes a customer and 4 a purchase day.
/// </remarks>
public sealed class CustomerSummaries
{
    private readonly int[] receipts;
    private readonly int[] visits;
    private readonly long[] net;
    private readonly int[] starts;
    private readonly int[] purchaseDays;
    private readonly long[] weekdaySpend;
    private readonly int[] weekdayVisits;

    internal CustomerSummaries(Currency currency, DateOnly asOf, ReadOnlySpan<int> rows, ReadOnlySpan<int> days, ReadOnlySpan<long> amounts)
    {
        Currency = currency;
        AsOf = asOf;
        int last = asOf.DayNumber;
        int size = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (days[i] <= last)
            {
                size = Math.Max(size, rows[i] + 1);
                Receipts++;
            }
            else
            {
                LaterReceipts++;
            }
        }

        receipts = new int[size];
        visits = new int[size];
        net = new long[size];
        weekdaySpend = new long[size * 7];
        weekdayVisits = new int[size * 7];
        for (int i = 0; i < rows.Length; i++)
        {
            if (days[i] > last)
            {
                continue;
            }

            int row = rows[i];
            receipts[row]++;
            net[row] += amounts[i];
            if (amounts[i] > 0)
            {
                visits[row]++;

                // Day number 0, 1 January of the year 1, was a Monday.
                int cell = (row * 7) + (days[i] % 7);
                weekdaySpend[cell] += amounts[i];
                weekdayVisits[cell]++;
            }
        }

        starts = new int[size + 1];
        purchaseDays = SortedDistinctDays(rows, days, amounts, last);
        foreach (int count in receipts)
        {
            Customers += count > 0 ? 1 : 0;
        }
    }

    internal CustomerSummaries(Currency currency, DateOnly asOf, Columns columns, int receipts)
    {
        Currency = currency;
        AsOf = asOf;
        Receipts = receipts;
        this.receipts = columns.Receipts;
        visits = columns.Visits;
        net = columns.Net;
        starts = columns.Starts;
        purchaseDays = columns.PurchaseDays;
        weekdaySpend = columns.WeekdaySpend;
        weekdayVisits = columns.WeekdayVisits;
        Customers = columns.Receipts.Length - columns.Receipts.AsSpan().Count(0);
    }

    /// <summary>The one currency.</summary>
    public Currency Currency { get; }

    /// <summary>The last day that counts.</summary>
    public DateOnly AsOf { get; }

    /// <summary>One more than the highest row with a receipt; rows without one are empty.</summary>
    public int Rows => receipts.Length;

    /// <summary>Customers with at least one receipt, visits or not.</summary>
    public int Customers { get; }

    /// <summary>Receipts summed up here.</summary>
    public int Receipts { get; }

    /// <summary>Receipts left out because they are later than <see cref="AsOf"/>.</summary>
    public int LaterReceipts { get; }

    /// <summary>One customer's figures; those of a customer without receipts are all nothing.</summary>
    /// <param name="customer">A customer.</param>
    public CustomerSummary this[CustomerId customer]
    {
        get
        {
            int row = customer.Index;
            if ((uint)row >= (uint)Rows)
            {
                return new CustomerSummary(0, 0, Money.Zero(Currency), null, null, null);
            }

            ReadOnlySpan<int> days = DayNumbersOf(customer);
            return days.IsEmpty
                ? new CustomerSummary(0, 0, new Money(net[row], Currency), null, null, null)
                : new CustomerSummary(visits[row], days.Length, new Money(net[row], Currency),
                    DateOnly.FromDayNumber(days[0]), DateOnly.FromDayNumber(days[^1]), AsOf.DayNumber - days[^1]);
        }
    }

    /// <summary>Whether a customer has a receipt, be it a return.</summary>
    /// <param name="customer">A customer.</param>
    public bool Has(CustomerId customer) => (uint)customer.Index < (uint)Rows && receipts[customer.Index] > 0;

    /// <summary>A customer's purchase days, ascending, each once, as <see cref="DateOnly.DayNumber"/>.</summary>
    /// <param name="customer">A customer.</param>
    public ReadOnlySpan<int> DayNumbersOf(CustomerId customer)
    {
        int row = customer.Index;
        return (uint)row < (uint)Rows ? purchaseDays.AsSpan(starts[row]..starts[row + 1]) : [];
    }

    /// <summary>What a customer's visits cost on each weekday, Monday first, in minor units.</summary>
    /// <param name="customer">A customer.</param>
    /// <returns>Seven sums, or nothing for a customer without receipts.</returns>
    public ReadOnlySpan<long> WeekdaySpendOf(CustomerId customer) => (uint)customer.Index < (uint)Rows ? weekdaySpend.AsSpan(customer.Index * 7, 7) : [];

    /// <summary>How often a customer came on each weekday, Monday first.</summary>
    /// <param name="customer">A customer.</param>
    /// <returns>Seven counts, or nothing for a customer without receipts.</returns>
    public ReadOnlySpan<int> WeekdayVisitsOf(CustomerId customer) => (uint)customer.Index < (uint)Rows ? weekdayVisits.AsSpan(customer.Index * 7, 7) : [];

    private int[] SortedDistinctDays(ReadOnlySpan<int> rows, ReadOnlySpan<int> days, ReadOnlySpan<long> amounts, int last)
    {
        int size = visits.Length;
        int[] next = new int[size + 1];
        for (int row = 0; row < size; row++)
        {
            next[row + 1] = next[row] + visits[row];
        }

        int[] sorted = new int[next[size]];
        for (int i = 0; i < rows.Length; i++)
        {
            if (days[i] <= last && amounts[i] > 0)
            {
                sorted[next[rows[i]]++] = days[i];
            }
        }

        // next[row] is now the end of the row's visits; distinct days move down over it.
        int kept = 0;
        int from = 0;
        for (int row = 0; row < size; row++)
        {
            starts[row] = kept;
            Span<int> own = sorted.AsSpan(from..next[row]);
            from = next[row];
            own.Sort();
            foreach (int day in own)
            {
                if (kept == starts[row] || sorted[kept - 1] != day)
                {
                    sorted[kept++] = day;
                }
            }
        }

        starts[size] = kept;
        Array.Resize(ref sorted, kept);
        return sorted;
    }

    /// <summary>A snapshot's arrays, to be filled by whoever makes one.</summary>
    internal sealed class Columns(int rows, int days)
    {
        public int[] Receipts { get; } = new int[rows];

        public int[] Visits { get; } = new int[rows];

        public long[] Net { get; } = new long[rows];

        /// <summary>Where each row's purchase days begin, and where the last row's end.</summary>
        public int[] Starts { get; } = new int[rows + 1];

        public int[] PurchaseDays { get; } = new int[days];

        public long[] WeekdaySpend { get; } = new long[checked(rows * 7)];

        public int[] WeekdayVisits { get; } = new int[checked(rows * 7)];
    }
}
