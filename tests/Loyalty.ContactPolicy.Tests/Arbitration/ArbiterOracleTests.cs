using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Arbitration;

/// <summary>The arbiter against trying everything, over random matrices around nights on which clocks are changed.</summary>
public class ArbiterOracleTests
{
    [Fact]
    public void Choose_RandomMatricesAroundClockChanges_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            decimal best = one.BestNet();
            return (result.IsOptimal && result.Net == best).Label($"{result.Net} is not {best}, of {one.Candidates.Count} candidates in {one.Scenario.Zone}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), property);
    }

    [Fact]
    public void Choose_MonthsThatEndOnOtherDays_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.AtMonthsEnds(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            decimal best = one.BestNet();
            return (result.IsOptimal && result.Net == best && result.Bound == best).Label($"{result.Net} is not {best}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    /// <summary>Where a choice differs from the best by a millionth, the least that counts, nothing may be rounded away.</summary>
    [Fact]
    public void Choose_MonthsThatEndOnOtherDaysAndMessagesOfAFewMillionths_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.AtMonthsEnds(SplitMix64.Mix(seed)).InMillionths();
            ArbitrationResult result = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            decimal best = one.BestNet();
            return (result.IsOptimal && result.Net == best && result.Bound == best).Label($"{result.Net} is not {best}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void Choose_MonthsThatEndOnOtherDaysAndCostsThatGrow_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase drawn = GuestCase.AtMonthsEnds(SplitMix64.Mix(seed));
            GuestCase one = drawn with { Period = drawn.Period with { CostOfOneMore = 0.125 } };
            ArbitrationResult result = one.Arbiter(1_000_000_000, growth: 2).Choose(one.Period, one.Candidates, one.History);
            decimal best = one.BestNet(growth: 2);
            return (result.IsOptimal && result.Net == best && result.Bound == best).Label($"{result.Net} is not {best}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), property);
    }

    [Fact]
    public void Choose_CostsThatGrowAndMessagesOfAFewMillionthsAtTheBoundOfWork_SaysWhatNoChoiceIsWorthMoreThan()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase drawn = GuestCase.Loose(SplitMix64.Mix(seed), candidates: 5).InMillionths();
            GuestCase one = drawn with { Period = drawn.Period with { CostOfOneMore = 0.000_001 } };
            decimal best = one.BestNet(growth: 2);
            return new[] { 1, 8, 16, 32, 64, 128, 1_000_000 }.All(steps => one.Arbiter(steps, growth: 2).Choose(one.Period, one.Candidates, one.History) is var cut
                && cut.Bound >= best && cut.Net <= best && (!cut.IsOptimal || cut.Net == best));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    [Fact]
    public void Choose_LooseRulesWithPairsGapsAndBlackouts_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Loose(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            decimal best = one.BestNet();
            return (result.IsOptimal && result.Net == best && result.Bound == best && one.IsAllowed(result.Chosen.Select(c => (c.Candidate, c.At)))).Label($"{result.Net} is not {best} in {one.Scenario.Zone}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), property);
    }

    [Fact]
    public void Choose_LooseRulesAtTheBoundOfWork_SaysWhatNoChoiceIsWorthMoreThan()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Loose(SplitMix64.Mix(seed));
            decimal best = one.BestNet();
            return new[] { 0, 1, 4, 16, 64 }.All(steps => one.Arbiter(steps).Choose(one.Period, one.Candidates, one.History) is var cut
                && cut.Bound >= best && cut.Net <= best && cut.Steps <= steps && (!cut.IsOptimal || cut.Net == best));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), property);
    }

    /// <summary>Wider weeks than can be tried whole: whatever instant a message may have, or none, one of these is what the whole is worth.</summary>
    [Fact]
    public void Choose_AMessageHeldToEachOfItsInstantsInTurn_IsWorthAsMuchAtTheBestAsFree()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase drawn = GuestCase.Loose(SplitMix64.Mix(seed), candidates: 12, instants: 8);
            GuestCase one = drawn with { Period = drawn.Period with { Hours = FavouriteHours.Of([.. Enumerable.Range(0, FavouriteHours.Count).Select(i => 1.0 + (SplitMix64.Mix(seed + (ulong)i) % 4))]) } };
            Arbiter arbiter = one.Arbiter(1_000_000);
            ArbitrationResult whole = arbiter.Choose(one.Period, one.Candidates, one.History);
            MessageCandidate held = one.Candidates[(int)(seed % 12)];
            MessageCandidate[] others = [.. one.Candidates.Where(c => c != held)];
            decimal most = arbiter.Choose(one.Period, others, one.History).Net;
            foreach (DateTimeOffset instant in held.Instants!.Distinct())
            {
                most = Math.Max(most, arbiter.Choose(one.Period, [.. others, held with { Instants = [instant] }], one.History).Net);
            }

            return (whole.IsOptimal && whole.Net == most).Label($"{whole.Net} is not {most}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), property);
    }

    [Fact]
    public void Choose_LooseRulesAndCostsThatGrow_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Loose(SplitMix64.Mix(seed), candidates: 5);
            ArbitrationResult result = one.Arbiter(1_000_000_000, growth: 2).Choose(one.Period, one.Candidates, one.History);
            return result.IsOptimal && result.Net == one.BestNet(growth: 2);
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Choose_CostsThatGrow_IsWorthAsMuchAsTryingEverything()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(1_000_000_000, growth: 2).Choose(one.Period, one.Candidates, one.History);
            return result.IsOptimal && result.Net == one.BestNet(growth: 2);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    [Fact]
    public void Choose_AtTheBoundOfWork_SaysWhatNoChoiceIsWorthMoreThan()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed), candidates: 8);
            ArbitrationResult whole = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            return new[] { 0, 1, 5, 30 }.All(steps => one.Arbiter(steps).Choose(one.Period, one.Candidates, one.History) is var cut
                && cut.Bound >= whole.Net && cut.Net <= whole.Net && (!cut.IsOptimal || cut.Bound == cut.Net) && cut.Steps <= steps) && whole.Bound == whole.Net;
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), property);
    }

    [Fact]
    public void Choose_AnyCase_IsAllowedByTheGateInOrderOfTime()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(200).Choose(one.Period, one.Candidates, one.History);
            return one.IsAllowed(result.Chosen.Select(c => (c.Candidate, c.At)))
                && result.Chosen.Count + result.LeftOut.Count == one.Candidates.Count
                && result.Chosen.All(c => c.At >= (c.Candidate.Earliest ?? one.Period.From) && c.At < (c.Candidate.ExpiresAt ?? one.Period.To));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void Choose_CandidatesInAnotherOrder_ChoosesTheSame()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(300).Choose(one.Period, one.Candidates, one.History);
            ArbitrationResult other = one.Arbiter(300).Choose(one.Period, [.. one.Candidates.Reverse()], [.. one.History.Reverse()]);
            return result.Chosen.SequenceEqual(other.Chosen) && result.Steps == other.Steps;
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Choose_AtTheBoundOfWork_IsNotWorthLessThanGreedy()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed), candidates: 12);
            ArbitrationResult greedy = one.Arbiter(0).Choose(one.Period, one.Candidates, one.History);
            ArbitrationResult bounded = one.Arbiter(50).Choose(one.Period, one.Candidates, one.History);
            ArbitrationResult better = one.Arbiter(5_000).Choose(one.Period, one.Candidates, one.History);
            return greedy.Net <= bounded.Net && bounded.Net <= better.Net && greedy.Net >= 0;
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Choose_MessagesLeftOut_AreLeftOutForTheReasonGiven()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = GuestCase.Of(SplitMix64.Mix(seed));
            ArbitrationResult result = one.Arbiter(1_000_000_000).Choose(one.Period, one.Candidates, one.History);
            return result.LeftOut.All(left => one.IsTrue(result, left)).Label(string.Join("; ", result.LeftOut));
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }
}
