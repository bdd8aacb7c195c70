using Loyalty.ContactPolicy.Arbitration;
using Loyalty.ContactPolicy.Matrix;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>Turns a choice into a result: what goes when, and why the rest does not.</summary>
internal static class ArbitrationReasons
{
    public static ArbitrationResult Tell(ArbitrationProblem problem, (int Candidate, int Instant)[] choice, ArbitrationSearch search)
    {
        (bool isOptimal, long steps, long bound) = (search.IsComplete, search.Steps, search.Bound);
        GuestPlan plan = search.PlanOf(choice);
        List<(long At, int Rank, ChosenMessage Message)> chosen = [];
        List<LeftOutMessage> leftOut = [];
        for (int i = 0; i < problem.Count; i++)
        {
            if (Array.FindIndex(choice, m => m.Candidate == i) is >= 0 and int place)
            {
                int instant = choice[place].Instant;
                chosen.Add((problem.Instants[instant], problem.Ranks[i], Chosen(problem, i, problem.Instants[instant], search.Worth(i, instant))));
            }
            else if (problem.Cells[i].IsExempt && FirstInstant(problem, i) is { } at)
            {
                chosen.Add((at, problem.Ranks[i], Chosen(problem, i, at, 0)));
            }
            else
            {
                leftOut.Add(Why(problem, plan, search, i));
            }
        }

        return new ArbitrationResult
        {
            Chosen = [.. chosen.OrderBy(c => c.At).ThenBy(c => c.Rank).Select(c => c.Message)],
            LeftOut = leftOut,
            Worth = ArbitrationProblem.Worth(choice.Sum(m => search.Worth(m.Candidate, m.Instant))),
            Cost = ArbitrationProblem.Worth(problem.CostOf(choice.Length)),
            IsOptimal = isOptimal,
            Bound = ArbitrationProblem.Worth(bound),
            Steps = steps,
        };
    }

    private static ChosenMessage Chosen(ArbitrationProblem problem, int candidate, long at, long worth) =>
        new(problem.Candidates[candidate], Instant.OfTicks(at), ArbitrationProblem.Worth(worth));

    /// <summary>The first instant at which a message may go, on the grid or not.</summary>
    private static long? FirstInstant(ArbitrationProblem problem, int candidate)
    {
        MessageCandidate message = problem.Candidates[candidate];
        (long earliest, long expiry) = (problem.Earliest(message), problem.Expiry(message));
        return message.Instants is null ? (earliest < expiry ? earliest : null)
            : message.Instants.Select(i => (long?)i.UtcTicks).Where(t => t >= earliest && t < expiry).Min();
    }

    private static LeftOutMessage Why(ArbitrationProblem problem, GuestPlan plan, ArbitrationSearch search, int candidate)
    {
        MessageCandidate message = problem.Candidates[candidate];
        if (message.ExpiresAt?.UtcTicks <= problem.From)
        {
            return new(message, LeftOutReason.Expired, null, null, null);
        }

        int[] range = [.. problem.Range(candidate)];
        if (range.Length == 0)
        {
            return new(message, LeftOutReason.NoInstant, null, null, null);
        }

        if (problem.Open[candidate].Length == 0)
        {
            return Refused(problem, candidate, range) ?? new(message, LeftOutReason.NoWorth, null, At(problem, range[0]), null);
        }

        foreach (ArbitrationProblem.Slot slot in problem.Open[candidate])
        {
            if (!search.IsClosed(candidate, slot.Instant) && plan.Fits(candidate, slot.Instant))
            {
                return new(message, LeftOutReason.NoWorth, null, At(problem, slot.Instant), null);
            }
        }

        return Displaced(problem, plan, candidate, problem.Open[candidate][0].Instant);
    }

    /// <summary>What the gate says where it refuses every instant; null where it allows one, at which the message is worth nothing.</summary>
    private static LeftOutMessage? Refused(ArbitrationProblem problem, int candidate, int[] range)
    {
        if (range.Any(i => problem.AllowsAlone(candidate, i)))
        {
            return null;
        }

        MatrixCell cell = problem.Cells[candidate];
        ContactDecision decision = problem.Gate.Decide(cell, problem.History, problem.Instants[range[0]], problem.Period.Zone, problem.Period.Guest);
        bool isConsent = cell.For(problem.Period.Guest).Consents.Any(r => r.Id == decision.Rule);
        return new(problem.Candidates[candidate], isConsent ? LeftOutReason.NoConsent : LeftOutReason.Refused, decision.Rule, At(problem, range[0]), decision.NextAllowedAt);
    }

    /// <summary>Takes chosen messages away as long as the candidate stays out: those that remain keep it out together.</summary>
    private static LeftOutMessage Displaced(ArbitrationProblem problem, GuestPlan plan, int candidate, int instant)
    {
        string? rule = plan.RefusingRule(candidate, instant, plan.Refused(candidate, instant)!.Value);
        (int Candidate, int Instant)[] placed = [.. plan.Placed];
        List<string> by = [];
        foreach ((int other, int at) in placed)
        {
            plan.Remove(other);
            if (plan.Fits(candidate, instant))
            {
                plan.Add(other, at);
                by.Add(problem.Candidates[other].Id);
            }
        }

        foreach ((int other, int at) in placed)
        {
            if (!plan.Placed.Any(p => p.Candidate == other))
            {
                plan.Add(other, at);
            }
        }

        return new(problem.Candidates[candidate], LeftOutReason.Displaced, rule, At(problem, instant), null) { DisplacedBy = by };
    }

    private static DateTimeOffset At(ArbitrationProblem problem, int instant) => Instant.OfTicks(problem.Instants[instant]);
}
