using Loyalty.Core;
using Loyalty.Samples.Demo;
using Loyalty.Samples.Demo.Made;

namespace Loyalty.Samples.Tests.Demo;

public class MadeTests
{
    [Fact]
    public void Chance_SameMatterAndMember_DrawsTheSameAndOthersDrawOthers()
    {
        Assert.Equal(DemoPlan.Chance("opens", 7), DemoPlan.Chance("opens", 7));
        Assert.NotEqual(DemoPlan.Chance("opens", 7), DemoPlan.Chance("opens", 8));
        Assert.NotEqual(DemoPlan.Chance("opens", 7), DemoPlan.Chance("tempted", 7));
    }

    [Fact]
    public void Typo_AnyName_ChangesItByAtMostOneLetterAndKeepsTheFirst()
    {
        for (int i = 0; i < 1_000; i++)
        {
            SplitMix64 chance = DemoPlan.Chance("test", i);
            string typo = Dirt.Typo("Featherstone", ref chance);
            Assert.InRange(typo.Length, 11, 13);
            Assert.Equal('F', typo[0]);
        }
    }

    [Fact]
    public void Email_OfAMadePerson_StandsAtADomainReservedForExamplesOrIsAFiller() =>
        Assert.All(NameLists.MailDomains, domain => Assert.EndsWith(".example", domain, StringComparison.Ordinal));

    [Fact]
    public void Of_EveryCountryOfTheReceipts_IsAKnownZone()
    {
        foreach (string country in new[] { "United Kingdom", "EIRE", "Germany", "Australia", "Japan", "Unspecified", "Channel Islands" })
        {
            Assert.NotEmpty(Zones.Of(country).Name);
        }
    }

    [Fact]
    public void ExtraPieces_OfManyGuests_AreAsFrequentAsTheSimulationSays()
    {
        double opened = Enumerable.Range(0, 10_000).Count(i => Reactions.ExtraPieces(new CustomerId(i), opened: true, 3) > 0) / 10_000.0;
        double unopened = Enumerable.Range(0, 10_000).Count(i => Reactions.ExtraPieces(new CustomerId(i), opened: false, 3) > 0) / 10_000.0;

        Assert.Equal(Reactions.Tempted, opened, 0.02);
        Assert.Equal(Reactions.TemptedAtTheTill, unopened, 0.01);
    }
}
