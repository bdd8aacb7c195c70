namespace Loyalty.Core.Identity;

/// <summary>How two values of an attribute are compared.</summary>
public enum Similarity
{
    /// <summary>Both are the same after normalisation. Its limit is not used.</summary>
    Exact,

    /// <summary><see cref="Identity.JaroWinkler"/> is at least the limit, or the comparison is that of names: 0 to 1.</summary>
    JaroWinkler,

    /// <summary><see cref="Identity.Levenshtein"/> is at most the limit: a whole number from 0.</summary>
    Levenshtein,

    /// <summary>At most the limit of edits, a swap of two neighbours being one (optimal string alignment).</summary>
    Typos,

    /// <summary>Both begin with the same letters, as many as the limit: a whole number from 1.</summary>
    Prefix,

    /// <summary>Of year, month and day, as many as the limit agree, day and month swapped counting as agreement: 1 to 3.</summary>
    DateParts,
}
