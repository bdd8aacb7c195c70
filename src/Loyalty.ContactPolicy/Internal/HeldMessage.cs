using Loyalty.ContactPolicy.Ledger;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>What a ledger knows of a message beside the contact that counts: enough to answer the second call as the first.</summary>
internal readonly record struct HeldMessage(long Ticks, ushort Cell, MessageState State, long Expires, bool IsOpened = false);
