namespace Loyalty.ContactPolicy;

/// <summary>One rule of a request as a count over a guest's contacts: where it counts <see cref="Max"/>, the request must wait.</summary>
/// <remarks>What a store evaluates beside its contacts; every name is compared by ordinal. Immutable.</remarks>
public sealed record ContactBound
{
    /// <summary>At how many contacts the request is refused.</summary>
    /// <value>At least 1.</value>
    public required int Max { get; init; }

    /// <summary>From when on contacts may count (inclusive), in UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>From when on contacts do count (inclusive), in UTC. Whether one between <see cref="From"/> and this counts depends on the calendar: where there is one, <see cref="ContactGate"/> has to decide.</summary>
    /// <value>The same as <see cref="From"/> but for windows of calendar months.</value>
    public required DateTimeOffset SureFrom { get; init; }

    /// <summary>Until when contacts count (exclusive), in UTC; those later than the request count as well where the window slides.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The channels whose contacts count.</summary>
    /// <value>Empty for every one.</value>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The kinds that count.</summary>
    /// <value>Empty for every one.</value>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>The kinds that do not count: those that are exempt.</summary>
    public IReadOnlyList<string> ExceptKinds { get; init; } = [];

    /// <summary>The partners whose contacts count: those that one of them sent, and those that carry a block of one of them. Such a contact counts once, of however many of them it is.</summary>
    /// <value>Empty for every one.</value>
    public IReadOnlyList<string> Partners { get; init; } = [];
}
