using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>The messages that were held back: each is asked for again at its instant, those of one time in order of priority, and dropped with the reason where it has expired.</summary>
/// <remarks>
/// It knows no clock; the instant is passed. A partial state: queues of different guests, and of the same, merge. To keep it, write <see cref="Messages"/> and add them again. One thread at a time.
/// </remarks>
public sealed class DeferredMessages
{
    private readonly SortedSet<DeferredMessage> queue = new(InOrderOfTime.Comparer);
    private readonly Dictionary<(CustomerId Customer, string Id), DeferredMessage> byId = [];

    /// <summary>How many messages wait.</summary>
    public int Count => byId.Count;

    /// <summary>The messages that wait: by the instant at which they are asked for, then by priority, guest and id.</summary>
    public IReadOnlyList<DeferredMessage> Messages => [.. queue];

    /// <summary>When <see cref="Ask"/> next has something to do, in UTC; null where nothing waits.</summary>
    public DateTimeOffset? NextAt => queue.Min?.AskAt.ToUniversalTime();

    /// <summary>Holds a message that was deferred, to be asked for at its next instant.</summary>
    /// <param name="messageId">The message's id, unique for the guest.</param>
    /// <param name="request">The request that was deferred.</param>
    /// <param name="decision">The decision that deferred it.</param>
    /// <param name="priority">Which is asked for first of those that are due; the larger first.</param>
    /// <param name="expiresAt">From when on it is of no use; null for never.</param>
    /// <returns>Whether it waits now; false where it would expire before, which is to say that it is dropped.</returns>
    /// <exception cref="ArgumentException">The decision does not defer, the request names no customer, or the id is empty.</exception>
    public bool Hold(string messageId, in ContactRequest request, in ContactDecision decision, int priority = 0, DateTimeOffset? expiresAt = null)
    {
        if (decision is not { Outcome: ContactOutcome.Defer, NextAllowedAt: { } next })
        {
            throw new ArgumentException($"Only a message that was deferred is held, but the decision is {decision.Outcome}; send it, or drop it.", nameof(decision));
        }

        DeferredMessage message = new(messageId, request, next) { Priority = priority, ExpiresAt = expiresAt };
        Check(message);
        if (expiresAt <= next)
        {
            // An earlier state of it must not be asked for either.
            _ = Remove(request.Customer, messageId);
            return false;
        }

        Add(message);
        return true;
    }

    /// <summary>Adds a message; one with the same guest and id is replaced, so adding twice is adding once.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentException">The request names no customer, or the id is empty.</exception>
    public void Add(DeferredMessage message)
    {
        Check(message);
        _ = Remove(message.Request.Customer, message.Id);
        byId.Add((message.Request.Customer, message.Id), message);
        queue.Add(message);
    }

    /// <summary>Takes a message out, such as one whose offer ended.</summary>
    /// <param name="customer">The guest.</param>
    /// <param name="messageId">The message's id.</param>
    /// <returns>Whether it was waiting.</returns>
    public bool Remove(CustomerId customer, string messageId) => byId.Remove((customer, messageId), out DeferredMessage? found) && queue.Remove(found);

    /// <summary>Takes out everything of a guest.</summary>
    /// <param name="customer">The guest; erasing twice is no error.</param>
    public void Erase(CustomerId customer)
    {
        foreach (DeferredMessage message in queue.Where(m => m.Request.Customer == customer).ToArray())
        {
            _ = Remove(customer, message.Id);
        }
    }

