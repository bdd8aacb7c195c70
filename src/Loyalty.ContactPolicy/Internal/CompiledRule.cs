using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>One rule, ready to be asked. A gap is a cap of one contact over a sliding window, a pair a cap of one that counts other contacts than it concerns.</summary>
internal sealed class CompiledRule
{
    private CompiledRule(string id, ContactRuleKind kind, RuleSelector concerned, RuleSelector counted)
    {
        Id = id;
        Kind = kind;
        Concerned = concerned;
        Counted = counted;
    }

    public string Id { get; }

    public ContactRuleKind Kind { get; }

    /// <summary>The messages that it concerns.</summary>
    public RuleSelector Concerned { get; }

    /// <summary>The contacts that it counts, where it counts.</summary>
    public RuleSelector Counted { get; }

    /// <summary>Which guests it concerns; zero for every one.</summary>
    public ulong Audience { get; private init; }

    /// <summary>Quiet hours: ticks of the guest's day.</summary>
    public long From { get; private init; }

    public long To { get; private init; }

    /// <summary>Blackouts.</summary>
    public BlackoutDays Days { get; private init; }

    /// <summary>Consent: what for.</summary>
    public ConsentPurpose Purpose { get; private init; }

    /// <summary>What counts: how many contacts fit into the window.</summary>
    public int Max { get; private init; }

    public ContactWindowKind Window { get; private init; }

    public long Length { get; private init; }

    public int Months { get; private init; }

    /// <summary>With which day a week of the calendar begins.</summary>
    public DayOfWeek FirstDayOfWeek { get; private init; }

    /// <summary>Whether only the asking partner's own contacts count.</summary>
    public bool IsEach { get; private init; }

    /// <summary>For a message of several partners, whose own contacts count; −1 for those of the one that asks.</summary>
    public int Partner { get; private init; } = -1;

    /// <summary>The name of <see cref="Partner"/>; <c>default</c> for the one that asks.</summary>
    public PartnerId PartnerName { get; private init; }

    /// <summary>What counts: the rule's bit in the masks of the cells that it counts; else −1.</summary>
    public int Bit { get; private init; } = -1;

    /// <summary>Whether it counts contacts.</summary>
    public bool IsCounting => Bit >= 0;

    /// <summary>Whether it counts contacts over a length of time that ends now.</summary>
    public bool IsSliding => IsCounting && Window == ContactWindowKind.Sliding;

    /// <summary>How far back the rule can see, at the most.</summary>
    public long Sight => !IsCounting ? 0 : Window switch
    {
        ContactWindowKind.Sliding => Length,
        ContactWindowKind.CalendarDay => 2 * TimeSpan.TicksPerDay,
        ContactWindowKind.CalendarWeek => 8 * TimeSpan.TicksPerDay,
        ContactWindowKind.Months => ((31 * Months) + 2) * TimeSpan.TicksPerDay,
        _ => 32 * TimeSpan.TicksPerDay,
    };

    /// <summary>The rule, where each partner's own contacts count, for one of the partners of a message.</summary>
    public CompiledRule For(int partner, PartnerId name) => new(Id, Kind, Concerned, Counted)
    {
        Audience = Audience,
        Max = Max,
        Window = Window,
        Length = Length,
        Months = Months,
        FirstDayOfWeek = FirstDayOfWeek,
        IsEach = IsEach,
        Bit = Bit,
        Partner = partner,
        PartnerName = name,
    };

    /// <summary>Whether the rule concerns messages of a cell.</summary>
    public bool Concerns(Channel channel, ContactKind kind, PartnerId partner) => Concerned.Has(channel, kind, partner);

    /// <summary>Whether the rule counts contacts of a cell.</summary>
    public bool Counts(Channel channel, ContactKind kind, PartnerId partner) => IsCounting && Counted.Has(channel, kind, partner);

    public static CompiledRule Of(string id, ConsentOptions options, ulong audience) => new(id, ContactRuleKind.Consent, options, audience) { Purpose = options.Purpose };

    public static CompiledRule Of(string id, QuietHoursOptions options, ulong audience) => new(id, ContactRuleKind.QuietHours, options, audience)
    {
        From = options.From.Ticks,
        To = options.To.Ticks,
    };

    public static CompiledRule Of(string id, BlackoutOptions options, ulong audience) =>
        new(id, ContactRuleKind.Blackout, options, audience) { Days = BlackoutDays.Of(options) };

    public static CompiledRule Of(string id, MinimumGapOptions options, ulong audience, int bit) => new(id, ContactRuleKind.MinimumGap, options, audience)
    {
        Max = 1,
        Window = ContactWindowKind.Sliding,
        Length = options.Gap.Ticks,
        IsEach = options.Partners.IsEach,
        Bit = bit,
    };

    public static CompiledRule Of(string id, ContactSelector first, ContactSelector then, ContactWindow window, DayOfWeek firstDayOfWeek, ulong audience, int bit) =>
        new(id, ContactRuleKind.Pair, RuleSelector.Of(then), RuleSelector.Of(first))
        {
            Audience = audience,
            Max = 1,
            Window = window.Kind,
            Length = window.Length.Ticks,
            Months = window.MonthCount,
            FirstDayOfWeek = firstDayOfWeek,
            Bit = bit,
        };

    public static CompiledRule Of(CapOptions options, DayOfWeek firstDayOfWeek, ulong audience, int bit) => new(options.Id, ContactRuleKind.Cap, options, audience)
    {
        Max = options.Max,
        Window = options.Window.Kind,
        Length = options.Window.Length.Ticks,
        Months = options.Window.MonthCount,
        FirstDayOfWeek = firstDayOfWeek,
        IsEach = options.Partners.IsEach,
        Bit = bit,
    };

    private CompiledRule(string id, ContactRuleKind kind, ContactRule options, ulong audience)
        : this(id, kind, RuleSelector.Of(options), RuleSelector.Of(options)) => Audience = audience;
}
