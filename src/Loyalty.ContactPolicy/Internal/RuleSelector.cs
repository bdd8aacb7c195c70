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
}
