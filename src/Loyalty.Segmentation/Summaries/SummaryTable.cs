using Loyalty.Core;
using Loyalty.Segmentation.Internal;
using Loyalty.Segmentation.Rfm;
using Loyalty.Segmentation.Summaries.Internal;

namespace Loyalty.Segmentation.Summaries;

/// <summary>What each customer's receipts add up to, kept instead of the receipts: yesterday's state, to which a day's receipts are added.</summary>
/// <remarks>
/// <para>A mergeable state: two tables of different receipts, filled in any order and merged, equal one pass, because the purchase days
/// themselves are kept and not only their gaps. 128 bytes a customer, 2 for each purchase day of a guest with more than sixteen, and 8 for each hour of the
/// day at which the guest ever bought; nothing for a receipt. <see cref="PurchaseHistory"/> keeps the receipts and can look back to any day;
/// <see cref="RfmTable"/> keeps recency, frequency and money alone.</para>
/// <para>A receipt whose net amount is not positive lowers the guest's money and is neither a visit nor recent. Each receipt must be added
/// once, whole, and to one table only. One writer at a time; readers may run together while nobody writes.</para>
/// </remarks>
public sealed partial class SummaryTable
{
    private readonly List<SummaryShard> shards = [];
    private readonly int weekday;
    private long moved;

    /// <summary>Makes an empty table.</summary>
    /// <param name="currency">The one currency of all receipts.</param>
    /// <param name="epoch">The day that columns call 0; receipts must not be earlier, and at most 65,534 days (179 years) later.</param>
    /// <param name="capacity">How many customers to make room for at once, ≥ 0; it grows as needed.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    public SummaryTable(Currency currency, DateOnly epoch, int capacity = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Currency = currency;
        Epoch = epoch;
        AnonymousMoney = Money.Zero(currency);

