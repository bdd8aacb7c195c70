using FsCheck;
using FsCheck.Fluent;
using Loyalty.ContactPolicy.Internal;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Tests.Arbitration;

/// <summary>What rows of places say must be so for the gate: a row too wide would lose choices without a word.</summary>
public class PlaceRowTests
{
    [Fact]
    public void Rows_OfOnePlace_HoldNoTwoOffersThatTheGateLetsGoTogether()
    {
        int pairs = 0;
        Property property = Prop.ForAll(Seeds.Any, seed =>
        {
            GuestCase one = seed % 3 == 0 ? GuestCase.Of(SplitMix64.Mix(seed), candidates: 8) : GuestCase.Loose(SplitMix64.Mix(seed), candidates: 8, instants: 12);
            ArbitrationProblem problem = one.Arbiter(1).Read(one.Period, one.Candidates, one.History);
            OfferColumns columns = new(problem, [.. Enumerable.Range(0, problem.Count).Where(i => problem.Open[i].Length > 0)], new bool[problem.Count]);
            foreach (PlaceRow row in Met(problem, columns).Where(r => r.Room == 1))
            {
                (int Set, int Column)[] offers = [.. Enumerable.Range(0, columns.Sets).SelectMany(s => Enumerable.Range(columns.Of(s).Begin, columns.Of(s).End - columns.Of(s).Begin).Where(c => row.Count(s, c) == 1).Select(c => (s, c)))];
                foreach ((int set, int column) in offers)
                {
                    foreach ((int other, int beside) in offers.Where(o => o.Set > set))
                    {
                        pairs++;
                        GuestPlan plan = new(problem);
                        plan.Add(columns.Candidates[set], columns.Instants[column]);
                        if (plan.Fits(columns.Candidates[other], columns.Instants[beside]))
                        {
                            return false.Label($"{columns.Candidates[set]} at {columns.Instants[column]} and {columns.Candidates[other]} at {columns.Instants[beside]} go together");
                        }
                    }
                }
            }

            return true.Label("");
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(600), property);
        Assert.True(pairs > 10_000);
    }

    /// <summary>All rows that are met on the way to the best prices.</summary>
    private static HashSet<PlaceRow> Met(ArbitrationProblem problem, OfferColumns columns)
    {
        PriceSimplex simplex = new(columns);
        PlaceCuts cuts = new(new ArbitrationLimits(problem), columns, problem.Instants.Length);
        List<(int Set, int Column, double Share)> taken = [];
        HashSet<PlaceRow> met = [];
        for (int round = 0; round < 40 && simplex.Mend(-1, 2_000); round++)
        {
            simplex.Taken(taken);
            _ = cuts.Add(simplex, taken);
            met.UnionWith(simplex.Rows);
        }

        return met;
    }
}
