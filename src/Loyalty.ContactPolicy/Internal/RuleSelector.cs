using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Which cells are meant; null for every name.</summary>
internal sealed class RuleSelector
{
    private readonly HashSet<string>? channels;
    private readonly HashSet<string>? kinds;
    private readonly HashSet<string>? partners;

    private RuleSelector(IEnumerable<Channel> channels, IEnumerable<ContactKind> kinds, IEnumerable<PartnerId>? partners)
    {
        this.channels = Names.Set(channels.Select(c => c.Value));
        this.kinds = Names.Set(kinds.Select(k => k.Value));
        this.partners = partners is null ? null : Names.Set(partners.Select(p => p.Value));
    }

    public static RuleSelector Of(ContactRule options) => new(options.Channels, options.Kinds, options.Partners.Listed);

    public static RuleSelector Of(ContactSelector selector) => new(selector.Channels, selector.Kinds, selector.Partners);

    public bool Has(Channel channel, ContactKind kind, PartnerId partner) =>
        channels?.Contains(channel.Value) != false && kinds?.Contains(kind.Value) != false && partners?.Contains(partner.Value) != false;

    /// <summary>Whether every cell that another means is meant here too.</summary>
    public bool Covers(RuleSelector other) => Covers(channels, other.channels) && Covers(kinds, other.kinds) && Covers(partners, other.partners);

    /// <summary>Whether it means one partner only.</summary>
    public bool IsOnePartner => partners is { Count: 1 };

    /// <summary>The kinds by name; null for every one.</summary>
    public IReadOnlySet<string>? Kinds => kinds;

    /// <summary>The names that are meant, and one that stands for all others where every name is.</summary>
    public static IEnumerable<string> Some(IEnumerable<RuleSelector> selectors, Func<RuleSelector, IEnumerable<string>?> names) =>
        selectors.SelectMany(s => names(s) ?? [Names.Every]).Distinct(StringComparer.Ordinal);

    public IEnumerable<string>? ChannelNames => channels;

    public IEnumerable<string>? PartnerNames => partners;

    private static bool Covers(HashSet<string>? wide, HashSet<string>? narrow) => wide is null || (narrow is not null && wide.IsSupersetOf(narrow));
}
