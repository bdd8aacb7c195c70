using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>At most so many contacts in a window.</summary>
/// <remarks>The names are joined by 'and': the cap concerns and counts a contact whose channel, kind and partner it all names.</remarks>
public sealed record CapOptions
{
    /// <summary>The largest <see cref="Max"/>, 1,000,000.</summary>
    public const int MostMax = 1_000_000;

    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix.</value>
    public required string Id { get; init; }

    /// <summary>The channels that it concerns and counts.</summary>
    /// <value>At least one; <c>*</c>, every channel, by default.</value>
    public IReadOnlyList<Channel> Channels { get; init; } = [new(Names.Every)];

    /// <summary>The kinds that it concerns and counts.</summary>
    /// <value>At least one; <c>*</c>, every kind, by default.</value>
    public IReadOnlyList<ContactKind> Kinds { get; init; } = [new(Names.Every)];

    /// <summary>Whose contacts it concerns and counts.</summary>
    /// <value><see cref="CapPartners.AllTogether"/> by default.</value>
    public CapPartners Partners { get; init; } = CapPartners.AllTogether;

    /// <summary>How many contacts fit into the window.</summary>
    /// <value>0, which means never, to <see cref="MostMax"/>. For 'no limit' leave the cap out.</value>
    public required int Max { get; init; }

    /// <summary>The window.</summary>
    /// <value>A day of the guest's calendar by default.</value>
    public ContactWindow Window { get; init; }

    internal string? Fault() => Names.Fault("channels", [.. Channels.Select(c => c.Value)])
        ?? Names.Fault("kinds", [.. Kinds.Select(k => k.Value)])
        ?? (Max is < 0 or > MostMax ? $"max must be from 0 (never) to {MostMax}, but it is {Max}; for 'no limit' leave the cap out" : null);
}
