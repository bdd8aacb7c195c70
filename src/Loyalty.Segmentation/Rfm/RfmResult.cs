namespace Loyalty.Segmentation.Rfm;

/// <summary>A guest's scores and segment, and what they come from.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Values">What was scored; null for a guest without visits.</param>
/// <param name="Score">The scores; none for a guest without visits.</param>
/// <param name="Segment">The segment's name; <see cref="RfmSegments.ReturnedAll"/> for a guest without visits.</param>
/// <param name="Rule">The rule that named the segment; null for a guest without visits.</param>
/// <param name="CutPoints">The version of the cut points.</param>
public sealed record RfmResult(RfmValues? Values, RfmScore Score, string Segment, RfmSegmentRule? Rule, string CutPoints);
