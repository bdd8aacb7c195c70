using System.Runtime.CompilerServices;

namespace Loyalty.Core;

/// <summary>Some partners, each once, in order.</summary>
/// <remarks>Equal when they hold the same partners. The <c>default</c> is empty. Immutable, so any number of threads may share one.</remarks>
[CollectionBuilder(typeof(PartnerSet), nameof(Of))]
public readonly record struct PartnerSet
{
    private readonly PartnerId[]? partners;

    private PartnerSet(PartnerId[] partners) => this.partners = partners;

    /// <summary>How many.</summary>
    public int Count => partners?.Length ?? 0;

    /// <summary>The partners in order.</summary>
    public ReadOnlySpan<PartnerId> Partners => partners;

    /// <summary>Joins partners to a set.</summary>
    /// <param name="partners">The partners; one that is there twice counts once.</param>
    /// <exception cref="ArgumentException">One of them is <c>default</c>.</exception>
    public static PartnerSet Of(params ReadOnlySpan<PartnerId> partners)
    {
        PartnerId[] sorted = [.. new SortedSet<PartnerId>(partners.ToArray())];
        return sorted.Length > 0 && sorted[0].IsNone ? throw new ArgumentException("A partner of the set names nothing; set it.", nameof(partners))
            : sorted.Length == 0 ? default : new(sorted);
    }

    /// <summary>Whether a partner is in the set.</summary>
    /// <param name="partner">The partner.</param>
    public bool Contains(PartnerId partner) => Partners.Contains(partner);

    /// <summary>The partners one by one.</summary>
    public ReadOnlySpan<PartnerId>.Enumerator GetEnumerator() => Partners.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PartnerSet other) => Partners.SequenceEqual(other.Partners);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        foreach (PartnerId partner in Partners)
        {
            hash = unchecked((hash * 31) + partner.GetHashCode());
        }

        return hash;
    }

    /// <summary>Returns the names.</summary>
    public override string ToString() => string.Join(", ", partners ?? []);
}
