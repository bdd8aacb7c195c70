using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Time that passes between two contacts of a guest, whoever sends them and why.</summary>
public sealed record MinimumGapOptions
{
    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix. Null, the default, means <c>minimum-gap</c>, and <c>minimum-gap-2</c>, <c>-3</c> for further ones.</value>
    public string? Id { get; init; }

    /// <summary>The channels that keep the gap, from any of them to any of them.</summary>
    /// <value>At least one; <c>*</c>, every channel, by default.</value>
    public IReadOnlyList<Channel> Channels { get; init; } = [new(Names.Every)];

    /// <summary>How long; over at exactly the last contact + gap.</summary>
    /// <value>Above zero, at most <see cref="ContactWindow.MaxLength"/>; it must be set.</value>
    public TimeSpan Gap { get; init; }

    internal string? Fault() => Names.Fault("channels", [.. Channels.Select(c => c.Value)])
        ?? (Gap <= TimeSpan.Zero || Gap > ContactWindow.MaxLength ? $"a gap must be above zero and at most {ContactWindow.MaxLength.Days} days, but it is {Gap:c}" : null);
}
