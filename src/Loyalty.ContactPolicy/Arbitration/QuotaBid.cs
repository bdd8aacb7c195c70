using Loyalty.Core;

namespace Loyalty.ContactPolicy.Arbitration;

/// <summary>What it would cost to let one more message of a partner go to a guest.</summary>
/// <remarks>Ordered by loss, then the larger worth, then the guest's key and the message's id, ordinal; so every machine picks the same. Immutable.</remarks>
/// <param name="Guest">The guest's key.</param>
/// <param name="Message">The message's id.</param>
/// <param name="Loss">By how much the guest's choice is worth less with it.</param>
/// <param name="Worth">What the message is worth at its instant.</param>
/// <param name="Changes">By how many each partner's messages to the guest become more or fewer; those that stay as many are not named.</param>
public sealed record QuotaBid(string Guest, string Message, decimal Loss, decimal Worth, IReadOnlyDictionary<PartnerId, int> Changes)
{
    internal static Comparer<QuotaBid> InOrder { get; } = Comparer<QuotaBid>.Create(static (one, other) =>
        one.Loss.CompareTo(other.Loss) is not 0 and var loss ? loss
        : other.Worth.CompareTo(one.Worth) is not 0 and var worth ? worth
        : string.CompareOrdinal(one.Guest, other.Guest) is not 0 and var guest ? guest
        : string.CompareOrdinal(one.Message, other.Message));
}
