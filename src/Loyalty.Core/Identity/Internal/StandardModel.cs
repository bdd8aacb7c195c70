using System.Collections.Immutable;
using static Loyalty.Core.Identity.PersonAttribute;
using static Loyalty.Core.Identity.Similarity;

namespace Loyalty.Core.Identity.Internal;

/// <summary>The comparisons that suit consumer records, with weights for when there is too little to estimate them from.</summary>
internal static class StandardModel
{
    public static MatchModel Create() => new()
    {
        PriorWeight = -10,
        Comparisons =
        [
            Of(GivenName, -4, (Exact, 0, 6), (Similarity.JaroWinkler, 0.92, 4.5), (Similarity.JaroWinkler, 0.8, 1.5)),
            Of(Surname, -4, (Exact, 0, 8), (Similarity.JaroWinkler, 0.92, 6), (Similarity.JaroWinkler, 0.8, 2)),
            Of(PersonAttribute.BirthDate, -6, (Exact, 0, 12), (Typos, 1, 6), (DateParts, 2, 3), (DateParts, 1, -2)),
            Of(Address1, -2, (Exact, 0, 7), (Similarity.JaroWinkler, 0.9, 5), (Similarity.JaroWinkler, 0.75, 1)),
            Of(Address2, -1, (Exact, 0, 6), (Similarity.JaroWinkler, 0.9, 4)),
            Of(StreetNumber, -2, (Exact, 0, 5), (Typos, 1, 1)),
            Of(Suburb, -2, (Exact, 0, 6), (Similarity.JaroWinkler, 0.9, 5)),
            Of(City, -2, (Exact, 0, 4), (Similarity.JaroWinkler, 0.9, 3)),
            Of(Postcode, -2, (Exact, 0, 7), (Typos, 1, 3), (Prefix, 3, 2)),
            Of(State, -2, (Exact, 0, 2)),
            Of(Phone, -2, (Exact, 0, 14), (Typos, 1, 6)),
            Of(Email, -1.5, (Exact, 0, 15), (Typos, 1, 8)),
            Of(Card, -1, (Exact, 0, 16), (Typos, 1, 6)),
            Of(Cookie, 0, (Exact, 0, 11)),
            Of(Device, 0, (Exact, 0, 11)),
            Of(NationalId, -8, (Exact, 0, 18), (Typos, 1, 8), (Typos, 2, 3)),
        ],
    };

    private static Comparison Of(PersonAttribute attribute, double otherwise, params ReadOnlySpan<(Similarity Similarity, double Limit, double Weight)> levels)
    {
        ImmutableArray<ComparisonLevel>.Builder built = ImmutableArray.CreateBuilder<ComparisonLevel>(levels.Length);
        foreach ((Similarity similarity, double limit, double weight) in levels)
        {
            built.Add(new ComparisonLevel(similarity, limit, weight));
        }

        return new Comparison
        {
            Attribute = attribute,
            Levels = built.MoveToImmutable(),
            Otherwise = new ComparisonLevel(Exact, 0, otherwise),
            ByFrequency = attribute is not (State or StreetNumber),
        };
    }
}
