namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>What all guests did, summed up so that a <see cref="SensitivityModel"/> can be fitted.</summary>
/// <remarks>A partial state: two halves of the guests, summed up apart and merged, are exactly the whole. One thread at a time.</remarks>
public sealed class SensitivityStatistics
{
    internal RateCounts Opened { get; } = new();

    internal RateCounts Clicked { get; } = new();

    internal RateCounts OptedOut { get; } = new();

    /// <summary>Adds a guest.</summary>
    /// <param name="guest">What the guest did.</param>
    public void Add(GuestSignals guest)
    {
        Opened.Add(guest.Sent, guest.Opened);
        Clicked.Add(guest.Sent, guest.Clicked);
        OptedOut.Add(guest.Sent, guest.OptedOut);
    }

    /// <summary>Adds the guests of another sum.</summary>
    /// <param name="other">The sum over other guests.</param>
    public void Merge(SensitivityStatistics other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Opened.Merge(other.Opened);
        Clicked.Merge(other.Clicked);
        OptedOut.Merge(other.OptedOut);
    }
}
