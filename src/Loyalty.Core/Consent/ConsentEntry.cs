using Loyalty.Core.Identity;

namespace Loyalty.Core.Consent;

/// <summary>One statement of a guest: yes or no, to what, on which channel, to whom, when, and how we know that it was theirs.</summary>
/// <remarks>Equal when all members are, instants at any offset. Immutable: a later statement is a further entry, never a change.</remarks>
public readonly record struct ConsentEntry
{
    /// <summary>Records a statement.</summary>
    /// <param name="purpose">What for; not <c>default</c>.</param>
    /// <param name="granted">Whether the guest agreed.</param>
    /// <param name="at">When, at any offset.</param>
    /// <param name="record">The record that holds the statement; <c>default</c> where there is none.</param>
    /// <exception cref="ArgumentException"><paramref name="purpose"/> is <c>default</c>.</exception>
    public ConsentEntry(ConsentPurpose purpose, bool granted, DateTimeOffset at, RecordKey record = default)
    {
        if (purpose.IsNone)
        {
            throw new ArgumentException("A consent must name its purpose, such as ConsentPurpose.Marketing.", nameof(purpose));
        }

        Purpose = purpose;
        Granted = granted;
        At = at.ToUniversalTime();
        Record = record;
    }

    /// <summary>What for.</summary>
    public ConsentPurpose Purpose { get; }

    /// <summary>Whether the guest agreed.</summary>
    public bool Granted { get; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset At { get; }

    /// <summary>The record that holds the statement.</summary>
    public RecordKey Record { get; }

    /// <summary>On which channel; <c>default</c> for all.</summary>
    public Channel Channel { get; init; }

    /// <summary>To which partner; <c>default</c> for all.</summary>
    public PartnerId Partner { get; init; }

    /// <summary>By which identifier the guest spoke; <c>default</c> where unknown.</summary>
    public Identifier Identifier { get; init; }

    /// <summary>Whether the guest proved that the identifier is theirs: a link clicked, a code entered.</summary>
    /// <value>Default false.</value>
    public bool Verified { get; init; }

    /// <summary>Whether the statement speaks about a message.</summary>
    /// <param name="purpose">What the message is for.</param>
    /// <param name="channel">Its channel.</param>
    /// <param name="partner">Who sends it.</param>
    public bool Covers(ConsentPurpose purpose, Channel channel, PartnerId partner) =>
        Purpose == purpose && (Channel.IsNone || Channel == channel) && (Partner.IsNone || Partner == partner);
}
