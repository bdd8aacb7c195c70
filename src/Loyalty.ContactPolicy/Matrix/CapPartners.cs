using Loyalty.Core;

namespace Loyalty.ContactPolicy.Matrix;

/// <summary>Whose contacts a cap counts: those of all partners together, each partner's own, or those of a few counted together.</summary>
/// <remarks>Immutable, so any number of threads may share one. Compared by reference.</remarks>
public sealed class CapPartners
{
    private CapPartners(bool isEach, IReadOnlyList<PartnerId>? listed)
    {
        IsEach = isEach;
        Listed = listed;
    }

    /// <summary>All partners share one count.</summary>
    public static CapPartners AllTogether { get; } = new(false, null);

    /// <summary>Each partner has a count of its own.</summary>
    public static CapPartners Each { get; } = new(true, null);

    /// <summary>Whether each partner has a count of its own.</summary>
    public bool IsEach { get; }

    /// <summary>The partners that share the count; null for all. The cap does not concern the others.</summary>
    public IReadOnlyList<PartnerId>? Listed { get; }

    /// <summary>A few partners share one count; the cap does not concern the others.</summary>
    /// <param name="partners">At least one, each once.</param>
    /// <exception cref="ArgumentException"><paramref name="partners"/> is empty, or holds a partner twice or <c>default</c>.</exception>
    public static CapPartners Of(params ReadOnlySpan<PartnerId> partners)
    {
        PartnerId[] listed = partners.ToArray();
        string[] names = Array.ConvertAll(listed, p => p.Value);
        return Internal.Names.Fault("partners", names) is { } fault ? throw new ArgumentException(fault, nameof(partners)) : new(false, listed);
    }

    /// <summary>Returns <c>all-together</c>, <c>each</c> or the names.</summary>
    public override string ToString() => IsEach ? "each" : Listed is null ? "all-together" : string.Join(", ", Listed);
}
