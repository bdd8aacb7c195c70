using Loyalty.Core.Identity;

namespace Loyalty.Core.Tests.Identity;

/// <summary>How well people are found without labels, on data whose truth is known. Each floor lies just below what is reached.</summary>
public sealed class AccuracyTests
{
    private static readonly IdentityResolver Resolver = new();

    [Fact]
    public void Resolve_FebrlOne_FindsTheDuplicates() => AtLeast(0.99, People.Febrl("febrl1/dataset1"));

    [Fact]
    public void Resolve_FebrlTwo_FindsTheDuplicates() => AtLeast(0.993, People.Febrl("febrl2/dataset2"));

    [Fact]
    public void Resolve_FebrlFour_LinksTheTwoFiles() => AtLeast(0.993, People.Febrl("febrl4/dataset4a", "febrl4/dataset4b"));

    [Fact]
    public void Resolve_HistoricalPeople_FindsThem() => AtLeast(0.92, People.Historical());

    [Fact]
    public void Resolve_ShuffledRecords_GivesTheSameProfilesLinksAndRefusals()
    {
        People people = People.Febrl("febrl1/dataset1");
        IdentityResult first = Resolver.Resolve(people.Records);
        SourceRecord[] shuffled = [.. people.Records];
        SplitMix64 random = new(11);
        for (int i = shuffled.Length - 1; i > 0; i--)
        {
            int j = random.Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        IdentityResult second = Resolver.Resolve(shuffled);
        Assert.Equal(first.Profiles.Select(p => p.Id), second.Profiles.Select(p => p.Id));
        Assert.Equal(first.Links, second.Links);
        Assert.Equal(first.RefusedMerges, second.RefusedMerges);
        Assert.All(people.Records, r => Assert.Equal(first.ProfileOf(r.Key).Id, second.ProfileOf(r.Key).Id));
    }

    [Fact]
    public void Resolve_FrozenModel_FurtherPeopleChangeNothingForOthers()
    {
        People people = People.Febrl("febrl1/dataset1");
        IdentityResult all = Resolver.Resolve(people.Records);
        Assert.Equal(1000, all.Model.EstimatedFrom);
        IdentityResolver frozen = new(new IdentityOptions { Model = all.Model with { Comparisons = [.. all.Model.Comparisons.Select(c => c with { ByFrequency = false })] } });
        SourceRecord[] few = [.. people.Records.Where(r => r.Key.RecordId.StartsWith("rec-1", StringComparison.Ordinal))];
        SourceRecord[] more = [.. few, .. People.Febrl("febrl2/dataset2").Records.Take(300)];
        IdentityResult alone = frozen.Resolve(few);
        IdentityResult together = frozen.Resolve(more);
        Assert.Same(alone.Model, together.Model);
        Assert.Equal(
            alone.Profiles.Select(p => string.Join(' ', p.Records.Select(r => r.Key))),
            together.Profiles.Where(p => p.Records[0].Key.Source == "dataset1").Select(p => string.Join(' ', p.Records.Select(r => r.Key))));
    }

    private static void AtLeast(double floor, People people)
    {
        double reached = people.PairwiseF1(Resolver.Resolve(people.Records));
        Assert.True(reached >= floor, $"F1 is {reached:0.0000}, below {floor}.");
    }
}