    /// <summary>Asks for what is due, the larger priority first, then what was due earlier, then by guest and id; holds again what is deferred again, and drops what has expired or is denied.</summary>
    /// <param name="asOf">Now: those with <see cref="DeferredMessage.AskAt"/> up to this instant (inclusive) are due.</param>
    /// <param name="ask">Asks and counts in one step, such as a ledger's <c>Reserve</c>: gets each message with the instant of its request set to <paramref name="asOf"/>.</param>
    /// <returns>What became of each, in the order in which they were asked.</returns>
    /// <remarks>If <paramref name="ask"/> throws, all of them still wait; a ledger that was asked for some gives these the same answer again.</remarks>
    public IReadOnlyList<DeferredResult> Ask(DateTimeOffset asOf, Func<DeferredMessage, ContactDecision> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        _ = Instant.Check(asOf);
        DeferredMessage[] due = [.. queue.TakeWhile(m => m.AskAt <= asOf).OrderBy(m => m, InOrderOfPriority.Comparer)];
        DeferredResult[] results = new DeferredResult[due.Length];
        for (int i = 0; i < due.Length; i++)
        {
            results[i] = due[i].ExpiresAt <= asOf ? new(due[i], DeferredOutcome.Expired, null) : Asked(due[i], ask(due[i] with { Request = due[i].Request with { At = asOf } }));
        }

        foreach (DeferredResult result in results)
        {
            _ = Remove(result.Message.Request.Customer, result.Message.Id);
            if (result is { Outcome: DeferredOutcome.Deferred, Decision.NextAllowedAt: { } next })
            {
                Add(result.Message with { Request = result.Message.Request with { At = asOf }, AskAt = next });
            }
        }

        return results;
    }

    /// <summary>Adds the messages of another queue. Of one that waits in both, the one that was asked for last stays; what both agree on is there once.</summary>
    /// <param name="other">The other queue.</param>
    /// <remarks>
    /// Where both were asked for last at one instant, the one that is asked for later again stays, then the larger priority, the later expiry, the one that knows something of the guest, and at
    /// last the one whose request comes later by its names and facts. So the order of merging changes nothing; that two queues know different things of a guest at one instant is the host's to avoid.
    /// </remarks>
    public void Merge(DeferredMessages other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (DeferredMessage message in other.Messages)
        {
            if (!byId.TryGetValue((message.Request.Customer, message.Id), out DeferredMessage? known) || InOrderOfTime.IsLater(message, known))
            {
                Add(message);
            }
        }
    }

    private static DeferredResult Asked(DeferredMessage message, ContactDecision decision) => new(
        message,
        decision.Outcome switch
        {
            ContactOutcome.Allow => DeferredOutcome.Allowed,
            ContactOutcome.Defer => message.ExpiresAt <= decision.NextAllowedAt ? DeferredOutcome.Expired : DeferredOutcome.Deferred,
            _ => DeferredOutcome.Denied,
        },
        decision);

    private static void Check(DeferredMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentException.ThrowIfNullOrEmpty(message.Id, nameof(message));
        if (message.Request.Customer.IsNone)
        {
            throw new ArgumentException("A message that waits needs a customer, but it is None; take ids from a CustomerDirectory.", nameof(message));
        }
    }

    private sealed class InOrderOfTime : IComparer<DeferredMessage>
    {
        public static InOrderOfTime Comparer { get; } = new();

        public int Compare(DeferredMessage? x, DeferredMessage? y) => x!.AskAt.CompareTo(y!.AskAt) is not 0 and var order ? order : InOrderOfPriority.Comparer.Compare(x, y);

        /// <summary>Which of two states of one message is the later one; a total order, so that merging in any order ends the same.</summary>
        public static bool IsLater(DeferredMessage one, DeferredMessage other) =>
            (one.Request.At, one.AskAt, one.Priority, one.ExpiresAt ?? DateTimeOffset.MaxValue, one.Request.Guest is not null)
                .CompareTo((other.Request.At, other.AskAt, other.Priority, other.ExpiresAt ?? DateTimeOffset.MaxValue, other.Request.Guest is not null)) is not 0 and var order
                ? order > 0
                : string.CompareOrdinal(RequestText.Of(one.Request), RequestText.Of(other.Request)) > 0;
    }

    private sealed class InOrderOfPriority : IComparer<DeferredMessage>
    {
        public static InOrderOfPriority Comparer { get; } = new();

        public int Compare(DeferredMessage? x, DeferredMessage? y) =>
            y!.Priority.CompareTo(x!.Priority) is not 0 and var priority ? priority
            : x.AskAt.CompareTo(y.AskAt) is not 0 and var time ? time
            : x.Request.Customer.CompareTo(y.Request.Customer) is not 0 and var customer ? customer
            : string.CompareOrdinal(x.Id, y.Id);
    }
}