        // Day number 0, 1 January of the year 1, was a Monday.
        weekday = epoch.DayNumber % 7;
        Reserve(capacity);
    }

    /// <summary>The one currency of all receipts.</summary>
    public Currency Currency { get; }

    /// <summary>The day that columns call 0.</summary>
    public DateOnly Epoch { get; }

    /// <summary>How many customers there is room for.</summary>
    public int Capacity => shards.Count == 0 ? 0 : ((shards.Count - 1) << SummaryShard.Bits) + shards[^1].Capacity;

    /// <summary>How many receipts of known customers were added.</summary>
    public long Receipts { get; private set; }

    /// <summary>How many receipts had no customer, or a customer since erased.</summary>
    public long AnonymousReceipts { get; private set; }

    /// <summary>What the receipts without a customer add up to.</summary>
    public Money AnonymousMoney { get; private set; }

    /// <summary>The memory held for customers.</summary>
    /// <value>In bytes; by a little it may depend on the order of receipts.</value>
    public long StateBytes => shards.Sum(s => s.Bytes);

    /// <summary>Adds a receipt.</summary>
    /// <param name="receipt">A whole receipt; its day and hour are those on the store's clock.</param>
    /// <param name="onOffer">What was paid for goods at a discount, less what of them came back: 0 to the receipt's net amount; absent, nothing.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The day or <paramref name="onOffer"/> is outside its range.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void Add(Receipt receipt, Money? onOffer = null)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        int lines = 0;
        foreach (ReceiptLine line in receipt.Lines)
        {
            lines += line.IsReturn ? 0 : 1;
        }

        Add(receipt.Customer, DateOnly.FromDateTime(receipt.At.DateTime), receipt.Net, receipt.At.Hour, lines, onOffer);
    }

    /// <summary>Adds a receipt's essence.</summary>
    /// <param name="customer">Whose it is; <see cref="CustomerId.None"/> for an anonymous one.</param>
    /// <param name="day">The date on the store's clock.</param>
    /// <param name="net">What was paid less what came back.</param>
    /// <param name="hour">The hour on the store's clock, 0 to 23; null where unknown.</param>
    /// <param name="lines">How many lines were bought, ≥ 0.</param>
    /// <param name="onOffer">What was paid for goods at a discount: 0 to <paramref name="net"/>; absent, nothing.</param>
    /// <remarks>Hour, lines and discounts of what is no visit are not kept. Nothing is added where the receipt is refused.</remarks>
    /// <exception cref="InvalidOperationException">An amount is in another currency.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void Add(CustomerId customer, DateOnly day, Money net, int? hour = null, int lines = 0, Money? onOffer = null)
    {
        Require(net.Currency);
        Require(onOffer?.Currency ?? Currency);
        int date = day.DayNumber - Epoch.DayNumber;
        if ((uint)date > SummaryShard.LastDay)
        {
            throw new ArgumentOutOfRangeException(nameof(day), day,
                $"A receipt's day must be from the epoch, day number {Epoch.DayNumber}, to {SummaryShard.LastDay} days later (inclusive), but it is day number {day.DayNumber}. Make the table with an earlier epoch, or correct the date.");
        }

        if (hour is < 0 or > 23)
        {
            throw new ArgumentOutOfRangeException(nameof(hour), hour, "The hour must be 0 to 23 (inclusive) on the store's clock, or null where it is unknown.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        long offered = onOffer?.MinorUnits ?? 0;
        if (net.MinorUnits > 0 && (offered < 0 || offered > net.MinorUnits))
        {
            throw new ArgumentOutOfRangeException(nameof(onOffer), offered,
                $"What was bought at a discount must be 0 to the receipt's net amount, {net.MinorUnits} minor units (inclusive). Take off what of it came back.");
        }

        // The sum of magnitudes bounds every sum that anyone will form, so nothing overflows later.
        moved = checked(moved + Math.Abs(net.MinorUnits));
        if (customer.IsNone)
        {
            AnonymousReceipts++;
            AnonymousMoney = new Money(AnonymousMoney.MinorUnits + net.MinorUnits, Currency);
            return;
        }

        Reserve(customer.Index + 1);
        SummaryShard shard = ShardOf(customer.Index, out int row);
        shard.Add(row, date, net.MinorUnits);
        Receipts++;
        if (net.MinorUnits > 0)
        {
            shard.AddDetails(row, hour ?? -1, net.MinorUnits, lines, offered);
        }
    }

    /// <summary>Adds another table's receipts to this one.</summary>
    /// <param name="other">A table of other receipts, over the same <see cref="CustomerDirectory"/>, epoch and currency; it stays as it is.</param>
    /// <param name="workers">How many threads may work at once, ≥ 1; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">The epoch or the currency is another.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="workers"/> is below 1.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void MergeWith(SummaryTable other, int workers = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        _ = Workers.Checked(workers);
        if (other.Currency != Currency || other.Epoch != Epoch)
        {
            throw new ArgumentException(
                $"A table in {other.Currency} from day number {other.Epoch.DayNumber} on cannot be merged into one in {Currency} from {Epoch.DayNumber} on; fill both with one currency and one epoch.",
                nameof(other));
        }

        moved = checked(moved + other.moved);
        Receipts += other.Receipts;
        AnonymousReceipts += other.AnonymousReceipts;
        AnonymousMoney = new Money(AnonymousMoney.MinorUnits + other.AnonymousMoney.MinorUnits, Currency);
        Reserve(other.Capacity);
        SummaryShard[] theirs = [.. other.shards];
        Workers.Each(theirs.Length, workers, shard => shards[shard].MergeWith(theirs[shard]));
    }

    /// <summary>Makes a customer's receipts anonymous: nothing leads back to the guest, and the totals still add up.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    /// <returns>How many receipts lost their customer.</returns>
    public int Erase(CustomerId customer)
    {
        if ((uint)customer.Index >= (uint)Capacity)
        {
            return 0;
        }

        SummaryShard shard = ShardOf(customer.Index, out int row);
        (int receipts, long net) = (shard[row].Receipts, shard[row].Net);
        Receipts -= receipts;
        AnonymousReceipts += receipts;
        AnonymousMoney = new Money(AnonymousMoney.MinorUnits + net, Currency);
        shard.Erase(row);
        return receipts;
    }

    /// <summary>Forgets all receipts and keeps the room.</summary>
    public void Clear()
    {
        foreach (SummaryShard shard in shards)
        {
            shard.Clear();
        }

        (Receipts, AnonymousReceipts, AnonymousMoney, moved) = (0, 0, Money.Zero(Currency), 0);
    }

    private SummaryShard ShardOf(int index, out int row)
    {
        row = index & (SummaryShard.Size - 1);
        return shards[index >> SummaryShard.Bits];
    }

    private void Reserve(int needed)
    {
        while (Capacity < needed)
        {
            int start = Math.Max(0, shards.Count - 1) << SummaryShard.Bits;
            if (shards.Count == 0 || shards[^1].Capacity == SummaryShard.Size)
            {
                shards.Add(new SummaryShard(weekday, needed - (shards.Count << SummaryShard.Bits)));
            }
            else
            {
                shards[^1].Reserve(Math.Min(SummaryShard.Size, needed - start));
            }
        }
    }

    private void Require(Currency currency)
    {
        if (currency != Currency)
        {
            throw new InvalidOperationException($"This table is in {Currency}, but the receipt is in {currency}; keep a table for each currency, or convert first.");
        }
    }
}
