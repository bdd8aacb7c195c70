using Loyalty.Core;

namespace Loyalty.Segmentation;

/// <summary>Every receipt reduced to 16 bytes: whose, which day, how much. The one pass over receipts from which everything else here is computed.</summary>
/// <remarks>
/// <para>A mergeable state: two histories of different receipts, filled apart and merged, give the same summaries as one. Each receipt must
/// be added once, whole, and to one history only. Days are the store's local dates.</para>
/// <para>A receipt whose net amount is not positive lowers the guest's money and is neither a visit nor recent. Receipts without a customer
/// are counted, not lost. One writer at a time; <see cref="Summarise"/> may run beside other readers while nobody writes.</para>
/// </remarks>
public sealed partial class PurchaseHistory
{
    private int[] rows = new int[16];
    private int[] days = new int[16];
    private long[] amounts = new long[16];
    private int count;
    private long moved;

    /// <summary>Makes an empty history.</summary>
    /// <param name="currency">The one currency of all its receipts.</param>
    public PurchaseHistory(Currency currency = default)
    {
        Currency = currency;
        AnonymousMoney = Money.Zero(currency);
    }

    /// <summary>The one currency of all receipts.</summary>
    public Currency Currency { get; }

    /// <summary>How many receipts of known customers were added.</summary>
    public int Receipts => count;

    /// <summary>How many receipts had no customer, or a customer since erased.</summary>
    public long AnonymousReceipts { get; private set; }

    /// <summary>What the receipts without a customer add up to.</summary>
    public Money AnonymousMoney { get; private set; }

    /// <summary>Adds a receipt.</summary>
    /// <param name="receipt">A whole receipt; its day is the date on the store's clock.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void Add(Receipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Add(receipt.Customer, DateOnly.FromDateTime(receipt.At.DateTime), receipt.Net);
    }

    /// <summary>Adds a receipt's essence.</summary>
    /// <param name="customer">Whose it is; <see cref="CustomerId.None"/> for an anonymous one.</param>
    /// <param name="day">The date on the store's clock.</param>
    /// <param name="net">What was paid less what came back.</param>
    /// <exception cref="InvalidOperationException">It is in another currency.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void Add(CustomerId customer, DateOnly day, Money net)
    {
        if (net.Currency != Currency)
        {
            throw new InvalidOperationException($"This history is in {Currency}, but the receipt is in {net.Currency}; keep a history for each currency, or convert first.");
        }

        // The sum of magnitudes bounds every sum that anyone will form, so nothing overflows later.
        moved = checked(moved + Math.Abs(net.MinorUnits));
        if (customer.IsNone)
        {
            AnonymousReceipts++;
            AnonymousMoney = new Money(AnonymousMoney.MinorUnits + net.MinorUnits, Currency);
            return;
        }

        Reserve(1);
        rows[count] = customer.Index;
        days[count] = day.DayNumber;
        amounts[count++] = net.MinorUnits;
    }

    /// <summary>Adds another history's receipts to this one.</summary>
    /// <param name="other">A history of other receipts, over the same <see cref="CustomerDirectory"/>; it stays as it is.</param>
    /// <exception cref="ArgumentException">It is in another currency.</exception>
    /// <exception cref="OverflowException">All amounts together no longer fit 64 bits of minor units.</exception>
    public void MergeWith(PurchaseHistory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Currency != Currency)
        {
            throw new ArgumentException($"A history in {other.Currency} cannot be merged into one in {Currency}.", nameof(other));
        }

        moved = checked(moved + other.moved);
        int more = other.count;
        Reserve(more);
        other.rows.AsSpan(0, more).CopyTo(rows.AsSpan(count));
        other.days.AsSpan(0, more).CopyTo(days.AsSpan(count));
        other.amounts.AsSpan(0, more).CopyTo(amounts.AsSpan(count));
        AnonymousReceipts += other.AnonymousReceipts;
        AnonymousMoney = new Money(AnonymousMoney.MinorUnits + other.AnonymousMoney.MinorUnits, Currency);
        count += more;
    }

    /// <summary>Makes a customer's receipts anonymous: nothing leads back to the guest, and the totals still add up.</summary>
    /// <param name="customer">Who is to be forgotten; erasing twice is no error.</param>
    /// <returns>How many receipts lost their customer.</returns>
    public int Erase(CustomerId customer)
    {
        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (rows[i] == customer.Index)
            {
                AnonymousReceipts++;
                AnonymousMoney = new Money(AnonymousMoney.MinorUnits + amounts[i], Currency);
                continue;
            }

            (rows[kept], days[kept], amounts[kept]) = (rows[i], days[i], amounts[i]);
            kept++;
        }

        int erased = count - kept;
        rows.AsSpan(kept, erased).Clear();
        days.AsSpan(kept, erased).Clear();
        amounts.AsSpan(kept, erased).Clear();
        count = kept;
        return erased;
    }

    /// <summary>Sums up each customer as they stood at the end of a day. Later receipts are left out, as if not yet known.</summary>
    /// <param name="asOf">The last day that counts.</param>
    /// <returns>A snapshot; it does not change when receipts are added later.</returns>
    public CustomerSummaries Summarise(DateOnly asOf) =>
        new(Currency, asOf, rows.AsSpan(0, count), days.AsSpan(0, count), amounts.AsSpan(0, count));

    private void Reserve(int more)
    {
        long needed = (long)count + more;
        if (needed > rows.Length)
        {
            int capacity = (int)Math.Min(Array.MaxLength, Math.Max(needed, rows.Length * 2L));
            Array.Resize(ref rows, capacity);
            Array.Resize(ref days, capacity);
            Array.Resize(ref amounts, capacity);
        }
    }
}
