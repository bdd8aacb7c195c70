namespace Loyalty.ContactPolicy.Internal;

/// <summary>The sliding windows that concern a cell, counted up to eight at a time in one walk back through the history.</summary>
internal sealed class SlidingCaps
{
    private readonly SlidingLanes[] lanes;

    private SlidingCaps(SlidingLanes[] lanes) => this.lanes = lanes;

    /// <summary>The windows that the first walk counts; none where there are none.</summary>
    /// <param name="andNothingElse">Whether their cell obeys nothing but sliding windows.</param>
    public SlidingLanes First(bool andNothingElse) => lanes is [var first, ..] ? first with { IsAll = andNothingElse && lanes.Length == 1 } : default;

    /// <summary>Whether a rule is counted here: those with room for more contacts than a lane counts, and those for one of several partners, are asked one by one.</summary>
    public static bool Fits(CompiledRule rule) => rule.IsSliding && rule.Partner < 0 && rule.Max is > 0 and <= SlidingLanes.MostRoom;

    /// <summary>The windows of a cell; the rules all fit.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="partner">The partner that asks.</param>
    public static SlidingCaps Of(CompiledRule[] rules, int partner) =>
        new([.. rules.GroupBy(r => r.Bit >> 6).SelectMany(word => word.Chunk(SlidingLanes.Most)).Select(some => new SlidingLanes(some, partner))]);

    /// <summary>Whether all of them have room at an instant.</summary>
    /// <param name="table">What is known of cells.</param>
    /// <param name="history">The guest's contacts.</param>
    /// <param name="utc">The instant.</param>
    /// <param name="walked">How many of the walks were made before, and found room.</param>
    public bool Allow(CellTable table, ReadOnlySpan<PackedContact> history, long utc, int walked = 0)
    {
        foreach (ref readonly SlidingLanes some in lanes.AsSpan(walked))
        {
            if (!some.Allow(table, history, utc))
            {
                return false;
            }
        }

        return true;
    }
}
