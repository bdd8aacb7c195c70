using Loyalty.ContactPolicy.Matrix;
using Loyalty.Core;
using static Loyalty.ContactPolicy.Tests.Given;

namespace Loyalty.ContactPolicy.Tests;

public class ContactPlanTests
{
    [Fact]
    public void Plan_CountedNaively_SaysWhatTheGateSays()
    {
        int unsure = 0, allowed = 0, refused = 0;
        for (ulong seed = 0; seed < 6000; seed++)
        {
            Scenario scenario = Scenario.Of(SplitMix64.Mix(seed)).WithContactsAtMonthsEdges(seed);
            ContactGate gate = Gate(scenario.Matrix);
            bool expected = gate.Decide(scenario.Request, scenario.History).IsAllowed;
            switch (Count(gate.Plan(scenario.Request), scenario.History))
            {
                case null:
                    unsure++;
                    break;
                case { } found:
                    Assert.True(expected == found, $"Seed {seed}: the gate says {expected}, the plan {found}.");
                    _ = found ? allowed++ : refused++;
                    break;
            }
        }

        Assert.True(unsure > 20 && allowed > 500 && refused > 500, $"{unsure} unsure, {allowed} allowed, {refused} refused");
    }

    [Fact]
    public void Plan_OfSlidingAndCalendarWindows_IsNeverUnsure()
    {
        ContactPlan plan = Gate("""{ "timeZone": "Europe/Kyiv", "caps": [{ "id": "a", "max": 2, "window": "7d" }, { "id": "b", "max": 1, "window": "calendar-day", "partners": "each" }], "exempt": ["transactional"] }""")
            .Plan(Promo("2026-06-10T12:00Z"));
        Assert.True(plan.CanBeAllowed);
        Assert.All(plan.Bounds, b => Assert.Equal(b.From, b.SureFrom));
        Assert.Equal((2, At("2026-06-03T12:00Z").AddTicks(1)), (plan.Bounds[0].Max, plan.Bounds[0].From));
        Assert.Equal((At("2026-06-09T21:00Z"), At("2026-06-10T21:00Z")), (plan.Bounds[1].From, plan.Bounds[1].Until));
        Assert.Equal(["bakery"], plan.Bounds[1].Partners);
        Assert.Equal(["transactional"], plan.Bounds[1].ExceptKinds);
    }

    [Fact]
    public void Plan_OfAMessageThatCarriesOthersBlocks_HasABoundForEachOfItsPartners()
    {
        ContactPlan plan = Gate("""{ "caps": [{ "id": "all", "max": 2, "window": "7d" }, { "id": "each", "max": 1, "window": "1mo", "partners": "each" }] }""")
            .Plan(Promo("2026-06-10T12:00Z") with { Carried = [new("spa"), Bakery, Cinema], Guest = new() { Limits = ContactMatrix.Parse("""{ "caps": [{ "id": "mine", "max": 1, "window": "1d", "partners": "each" }] }""") } });
        Assert.Equal([[], ["bakery"], ["cinema"], ["spa"], ["bakery"], ["cinema"], ["spa"]], plan.Bounds.Select(b => b.Partners));
    }

    [Fact]
    public void Plan_OfWhatNobodyMayReceiveNow_CannotBeAllowed()
    {
        Assert.False(Gate("""{ "quietHours": [{ "from": "22:00", "to": "08:00" }] }""").Plan(Promo("2026-06-10T23:00Z")).CanBeAllowed);
        Assert.False(Gate("""{ "caps": [{ "id": "none", "max": 0, "window": "7d" }] }""").Plan(Promo("2026-06-10T12:00Z")).CanBeAllowed);
        Assert.False(Gate("{ }").Plan(Promo("2026-06-10T12:00Z", zone: GuestZone.Unknown)).CanBeAllowed);
        Assert.Empty(Gate("""{ "exempt": ["promo"], "caps": [{ "id": "none", "max": 0, "window": "7d" }] }""").Plan(Promo("2026-06-10T12:00Z")).Bounds);
    }

    /// <summary>Null where a contact stands where only the calendar can tell.</summary>
    private static bool? Count(ContactPlan plan, Contact[] history)
    {
        if (!plan.CanBeAllowed)
        {
            return false;
        }

        bool isUnsure = false;
        bool isReached = false;
        foreach (ContactBound bound in plan.Bounds)
        {
            Contact[] counted = [.. history.Where(c => c.At >= bound.From && c.At < bound.Until
                && (bound.Channels.Count == 0 || bound.Channels.Contains(c.Channel.Value)) && (bound.Partners.Count == 0 || bound.Partners.Contains(c.Partner.Value) || c.Carried.Partners.ToArray().Any(p => bound.Partners.Contains(p.Value)))
                && (bound.Kinds.Count == 0 || bound.Kinds.Contains(c.Kind.Value)) && !bound.ExceptKinds.Contains(c.Kind.Value))];
            isUnsure |= counted.Any(c => c.At < bound.SureFrom);
            isReached |= counted.Length >= bound.Max;
        }

        return isUnsure ? null : !isReached;
    }
}
