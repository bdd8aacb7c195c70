using Loyalty.Core;
using Loyalty.Samples.Demo.Made;
using Loyalty.Samples.Demo.Story;

namespace Loyalty.Samples.Demo;

/// <summary>The whole loop, step after step; each step sees only what those before it found.</summary>
internal sealed record Loop(
    Shop Shop, ProfilesStep Profiles, SegmentsStep Segments, AudienceStep Audience, OffersStep Offers, ControlStep Groups, ContactStep Contacts, TillStep Till, FeedbackStep Feedback, EffectStep Effect)
{
    /// <summary>Runs the loop.</summary>
    /// <param name="shop">The real receipts.</param>
    /// <param name="progress">Told the share done, 0 to 1.</param>
    public static Loop Run(Shop shop, Action<double> progress)
    {
        IReadOnlyList<Person> people = People.Make(shop);
        ProfilesStep profiles = ProfilesStep.Run(shop, PartnerFiles.Make(shop, people));
        progress(0.45);
        IReadOnlyList<Promotion> list = PromoList.Make(shop);
        SegmentsStep segments = SegmentsStep.Run(shop, profiles);
        AudienceStep audience = AudienceStep.Run(shop, profiles, segments, list);
        progress(0.6);
        OffersStep offers = OffersStep.Run(shop, segments, audience.Guests, list);
        ControlStep groups = ControlStep.Run(profiles, segments, offers.Picks.Keys);
        progress(0.7);
        ContactStep contacts = ContactStep.Run(profiles.Guests, Campaigns.Make(profiles.Guests, groups.Target.ToHashSet(), Purchases(shop, profiles)));
        TillStep till = TillStep.Run(shop, profiles, offers, groups, contacts);
        progress(0.85);
        FeedbackStep feedback = FeedbackStep.Run(shop, profiles);
        return new Loop(shop, profiles, segments, audience, offers, groups, contacts, till, feedback, EffectStep.Run(groups, till));
    }

    /// <summary>The loop as a story, in the order of its steps.</summary>
    public IReadOnlyList<Telling> Tell() =>
    [
        new ProfilesTelling(Profiles), new SegmentsTelling(Shop, Profiles, Segments, Audience), new OffersTelling(Shop, Profiles, Offers), new ControlTelling(Groups),
        new ContactTelling(Contacts), new TillTelling(Till), new FeedbackTelling(Feedback), new EffectTelling(Effect),
    ];

    /// <summary>The real purchases of the three weeks: each is confirmed by e-mail.</summary>
    private static IEnumerable<(CustomerId, DateTimeOffset, string)> Purchases(Shop shop, ProfilesStep profiles) => shop.Receipts
        .Where(r => r.Card >= 0 && DemoPlan.Month.Contains(r.Day) && r.Day.Day <= Campaigns.Days && r.Lines.Any(l => l.Quantity > 0))
        .Select(r => (profiles.GuestOfCard[r.Card], r.At, r.Id));
}
