using Loyalty.Core;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries.Internal;

namespace Loyalty.Segmentation.Summaries;

/// <content>What the table tells.</content>
public sealed partial class SummaryTable
{
    /// <summary>Whether a customer has a receipt, be it a return.</summary>
    /// <param name="customer">A customer.</param>
    public bool Has(CustomerId customer) => (uint)customer.Index < (uint)Capacity && ShardOf(customer.Index, out int row)[row].Receipts > 0;

    /// <summary>One customer's figures; those of a customer without receipts are all nothing.</summary>
    /// <param name="customer">A customer.</param>
    /// <param name="asOf">The day from which recency counts back; not before the customer's last visit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The customer has a later visit.</exception>
    public CustomerSummary Of(CustomerId customer, DateOnly asOf)
    {
        if (!Has(customer))
        {
            return new CustomerSummary(0, 0, Money.Zero(Currency), null, null, null);
        }

        SummaryShard shard = ShardOf(customer.Index, out int row);
        PurchaseDays days = shard.DaysOf(row);
        Money net = new(shard[row].Net, Currency);
        if (days.IsEmpty)
        {
            return new CustomerSummary(0, 0, net, null, null, null);
        }

        RequireNotLater(days.Last, asOf);
        long visits = BasketsOf(customer).Visits;
        return new CustomerSummary(checked((int)visits), days.Count, net,
            Epoch.AddDays(days.First), Epoch.AddDays(days.Last), asOf.DayNumber - Epoch.DayNumber - days.Last);
    }

    /// <summary>How large a customer's baskets are.</summary>
    /// <param name="customer">A customer.</param>
    public BasketProfile BasketsOf(CustomerId customer)
    {
        long visits = 0;
        long spend = 0;
        if (!Has(customer))
        {
            return new BasketProfile(0, 0, Money.Zero(Currency), Money.Zero(Currency));
        }

        SummaryShard shard = ShardOf(customer.Index, out int row);
        for (int slot = 0; slot < 7; slot++)
        {
            (long more, long cost) = shard.WeekdayOf(row, slot);
            visits += more;
            spend += cost;
        }

        return new BasketProfile(visits, shard[row].Lines, new Money(spend, Currency), new Money(shard[row].OnOffer, Currency));
    }

    /// <summary>A customer's visits by the hour, earliest hour first; hours without a visit are left out, and so are visits of unknown hour.</summary>
    /// <param name="customer">A customer.</param>
    /// <param name="hours">Receives the hours; 24 are enough.</param>
    /// <returns>How many hours there are, at most as many as fit.</returns>
    public int HoursOf(CustomerId customer, Span<HourVisits> hours)
    {
        if (!Has(customer))
        {
            return 0;
        }

        SummaryShard shard = ShardOf(customer.Index, out int row);
        int count = Math.Min(hours.Length, shard[row].HourCount);
        for (int i = 0; i < count; i++)
        {
            (int hour, long visits, long spend) = shard.HourOf(row, i);
            hours[i] = new HourVisits(hour, visits, spend);
        }

        return count;
    }

    /// <summary>Sums up all customers at the end of a day, for scores, lifecycle, favourite days and lifetime value.</summary>
    /// <param name="asOf">The day; not before the last visit, because the table cannot look back. <see cref="PurchaseHistory"/> can.</param>
    /// <returns>A snapshot; it does not change when receipts are added later.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A visit is later than <paramref name="asOf"/>.</exception>
    public CustomerSummaries Summarise(DateOnly asOf)
    {
        int size = 0;
        long days = 0;
        for (int index = 0; index < Capacity; index++)
        {
            SummaryShard shard = ShardOf(index, out int row);
            PurchaseDays own = shard.DaysOf(row);
            if (!own.IsEmpty)
            {
                RequireNotLater(own.Last, asOf);
            }

            size = shard[row].Receipts > 0 ? index + 1 : size;
            days += own.Count;
        }

        CustomerSummaries.Columns columns = new(size, checked((int)days));
        int kept = 0;
        for (int index = 0; index < size; index++)
        {
            SummaryShard shard = ShardOf(index, out int row);
            columns.Receipts[index] = shard[row].Receipts;
            columns.Net[index] = shard[row].Net;
            for (int slot = 0; slot < 7; slot++)
            {
                (long visits, long spend) = shard.WeekdayOf(row, slot);
                columns.Visits[index] = checked(columns.Visits[index] + (int)visits);
                columns.WeekdayVisits[(index * 7) + slot] = checked((int)visits);
                columns.WeekdaySpend[(index * 7) + slot] = spend;
            }

            columns.Starts[index] = kept;
            foreach (ushort day in shard.DaysOf(row))
            {
                columns.PurchaseDays[kept++] = Epoch.DayNumber + day;
            }
        }

        columns.Starts[size] = kept;
        return new CustomerSummaries(Currency, asOf, columns, checked((int)Receipts));
    }

    /// <summary>Recency, frequency and money alone, by the same rows and epoch.</summary>
    public RfmTable ToRfm()
    {
        RfmTable table = new(Epoch, Capacity);
        CopyTo(table);
        return table;
    }

    /// <summary>Puts recency, frequency and money of each customer with receipts into a table in place of what is there.</summary>
    /// <param name="table">A table of the same epoch.</param>
    /// <param name="workers">How many threads may work at once, ≥ 1; the result does not depend on it.</param>
    /// <remarks>Does not allocate where the table has room and there is one worker.</remarks>
    /// <exception cref="ArgumentException">The table's epoch is another.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    public void CopyTo(RfmTable table, int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        _ = Workers.Checked(workers);
        if (table.Epoch != Epoch)
        {
            throw new ArgumentException($"The tables must share an epoch, but their day numbers are {table.Epoch.DayNumber} and {Epoch.DayNumber}.", nameof(table));
        }

        table.Reserve(Capacity);
        if (workers > 1)
        {
            CopyTogether(table, workers);
            return;
        }

        for (int shard = 0; shard < shards.Count; shard++)
        {
            Copy(table, shard);
        }
    }

    private void CopyTogether(RfmTable table, int workers) => Workers.Each(shards.Count, workers, shard => Copy(table, shard));

    private void Copy(RfmTable table, int number)
    {
        SummaryShard shard = shards[number];
        int start = number << SummaryShard.Bits;
        for (int row = 0; row < shard.Capacity; row++)
        {
            if (shard[row].Receipts > 0)
            {
                table.Set(start + row, shard.DaysOf(row).Last, checked((int)shard.VisitsOf(row)), shard[row].Net);
            }
        }
    }

    private void RequireNotLater(int day, DateOnly asOf)
    {
        if (day > asOf.DayNumber - Epoch.DayNumber)
        {
            throw new ArgumentOutOfRangeException(nameof(asOf), asOf,
                $"A visit on day number {Epoch.DayNumber + day} is later than the day number {asOf.DayNumber} asked for, and a table cannot look back. Ask for that day or a later one, or keep a PurchaseHistory.");
        }
    }
}
