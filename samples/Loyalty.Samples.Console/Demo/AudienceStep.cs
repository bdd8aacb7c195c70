using Loyalty.Core;
using Loyalty.Samples.Demo.Made;
using Loyalty.Segmentation.Lifecycle;
using Loyalty.Segmentation.Microsegments;

namespace Loyalty.Samples.Demo;

/// <summary>(b) The cascade: from all guests to November's audience.</summary>
/// <param name="Steps">What goes in, then what is left after each filter.</param>
/// <param name="Guests">Who came out, in order.</param>
internal sealed record AudienceStep(IReadOnlyList<(string Name, long Left)> Steps, IReadOnlyList<Guest> Guests)
{
    /// <summary>The filters as a marketer writes them.</summary>
    public const string Filters = """
        {"steps":[
          {"name":"bought something and kept it","where":{"visits":{"min":1}}},
          {"name":"agreed to letters (made)","where":{"letters":["yes"]}},
          {"name":"neither lapsed nor lost","where":{"lifecycle":["new","developing","active","returned","slipping"]}},
          {"name":"likely to come in November","where":{"expected":{"min":0.3}}},
          {"name":"a favourite is on the promo list","where":{"matches":{"min":1}}}]}
        """;

    public static AudienceStep Run(Shop shop, ProfilesStep profiles, SegmentsStep segments, IReadOnlyList<Promotion> list)
    {
        HashSet<Sku> listed = [.. list.Select(p => new Sku(shop.Goods[p.Good].Sku))];
        Cascade cascade = Cascade.Parse(Filters,
        [
            GuestAttribute.OfNumber("visits", row => segments.Summaries[new CustomerId(row)].Visits),
            GuestAttribute.OfNumber("expected", row => (decimal)segments.Expected(new CustomerId(row), DemoPlan.Month.Days)),
            GuestAttribute.OfText("lifecycle", row => Name(segments.Stage(new CustomerId(row))), [.. Enum.GetValues<LifecycleStage>().Select(Name)]),
            GuestAttribute.OfText("letters", row => Reachable(profiles.Guests[row]) ? "yes" : "no", "yes", "no"),
            GuestAttribute.OfNumber("matches", row => segments.Tops.Cross(new CustomerId(row), listed, new Segmentation.Habits.PersonalGood[1])),
        ]);
        List<int> chosen = [];
        CascadeResult result = cascade.Run(profiles.Buyers.Where(g => segments.Summaries.Has(g.Id)).Select(g => g.Id.Index), chosen);
        return new AudienceStep([("all guests with receipts", result.In), .. result.Steps.Select(s => (s.Name, s.Out))], [.. chosen.Select(row => profiles.Guests[row])]);
    }

    /// <summary>The stage's word.</summary>
    public static string Name(LifecycleStage stage) => stage.ToString().ToLowerInvariant();

    private static bool Reachable(Guest guest) =>
        Consents.Agreed(guest, DemoPlan.Shop, Channel.Email) || Consents.Agreed(guest, DemoPlan.Shop, Channel.Push);
}
