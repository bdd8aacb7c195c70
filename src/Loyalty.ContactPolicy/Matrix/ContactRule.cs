using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Which messages and which guests a rule concerns.</summary>
/// <remarks>All that is named is joined by 'and': a rule concerns a message whose channel, kind and partner it names, to a guest whose sensitivity and one of whose segments it names.</remarks>
public abstract record ContactRule
{
    /// <summary>The channels that it concerns; where it counts contacts, those that it counts.</summary>
    /// <value>At least one; <c>*</c>, every channel, by default.</value>
    public IReadOnlyList<Channel> Channels { get; init; } = [new(Names.Every)];

    /// <summary>The kinds that it concerns and counts.</summary>
    /// <value>At least one; <c>*</c>, every kind, by default.</value>
    public IReadOnlyList<ContactKind> Kinds { get; init; } = [new(Names.Every)];

    /// <summary>Whose contacts it concerns and counts.</summary>
    /// <value><see cref="CapPartners.AllTogether"/> by default.</value>
    public CapPartners Partners { get; init; } = CapPartners.AllTogether;

    /// <summary>The guests' sensitivities that it concerns; a guest whose sensitivity is not known is concerned too.</summary>
    /// <value>Empty, every guest, by default; never <see cref="ContactSensitivity.Unknown"/>.</value>
    public IReadOnlyList<ContactSensitivity> Sensitivities { get; init; } = [];

    /// <summary>The segments whose guests it concerns.</summary>
    /// <value>Empty, every guest, by default; a matrix names at most 60.</value>
    public IReadOnlyList<string> Segments { get; init; } = [];

    internal string? NamesFault() => Names.Fault("channels", [.. Channels.Select(c => c.Value)])
        ?? Names.Fault("kinds", [.. Kinds.Select(k => k.Value)])
        ?? Audience.Fault(Sensitivities, Segments);
}
