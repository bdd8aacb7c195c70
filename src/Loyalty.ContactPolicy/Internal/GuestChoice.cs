using Loyalty.ContactPolicy.Arbitration;
using Loyalty.Core;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>One guest of a shard: what goes, what of it is guaranteed, and what one more guaranteed message would cost. Keeps choices, not the tables of a search.</summary>
internal sealed class GuestChoice
{
    private readonly Arbiter arbiter;
    private readonly GuestCandidates guest;
    private readonly List<int> guaranteed = [];
    private readonly Dictionary<int, Found?> withOneMore = [];
    private readonly bool[] isExempt;
    private Found found;

    public GuestChoice(Arbiter arbiter, GuestCandidates guest)
    {
        (this.arbiter, this.guest) = (arbiter, guest);
        found = Search(Problem(), [])!;
        isExempt = [.. guest.Candidates.Select(c => arbiter.Gate.Matrix.Cell(c.Channel, c.Kind, c.Partner, c.Carried).IsExempt)];
    }

    /// <summary>The cheapest message of a partner that could go as well.</summary>
    public QuotaBid? Bid(PartnerId partner)
    {
        QuotaBid? best = null;
        ArbitrationProblem? problem = null;
        for (int i = 0; i < guest.Candidates.Count; i++)
        {
            if (guest.Candidates[i].Partner != partner || isExempt[i] || found.Has(i))
            {
                continue;
            }

            if (!withOneMore.TryGetValue(i, out Found? with))
            {
                problem ??= Problem();
                withOneMore.Add(i, with = problem.Open[i].Length == 0 ? null : Search(problem, [.. guaranteed, i]));
            }

            if (with is not null && Of(i, with) is var bid && (best is null || QuotaBid.InOrder.Compare(bid, best) < 0))
            {
                best = bid;
            }
        }

        return best;
    }

    /// <summary>Guarantees what goes of a partner.</summary>
    public void Guarantee(PartnerId partner)
    {
        foreach ((int candidate, _, _) in found.Messages)
        {
            if (guest.Candidates[candidate].Partner == partner && !guaranteed.Contains(candidate))
            {
                guaranteed.Add(candidate);
                withOneMore.Clear();
            }
        }
    }

    public void Guarantee(string message)
    {
        int candidate = -1;
        for (int i = 0; i < guest.Candidates.Count; i++)
        {
            candidate = guest.Candidates[i].Id == message ? i : candidate;
        }

        if (candidate < 0)
        {
            throw new ArgumentException($"The guest has no message '{message}'; guarantee what was bid.");
        }

        if (guaranteed.Contains(candidate))
        {
            return;
        }

        if (!found.Has(candidate))
        {
            Found? with = withOneMore.TryGetValue(candidate, out Found? known) ? known : Search(Problem(), [.. guaranteed, candidate]);
            found = with ?? throw new ArgumentException($"The message '{message}' cannot go beside those that are guaranteed; ask for bids again.");
        }

        guaranteed.Add(candidate);
        withOneMore.Clear();
    }

    public IEnumerable<(PartnerId, long, long)> Counts()
    {
        for (int i = 0; i < guest.Candidates.Count; i++)
        {
            if (!isExempt[i])
            {
                yield return (guest.Candidates[i].Partner, 1, found.Has(i) ? 1 : 0);
            }
        }
    }

    public ArbitrationResult Tell()
    {
        ArbitrationProblem problem = Problem();
        ArbitrationResult told = ArbitrationReasons.Tell(problem, [.. found.Messages.Select(m => (m.Candidate, m.Instant))], arbiter.Search(problem));
        HashSet<string> ids = [.. guaranteed.Select(i => guest.Candidates[i].Id)];
        return told with
        {
            Chosen = [.. told.Chosen.Select(c => ids.Contains(c.Candidate.Id) ? c with { IsGuaranteed = true } : c)],
            IsOptimal = found.IsComplete,
            Bound = ArbitrationProblem.Worth(found.Bound),
            Steps = found.Steps,
        };
    }

    private QuotaBid Of(int candidate, Found with)
    {
        SortedDictionary<PartnerId, int> changes = [];
        foreach ((Found side, int sign) in new[] { (with, 1), (found, -1) })
        {
            foreach ((int other, _, _) in side.Messages)
            {
                PartnerId partner = guest.Candidates[other].Partner;
                changes[partner] = changes.GetValueOrDefault(partner) + sign;
            }
        }

        return new QuotaBid(guest.Key, guest.Candidates[candidate].Id, ArbitrationProblem.Worth(found.Net - with.Net),
            ArbitrationProblem.Worth(Array.Find(with.Messages, m => m.Candidate == candidate).Worth), changes.Where(c => c.Value != 0).ToDictionary());
    }

    private ArbitrationProblem Problem() => arbiter.Read(guest.Period, guest.Candidates, [.. guest.History]);

    private Found? Search(ArbitrationProblem problem, int[] must)
    {
        ArbitrationSearch search = arbiter.Search(problem);
        return search.Run(must) is not { } choice ? null
            : new Found([.. choice.Select(m => (m.Candidate, m.Instant, search.Worth(m.Candidate, m.Instant)))], search.Net(choice), search.IsComplete, search.Bound, search.Steps);
    }

    private sealed record Found((int Candidate, int Instant, long Worth)[] Messages, long Net, bool IsComplete, long Bound, long Steps)
    {
        public bool Has(int candidate) => Array.Exists(Messages, m => m.Candidate == candidate);
    }
}
