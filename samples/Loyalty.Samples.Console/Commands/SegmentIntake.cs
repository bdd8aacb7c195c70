using System.Runtime.InteropServices;
using Loyalty.Core;
using Loyalty.Samples.Input;
using Loyalty.Segmentation;

namespace Loyalty.Samples.Commands;

/// <summary>Puts the rows of a receipts file together into receipts: rows of one <c>receipt_id</c> are one receipt.</summary>
internal sealed class SegmentIntake
{
    // Wider than any till, and narrow enough that a quantity times a price stays a decimal.
    private const decimal Widest = 1_000_000_000_000;

    private readonly Currency currency;
    private readonly int lastDay;
    private readonly Dictionary<string, int> receiptOf = new(StringComparer.Ordinal);
    private readonly List<Draft> receipts = [];

    public SegmentIntake(Currency currency, DateOnly asOf)
    {
        this.currency = currency;
        lastDay = asOf.DayNumber;
    }

    public CustomerDirectory Customers { get; } = new();

    /// <summary>Receipts known by the day, anonymous ones included.</summary>
    public int Receipts => receipts.Count;

    /// <summary>Rows of which goods or money came back.</summary>
    public long Returns { get; private set; }

    /// <summary>Rows later than the day: not known yet.</summary>
    public long LaterRows { get; private set; }

    /// <summary>Reads every row, then hands out the history.</summary>
    public PurchaseHistory Read(CsvFile csv)
    {
        bool byAmount = csv.Has("amount");
        if (!byAmount && !csv.Has("quantity") && !csv.Has("unit_price"))
        {
            csv.Require("amount");
        }
        else if (!byAmount)
        {
            csv.Require("quantity");
            csv.Require("unit_price");
        }

        bool hasQuantity = csv.Has("quantity");
        foreach (bool _ in csv.Rows(row => Take(row, byAmount, hasQuantity)))
        {
        }

        PurchaseHistory history = new(currency);
        foreach (ref readonly Draft receipt in CollectionsMarshal.AsSpan(receipts))
        {
            CustomerId customer = receipt.Row < 0 ? CustomerId.None : new CustomerId(receipt.Row);
            history.Add(customer, DateOnly.FromDayNumber(receipt.BoughtOn >= 0 ? receipt.BoughtOn : receipt.LastDay), new Money(receipt.Net, currency));
        }

        return history;
    }

    private bool Take(CsvRow row, bool byAmount, bool hasQuantity)
    {
        string id = row.Required("receipt_id");
        int day = DateOnly.FromDateTime(row.Instant("occurred_at").DateTime).DayNumber;
        (long amount, bool isReturn) = Amount(row, byAmount, hasQuantity);
        string key = row.Text("customer_id");
        if (key.Length > 0 && System.Text.Encoding.UTF8.GetByteCount(key) > 1024)
        {
            throw new RowException("customer_id", $"the value has {key.Length} characters; allowed are at most 1024 bytes");
        }

        if (day > lastDay)
        {
            LaterRows++;
            return true;
        }

        bool isNew = !receiptOf.TryGetValue(id, out int index);
        Draft receipt = isNew ? new Draft(-1, -1, day, 0) : receipts[index];
        int customer = -1;
        if (key.Length > 0)
        {
            // A receipt refused below must not leave its customer behind.
            if (receipt.Row >= 0 && !(Customers.TryGet(key, out CustomerId known) && known.Index == receipt.Row))
            {
                throw new RowException("customer_id", $"the receipt '{id}' belongs to another customer on an earlier row; a receipt has one customer");
            }

            customer = Customers.GetOrAdd(key).Index;
        }

        long net;
        try
        {
            net = checked(receipt.Net + amount);
        }
        catch (OverflowException)
        {
            throw new RowException(byAmount ? "amount" : "unit_price", "the receipt's amounts no longer add up to a number of 64 bits");
        }

        Draft next = new(
            receipt.Row >= 0 ? receipt.Row : customer,
            amount > 0 ? Math.Max(receipt.BoughtOn, day) : receipt.BoughtOn,
            Math.Max(receipt.LastDay, day),
            net);
        Returns += isReturn ? 1 : 0;
        if (isNew)
        {
            receiptOf.Add(id, receipts.Count);
            receipts.Add(next);
        }
        else
        {
            receipts[index] = next;
        }

        return true;
    }

    private (long Cents, bool IsReturn) Amount(CsvRow row, bool byAmount, bool hasQuantity)
    {
        if (byAmount)
        {
            // Where a quantity stands too, its sign says what a return is.
            decimal amount = row.Decimal("amount", -Widest, Widest);
            bool back = hasQuantity && row.Text("quantity").Length > 0 ? row.Decimal("quantity", -Widest, Widest) < 0 : amount < 0;
            return (Money.Round(back ? -Math.Abs(amount) : amount, currency).MinorUnits, back);
        }

        decimal quantity = row.Decimal("quantity", -Widest, Widest);
        decimal price = row.Decimal("unit_price", -Widest, Widest);
        return Money.TryRound(quantity * price, currency, out Money money) && Math.Abs(money.MinorUnits) <= Widest * currency.Scale
            ? (money.MinorUnits, quantity < 0)
            : throw new RowException("unit_price", $"the quantity times the price is out of range; allowed is an amount of at most {Widest} in either direction");
    }

    /// <summary>A receipt as far as it was read: its customer's row, the last day on which something was bought, the last day at all, and the net.</summary>
    private readonly record struct Draft(int Row, int BoughtOn, int LastDay, long Net);
}
