using Loyalty.ContactPolicy.Internal;

namespace Loyalty.ContactPolicy;

/// <summary>What a store must count to answer a request beside its contacts, in one round trip: the rules that concern it, at its instant, on the guest's clock.</summary>
/// <remarks>Comes from <see cref="ContactGate.Plan"/>. The request is allowed where it <see cref="CanBeAllowed"/> and no bound is reached, exactly as <see cref="ContactGate.Decide(in ContactRequest, ReadOnlySpan{Loyalty.Core.Contact})"/> says. Immutable.</remarks>
public sealed record ContactPlan
{
    internal ContactPlan(bool canBeAllowed, IReadOnlyList<ContactBound> bounds, TimeSpan sight)
    {
        CanBeAllowed = canBeAllowed;
        Bounds = bounds;
        Sight = sight;
    }

    /// <summary>Whether a guest without any contact would be written to: consent, zone, quiet hours and blackouts allow it.</summary>
    public bool CanBeAllowed { get; }

    /// <summary>What is counted, each on its own.</summary>
    /// <value>Empty for exempt kinds, and where nothing that counts can change the answer.</value>
    public IReadOnlyList<ContactBound> Bounds { get; }

    /// <summary>How far back from the request contacts can matter to the answer, the instant of a deferral included.</summary>
    public TimeSpan Sight { get; }
}
