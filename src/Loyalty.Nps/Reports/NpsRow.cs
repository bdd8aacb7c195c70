namespace Loyalty.Nps.Reports;

/// <summary>One row of a report: what was answered about one key in one month.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Key">What the row is about.</param>
/// <param name="Month">The month of the visits.</param>
/// <param name="Tally">The answers, at least one unless all of a closed month's were taken back.</param>
/// <param name="Before">The same key's answers of the month before; null where it has none.</param>
/// <param name="Published">What the row said when its month was closed; null where the month is open or nothing has changed since.</param>
public sealed record NpsRow(ReportKey Key, Month Month, NpsTally Tally, NpsTally? Before, NpsTally? Published)
{
    /// <summary>The score.</summary>
    /// <value>Null where there are no answers.</value>
    public NpsScore? Score => Tally.Score;

    /// <summary>How the score moved against the month before.</summary>
    /// <value>Null where either month has no answers.</value>
    public NpsChange? Change => Score is { } after && Before?.Score is { } before ? new NpsChange(before, after) : null;

    /// <summary>Whether late or edited answers changed the row after its month was closed.</summary>
    public bool IsRestated => Published is not null;
}
