using System.Globalization;

namespace Loyalty.ContactPolicy.Sensitivity;

/// <summary>What a guest did with the messages of a period.</summary>
/// <remarks>Equal when all members are. The <c>default</c> got nothing. Immutable.</remarks>
public readonly record struct GuestSignals
{
    /// <summary>Counts what a guest did.</summary>
    /// <param name="sent">Messages that reached the guest; ≥ 0.</param>
    /// <param name="opened">Of these, opened; 0 to <paramref name="sent"/>.</param>
    /// <param name="clicked">Of these, clicked; 0 to <paramref name="sent"/>.</param>
    /// <param name="unsubscribed">Of these, answered by unsubscribing; 0 to <paramref name="sent"/>.</param>
    /// <param name="complained">Of these, answered by a complaint; with <paramref name="unsubscribed"/> at most <paramref name="sent"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is outside its range.</exception>
    public GuestSignals(int sent, int opened = 0, int clicked = 0, int unsubscribed = 0, int complained = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sent);
        Sent = sent;
        Opened = Within(opened, sent, nameof(opened));
        Clicked = Within(clicked, sent, nameof(clicked));
        Unsubscribed = Within(unsubscribed, sent, nameof(unsubscribed));
        Complained = Within(complained, sent - unsubscribed, nameof(complained));
    }

    /// <summary>Messages that reached the guest.</summary>
    public int Sent { get; }

    /// <summary>Opened.</summary>
    public int Opened { get; }

    /// <summary>Clicked.</summary>
    public int Clicked { get; }

    /// <summary>Answered by unsubscribing.</summary>
    public int Unsubscribed { get; }

    /// <summary>Answered by a complaint.</summary>
    public int Complained { get; }

    /// <summary>Unsubscribed and complained together: each says 'too much'.</summary>
    public int OptedOut => Unsubscribed + Complained;

    private static int Within(int count, int most, string name) => count >= 0 && count <= most
        ? count
        : throw new ArgumentOutOfRangeException(name, count, string.Create(CultureInfo.InvariantCulture, $"The count must be from 0 to {most}, for a message is counted once, but it is {count}."));
}
