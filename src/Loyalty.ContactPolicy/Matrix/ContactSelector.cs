using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Some contacts: those whose channel, kind and partner it all names.</summary>
public sealed record ContactSelector
{
    /// <summary>The channels.</summary>
    /// <value>At least one; <c>*</c>, every channel, by default.</value>
    public IReadOnlyList<Channel> Channels { get; init; } = [new(Names.Every)];

    /// <summary>The kinds.</summary>
    /// <value>At least one; <c>*</c>, every kind, by default.</value>
    public IReadOnlyList<ContactKind> Kinds { get; init; } = [new(Names.Every)];

    /// <summary>The partners.</summary>
    /// <value>At least one; <c>*</c>, every partner, by default.</value>
    public IReadOnlyList<PartnerId> Partners { get; init; } = [new(Names.Every)];

    internal string? Fault() => Names.Fault("channels", [.. Channels.Select(c => c.Value)])
        ?? Names.Fault("kinds", [.. Kinds.Select(k => k.Value)])
        ?? Names.Fault("partners", [.. Partners.Select(p => p.Value)]);
}
