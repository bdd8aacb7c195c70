using System.Collections.Immutable;

namespace Loyalty.Core;

/// <summary>What one guest bought, or brought back, at one time and place.</summary>
/// <remarks>Immutable; compared by reference, because <see cref="Id"/> says which receipt it is.</remarks>
public sealed class Receipt
{
    /// <summary>Makes a receipt.</summary>
    /// <param name="id">The receipt's number, unique within its store's partner; not empty.</param>
    /// <param name="customer">Whose it is; <see cref="CustomerId.None"/> for an anonymous one.</param>
    /// <param name="at">When, with the store's offset.</param>
    /// <param name="lines">At least one line, all in one currency.</param>
    /// <param name="store">Where; <c>default</c> where unknown.</param>
    /// <param name="channel">Through which channel it was bought; <c>default</c> where unknown.</param>
    /// <exception cref="ArgumentException">The id is empty, there are no lines, or they mix currencies.</exception>
    public Receipt(string id, CustomerId customer, DateTimeOffset at, ImmutableArray<ReceiptLine> lines, StoreId store = default, Channel channel = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (lines.IsDefaultOrEmpty)
        {
            throw new ArgumentException($"The receipt '{id}' must have at least one line.", nameof(lines));
        }

        Money net = Money.Zero(lines[0].Amount.Currency);
        foreach (ReceiptLine line in lines)
        {
            if (line.Amount.Currency != net.Currency)
            {
                throw new ArgumentException($"The receipt '{id}' mixes {net.Currency} and {line.Amount.Currency}; a receipt has one currency.", nameof(lines));
            }

            net += line.Amount;
        }

        Id = id;
        Customer = customer;
        At = at;
        Lines = lines;
        Store = store;
        Channel = channel;
        Net = net;
    }

    /// <summary>The receipt's number.</summary>
    public string Id { get; }

    /// <summary>Whose it is; <see cref="CustomerId.None"/> for an anonymous one.</summary>
    public CustomerId Customer { get; }

    /// <summary>When, with the store's offset.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The lines, at least one.</summary>
    public ImmutableArray<ReceiptLine> Lines { get; }

    /// <summary>Where; <c>default</c> where unknown.</summary>
    public StoreId Store { get; }

    /// <summary>Through which channel it was bought; <c>default</c> where unknown.</summary>
    public Channel Channel { get; }

    /// <summary>What was paid less what came back.</summary>
    public Money Net { get; }

    /// <summary>Whether it counts as a visit: something was left after returns.</summary>
    public bool IsVisit => Net.MinorUnits > 0;
}
