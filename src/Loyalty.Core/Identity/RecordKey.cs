namespace Loyalty.Core.Identity;

/// <summary>Names one record of one source: the CRM's row 17, the web shop's account 4711.</summary>
/// <remarks>
/// Equality and order are ordinal: by source, then by record. The <c>default</c> names nothing; both parts are then empty. Immutable.
/// </remarks>
public readonly record struct RecordKey : IComparable<RecordKey>
{
    private readonly string? source;
    private readonly string? recordId;

    /// <summary>Names a record.</summary>
    /// <param name="source">The database it comes from; not empty.</param>
    /// <param name="recordId">Its name there, unique within the source; not empty.</param>
    /// <exception cref="ArgumentException">Either part is empty.</exception>
    public RecordKey(string source, string recordId)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        ArgumentException.ThrowIfNullOrEmpty(recordId);
        this.source = source;
        this.recordId = recordId;
    }

    /// <summary>The database it comes from.</summary>
    public string Source => source ?? "";

    /// <summary>Its name there.</summary>
    public string RecordId => recordId ?? "";

    /// <inheritdoc/>
    public int CompareTo(RecordKey other)
    {
        int bySource = string.CompareOrdinal(Source, other.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(RecordId, other.RecordId);
    }

    /// <summary>Returns <c>source:record</c>.</summary>
    public override string ToString() => $"{Source}:{RecordId}";
}
