using Loyalty.ContactPolicy.Internal;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>What does not go together: after one sort of message the other waits, or neither goes with the other.</summary>
/// <remarks>'A not before three days after B' is <see cref="First"/> B, <see cref="Then"/> A, <see cref="Window"/> three days; 'never A with B on one day' has both ways and a calendar day.</remarks>
public sealed record PairOptions
{
    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix. Null, the default, means <c>pair</c>, and <c>pair-2</c>, <c>-3</c> for further ones.</value>
    public string? Id { get; init; }

    /// <summary>The contacts after which the others wait.</summary>
    /// <value>Every contact by default.</value>
    public ContactSelector First { get; init; } = new();

    /// <summary>The messages that wait.</summary>
    /// <value>Every message by default.</value>
    public ContactSelector Then { get; init; } = new();

    /// <summary>How long they wait.</summary>
    /// <value>A day of the guest's calendar by default.</value>
    public ContactWindow Window { get; init; }

    /// <summary>Whether the first wait for the others as well.</summary>
    /// <value>False by default.</value>
    public bool BothWays { get; init; }

    /// <summary>The guests' sensitivities that it concerns; a guest whose sensitivity is not known is concerned too.</summary>
    /// <value>Empty, every guest, by default; never <see cref="ContactSensitivity.Unknown"/>.</value>
    public IReadOnlyList<ContactSensitivity> Sensitivities { get; init; } = [];

    /// <summary>The segments whose guests it concerns.</summary>
    /// <value>Empty, every guest, by default; a matrix names at most 60.</value>
    public IReadOnlyList<string> Segments { get; init; } = [];

    internal string? Fault() => First.Fault() is { } first ? "first: " + first : Then.Fault() is { } then ? "then: " + then : Audience.Fault(Sensitivities, Segments);
}
