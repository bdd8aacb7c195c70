namespace Loyalty.ContactPolicy.Matrix;

/// <summary>At most so many contacts in a window.</summary>
/// <remarks>The names are joined by 'and': the cap concerns and counts a contact whose channel, kind and partner it all names.</remarks>
public sealed record CapOptions : ContactRule
{
    /// <summary>The largest <see cref="Max"/>, 1,000,000.</summary>
    public const int MostMax = 1_000_000;

    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix.</value>
    public required string Id { get; init; }

    /// <summary>How many contacts fit into the window.</summary>
    /// <value>0, which means never, to <see cref="MostMax"/>. For 'no limit' leave the cap out.</value>
    public required int Max { get; init; }

    /// <summary>The window.</summary>
    /// <value>A day of the guest's calendar by default.</value>
    public ContactWindow Window { get; init; }

    internal string? Fault() => NamesFault()
        ?? (Max is < 0 or > MostMax ? $"max must be from 0 (never) to {MostMax}, but it is {Max}; for 'no limit' leave the cap out" : null);
}
