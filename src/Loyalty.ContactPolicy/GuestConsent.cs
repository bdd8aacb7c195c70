using Loyalty.Core;
using Loyalty.Core.Consent;

namespace Loyalty.ContactPolicy;

/// <summary>A guest's answers to the question of consent, as a request carries them.</summary>
/// <remarks>Immutable, so any number of threads may share one. Compared by reference.</remarks>
public sealed class GuestConsent
{
    private readonly ConsentBook? book;
    private readonly IReadOnlyDictionary<ConsentPurpose, ConsentState> states;

    private readonly IReadOnlyDictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>>? carried;

    private GuestConsent(ConsentBook? book, IReadOnlyDictionary<ConsentPurpose, ConsentState> states, IReadOnlyDictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>>? carried = null)
    {
        this.book = book;
        this.states = states;
        this.carried = carried;
    }

    /// <summary>Every statement of the guest: a question is answered by purpose, channel and partner.</summary>
    /// <param name="book">The statements.</param>
    public static GuestConsent Of(ConsentBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        return new(book, new Dictionary<ConsentPurpose, ConsentState>());
    }

    /// <summary>Answers that were looked up before for the channel and the partner of the request, and for partners whose blocks the message carries.</summary>
    /// <param name="states">The answer for each purpose; one that is missing is not known.</param>
    /// <param name="carried">The same for each partner that is carried; for one that is missing nothing is known.</param>
    public static GuestConsent Of(IReadOnlyDictionary<ConsentPurpose, ConsentState> states, IReadOnlyDictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>> carried)
    {
        ArgumentNullException.ThrowIfNull(states);
        ArgumentNullException.ThrowIfNull(carried);
        return new(null, new Dictionary<ConsentPurpose, ConsentState>(states), new Dictionary<PartnerId, IReadOnlyDictionary<ConsentPurpose, ConsentState>>(carried));
    }

    /// <summary>Answers that were looked up before for the channel and the partner of the request; they hold for partners that are carried too.</summary>
    /// <param name="states">The answer for each purpose; one that is missing is not known.</param>
    public static GuestConsent Of(IReadOnlyDictionary<ConsentPurpose, ConsentState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        return new(null, new Dictionary<ConsentPurpose, ConsentState>(states));
    }

    /// <summary>The purposes that anything was said about.</summary>
    internal IEnumerable<ConsentPurpose> Purposes =>
        states.Keys.Concat(carried?.Values.SelectMany(c => c.Keys) ?? []).Concat(book?.Entries.Select(e => e.Purpose) ?? []).Distinct().Order();

    /// <summary>The answer for a message.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="partner">Who sends it.</param>
    /// <returns>The answer; <see cref="ConsentState.Unknown"/>, which is not a yes, where nothing was said.</returns>
    public ConsentState State(ConsentPurpose purpose, Channel channel, PartnerId partner) =>
        book?.Decide(purpose, channel, partner).State
        ?? ((carried is not null && carried.TryGetValue(partner, out IReadOnlyDictionary<ConsentPurpose, ConsentState>? own) ? own : states).TryGetValue(purpose, out ConsentState state) ? state : ConsentState.Unknown);
}
