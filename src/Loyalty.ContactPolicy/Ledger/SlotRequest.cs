namespace Loyalty.ContactPolicy.Ledger;

/// <summary>One of many messages that ask for a slot at once.</summary>
/// <remarks>Equal when all members are. The <c>default</c> names nothing and is refused. Immutable.</remarks>
/// <param name="Guest">The guest's key: 1 to 128 characters without control characters and without white space at either end.</param>
/// <param name="MessageId">The message's id, unique for the guest; as the key, 1 to 128 characters.</param>
/// <param name="Request">The request; its <see cref="ContactRequest.Customer"/> is not looked at.</param>
public readonly record struct SlotRequest(string Guest, string MessageId, ContactRequest Request);
