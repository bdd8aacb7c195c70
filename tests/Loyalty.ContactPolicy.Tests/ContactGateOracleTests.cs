using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests;

public class ContactGateOracleTests
{
    [Fact]
    public void Decide_RandomMatricesAndHistoriesAroundClockChanges_AgreesWithScanningEveryMinute()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            Scenario scenario = Scenario.Of(SplitMix64.Mix(seed));
            ContactDecision expected = Oracle.Decide(scenario);
            ContactDecision actual = new ContactGate(new ContactMatrix(scenario.Matrix)).Decide(scenario.Request, scenario.History);
            return (actual == expected).Label($"{actual} is not {expected} at {scenario.Request.At:O} in {scenario.Zone}");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1500), property);
    }

    [Fact]
    public void Decide_HistoryInAnyOrder_SaysTheSame()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            Scenario scenario = Scenario.Of(SplitMix64.Mix(seed));
            ContactGate gate = new(new ContactMatrix(scenario.Matrix));
            return gate.Decide(scenario.Request, scenario.History) == gate.Decide(scenario.Request, [.. scenario.History.Reverse()]);
        });
        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Decide_DeferredRequestAtItsNextInstant_IsAllowedAndATickEarlierRefusedByTheNamedRule()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            Scenario scenario = Scenario.Of(SplitMix64.Mix(seed));
            ContactGate gate = new(new ContactMatrix(scenario.Matrix));
            ContactDecision decision = gate.Decide(scenario.Request, scenario.History);
            if (decision.NextAllowedAt is not { } next)
            {
                return true;
            }

            ContactExplanation before = gate.Explain(scenario.Request with { At = next.AddTicks(-1) }, scenario.History);
            return gate.Decide(scenario.Request with { At = next }, scenario.History).IsAllowed
                && before.Findings.First(f => f.Refuses).Rule == decision.Rule
                && gate.Explain(scenario.Request, scenario.History).Findings.All(f => f.FreeAt <= next);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), property);
    }

    [Fact]
    public void Decide_MatrixOfMoreThan64Counters_SaysTheSameAsThoseThatConcern()
    {
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            Scenario scenario = Scenario.Of(SplitMix64.Mix(seed));
            IEnumerable<CapOptions> strangers = Enumerable.Range(0, 150).Select(i => new CapOptions { Id = $"x{i}", Channels = [new($"x{i}")], Max = 1, Window = ContactWindow.Days(1) });
            ContactMatrix large = new(scenario.Matrix with { Caps = [.. strangers.Take(70), .. scenario.Matrix.Caps, .. strangers.Skip(70)] });
            return new ContactGate(large).Decide(scenario.Request, scenario.History)
                == new ContactGate(new ContactMatrix(scenario.Matrix)).Decide(scenario.Request, scenario.History);
        });
        property.QuickCheckThrowOnFailure();
    }
}
