using Loyalty.Core;
using Loyalty.Core.Identity;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Demo;

/// <summary>(a) Three partners' customer files become profiles.</summary>
/// <param name="Result">What the library found.</param>
/// <param name="Guests">The profiles, by row of <see cref="CustomerId"/>.</param>
/// <param name="GuestOfCard">For each of the shop's cards, whose it is.</param>
/// <param name="People">How many people the files were made from.</param>
/// <param name="RecordsOf">For each partner, how many records its file holds.</param>
/// <param name="Precision">Of the pairs of records that were brought together, the share that truly are one person.</param>
/// <param name="Mixed">Profiles that hold records of more than one person.</param>
/// <param name="Example">A rightly merged guest of all three partners, whose records differ much.</param>
/// <param name="Recall">Of the pairs that truly are one person, the share that was brought together.</param>
internal sealed record ProfilesStep(
    IdentityResult Result, IReadOnlyList<Guest> Guests, IReadOnlyList<CustomerId> GuestOfCard, int People, IReadOnlyList<int> RecordsOf, double Precision, double Recall, int Mixed, Guest Example)
{
    /// <summary>The guests who have bought at the shop.</summary>
    public IEnumerable<Guest> Buyers => Guests.Where(g => g.HasReceipts);

    public static ProfilesStep Run(Shop shop, PartnerFiles files)
    {
        IdentityResult result = new IdentityResolver(new IdentityOptions { DefaultRegion = "GB" }).Resolve(files.Records);
        Dictionary<string, int> cards = new(StringComparer.Ordinal);
        for (int card = 0; card < shop.Cards.Count; card++)
        {
            cards.Add(shop.Cards[card], card);
        }

        CustomerDirectory directory = new(result.Profiles.Length);
        CustomerId[] guestOfCard = new CustomerId[shop.Cards.Count];
        List<Guest> guests = new(result.Profiles.Length);
        foreach (IdentityProfile profile in result.Profiles)
        {
            CustomerId id = directory.GetOrAdd(profile.Id.Value);
            int[] own = [.. profile.Records.Where(r => r.Card is not null).Select(r => cards[r.Card!]).Distinct().Order()];
            foreach (int card in own)
            {
                guestOfCard[card] = id;
            }

            PartnerId[] partners = [.. DemoPlan.Partners.Where(p => profile.Records.Any(r => r.Key.Source == p.Value))];
            guests.Add(new Guest(id, profile, own, partners, Consents.Of(profile), own.Length > 0 ? shop.Countries[own[0]] : "United Kingdom"));
        }

        Dictionary<RecordKey, int> truth = Enumerable.Range(0, files.Records.Count).ToDictionary(i => files.Records[i].Key, i => files.Truth[i]);
        bool isMixed(IdentityProfile profile) => profile.Records.Select(r => truth[r.Key]).Distinct().Count() > 1;
        (double precision, double recall) = Judge(result, files, truth);
        return new ProfilesStep(result, guests, guestOfCard, files.Truth.Distinct().Count(),
            [.. DemoPlan.Partners.Select(p => files.Records.Count(r => r.Key.Source == p.Value))], precision, recall,
            result.Profiles.Count(isMixed),
            guests.Where(g => g.Partners.Count == 3 && !isMixed(g.Profile)).OrderByDescending(g => Variety(g.Profile)).ThenBy(g => g.Id).First());
    }

    private static int Variety(IdentityProfile profile) =>
        profile.Records.Select(r => (r.GivenName, r.Surname)).Distinct().Count() + profile.Records.Select(r => r.Phone).Distinct(StringComparer.Ordinal).Count()
        + profile.Records.Select(r => r.Email).Distinct(StringComparer.OrdinalIgnoreCase).Count() - (profile.Records.Length / 5);

    /// <summary>Compares pairs of records with the truth, which only the demo knows.</summary>
    private static (double Precision, double Recall) Judge(IdentityResult result, PartnerFiles files, Dictionary<RecordKey, int> truth)
    {
        long found = result.Profiles.Sum(p => Pairs(p.Records.Length));
        long right = result.Profiles.Sum(p => p.Records.GroupBy(r => truth[r.Key]).Sum(g => Pairs(g.Count())));
        long all = files.Truth.GroupBy(person => person).Sum(g => Pairs(g.Count()));
        return ((double)right / Math.Max(1, found), (double)right / Math.Max(1, all));
    }

    private static long Pairs(long count) => count * (count - 1) / 2;
}
