using Loyalty.Core;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.Microsegments;
using Loyalty.Segmentation.Rfm;

namespace Loyalty.Samples.Commands;

/// <summary>One guest's row of <c>segment</c>, and its columns as attributes for a cascade.</summary>
internal sealed record SegmentRow(
    string Customer, int? Recency, int Visits, Money Net, RfmScore Score, string Segment, string? Lifecycle, string FavouriteDay, double? Alive, double? Expected)
{
    public static readonly string[] Stages = ["new", "developing", "active", "slipping", "lapsed", "lost", "returned"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static string? NameOf(LifecycleStage stage) => stage == LifecycleStage.None ? null : Stages[(int)stage - 1];

    public static string NameOf(DayOfWeek? day) => day is { } known ? Days[(int)known] : "none";

    /// <summary>The columns by name. The list may still be filled when the cascade is read: a mistyped one is refused before the long work.</summary>
    public static IReadOnlyCollection<GuestAttribute> Attributes(List<SegmentRow> rows, RfmSegments segments) =>
    [
        GuestAttribute.OfText("customer_id", i => rows[i].Customer),
        GuestAttribute.OfNumber("recency_days", i => rows[i].Recency),
        GuestAttribute.OfNumber("frequency", i => rows[i].Visits),
        GuestAttribute.OfNumber("monetary", i => rows[i].Net.ToDecimal()),
        GuestAttribute.OfNumber("r", i => Some(rows[i].Score.R)),
        GuestAttribute.OfNumber("f", i => Some(rows[i].Score.F)),
        GuestAttribute.OfNumber("m", i => Some(rows[i].Score.M)),
        GuestAttribute.OfText("segment", i => rows[i].Segment, [.. segments.Rules.Select(r => r.Name), RfmSegments.ReturnedAll]),
        GuestAttribute.OfText("lifecycle", i => rows[i].Lifecycle, Stages),
        GuestAttribute.OfText("favourite_day", i => rows[i].FavouriteDay, [.. Days, "none"]),
        GuestAttribute.OfNumber("p_alive", i => (decimal?)rows[i].Alive),
        GuestAttribute.OfNumber("expected_purchases_90d", i => (decimal?)rows[i].Expected),
    ];

    private static decimal? Some(byte score) => score == 0 ? null : score;
}
