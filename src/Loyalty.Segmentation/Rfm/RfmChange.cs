namespace Loyalty.Segmentation.Rfm;

/// <summary>Why a guest's segment changed.</summary>
public enum RfmChangeCause
{
    /// <summary>The segment is the same.</summary>
    None,

    /// <summary>The guest did something, or let time pass: the old cut points and rules already give another segment.</summary>
    Data,

    /// <summary>The other guests moved: only the new cut points give another segment.</summary>
    CutPoints,

    /// <summary>The names were redefined: only the new rules give another segment.</summary>
    Rules,
}

/// <summary>A guest's segment before and after, and which of three things changed it.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Before">The earlier result.</param>
/// <param name="After">The later result.</param>
/// <param name="Cause">The first of data, cut points and rules that alone, in this order, changes the segment.</param>
public sealed record RfmChange(RfmResult Before, RfmResult After, RfmChangeCause Cause)
{
    /// <summary>Compares a guest's two snapshots.</summary>
    /// <param name="earlier">The scorer of the earlier snapshot.</param>
    /// <param name="before">The guest's figures then.</param>
    /// <param name="later">The scorer of the later snapshot.</param>
    /// <param name="after">The guest's figures now.</param>
    public static RfmChange Explain(RfmScorer earlier, CustomerSummary before, RfmScorer later, CustomerSummary after)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        RfmResult first = earlier.Score(before);
        RfmResult last = later.Score(after);
        RfmChangeCause cause = first.Segment == last.Segment ? RfmChangeCause.None
            : earlier.Score(after).Segment != first.Segment ? RfmChangeCause.Data
            : new RfmScorer(later.CutPoints, earlier.Segments).Score(after).Segment != first.Segment ? RfmChangeCause.CutPoints
            : RfmChangeCause.Rules;
        return new RfmChange(first, last, cause);
    }
}
