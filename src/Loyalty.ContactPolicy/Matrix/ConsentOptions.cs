using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Messages that a guest must have agreed to. Without a known yes they are denied.</summary>
public sealed record ConsentOptions : ContactRule
{
    /// <summary>The rule's id, named in decisions.</summary>
    /// <value>Unique in the matrix. Null, the default, means <c>consent</c>, and <c>consent-2</c>, <c>-3</c> for further ones.</value>
    public string? Id { get; init; }

    /// <summary>What the guest must have agreed to, for the message's channel and partner.</summary>
    /// <value>It must be set.</value>
    public required ConsentPurpose Purpose { get; init; }

    internal string? Fault() => NamesFault() ?? (Purpose.IsNone ? "a consent rule must name its purpose, such as marketing" : null);
}
