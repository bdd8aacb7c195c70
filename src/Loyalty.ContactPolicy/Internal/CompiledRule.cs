using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>One rule, ready to be asked. A gap is a cap of one contact over a sliding window.</summary>
internal sealed class CompiledRule
{
    private readonly HashSet<string>? channels;
    private readonly HashSet<string>? kinds;
    private readonly HashSet<string>? partners;

    private CompiledRule(string id, ContactRuleKind kind, IEnumerable<Channel> channels, HashSet<string>? kinds, HashSet<string>? partners)
    {
        Id = id;
        Kind = kind;
        this.channels = Names.Set(channels.Select(c => c.Value));
        this.kinds = kinds;
        this.partners = partners;
    }

    public string Id { get; }

    public ContactRuleKind Kind { get; }

    /// <summary>Quiet hours: ticks of the guest's day.</summary>
    public long From { get; private init; }

    public long To { get; private init; }

    /// <summary>Caps and gaps: how many contacts fit into the window.</summary>
    public int Max { get; private init; }

    public ContactWindowKind Window { get; private init; }

    public long Length { get; private init; }

    /// <summary>Whether only the asking partner's own contacts count.</summary>
    public bool IsEach { get; private init; }

    /// <summary>Caps and gaps: the rule's bit in the masks of the cells that it counts.</summary>
    public int Bit { get; private init; }

    public bool IsQuietHours => Kind == ContactRuleKind.QuietHours;

    /// <summary>How far back the rule can see, at the most.</summary>
    public long Sight => IsQuietHours ? 0 : Window switch
    {
        ContactWindowKind.Sliding => Length,
        ContactWindowKind.CalendarDay => 2 * TimeSpan.TicksPerDay,
        ContactWindowKind.CalendarWeek => 8 * TimeSpan.TicksPerDay,
        _ => 32 * TimeSpan.TicksPerDay,
    };

    /// <summary>Whether the rule concerns, and so counts, contacts of a cell.</summary>
    public bool Concerns(Channel channel, ContactKind kind, PartnerId partner) =>
        (channels is null || channels.Contains(channel.Value)) && (kinds is null || kinds.Contains(kind.Value)) && (partners is null || partners.Contains(partner.Value));

    public static CompiledRule Of(string id, QuietHoursOptions options) => new(id, ContactRuleKind.QuietHours, options.Channels, null, null)
    {
        From = options.From.Ticks,
        To = options.To.Ticks,
    };

    public static CompiledRule Of(string id, MinimumGapOptions options, int bit) => new(id, ContactRuleKind.MinimumGap, options.Channels, null, null)
    {
        Max = 1,
        Window = ContactWindowKind.Sliding,
        Length = options.Gap.Ticks,
        Bit = bit,
    };

    public static CompiledRule Of(CapOptions options, int bit) => new(options.Id, ContactRuleKind.Cap, options.Channels,
        Names.Set(options.Kinds.Select(k => k.Value)), options.Partners.Listed is { } listed ? new(listed.Select(p => p.Value), StringComparer.Ordinal) : null)
    {
        Max = options.Max,
        Window = options.Window.Kind,
        Length = options.Window.Length.Ticks,
        IsEach = options.Partners.IsEach,
        Bit = bit,
    };
}
