namespace Loyalty.ContactPolicy.Internal;

/// <summary>Messages placed at instants, each allowed by the gate after those before it. One thread at a time.</summary>
internal sealed class GuestPlan(ArbitrationProblem problem)
{
    private readonly int[] candidates = new int[problem.Count];
    private readonly int[] instants = new int[problem.Count];
    private readonly PackedContact[] seen = new PackedContact[problem.History.Length + problem.Count];

    /// <summary>How many messages are placed.</summary>
    public int Count { get; private set; }

    /// <summary>How many questions were put to the gate.</summary>
    public long Steps { get; private set; }

    /// <summary>The messages in order of time, with the numbers of their instants.</summary>
    public IEnumerable<(int Candidate, int Instant)> Placed => Enumerable.Range(0, Count).Select(i => (candidates[i], instants[i]));

    /// <summary>Whether a message can be added at an instant: it is allowed there, and what goes after it still is.</summary>
    public bool Fits(int candidate, int instant) => Refused(candidate, instant) is null;

    /// <summary>The message that would be refused if one were added at an instant: it, or one that goes after it; null where it fits.</summary>
    public int? Refused(int candidate, int instant)
    {
        int place = Insert(candidate, instant);
        int? refused = null;
        for (int i = place; i < Count && refused is null; i++)
        {
            refused = IsAllowed(i) ? null : candidates[i];
        }

        RemoveAt(place);
        return refused;
    }

    /// <summary>The rule that refuses a message that was added, and then this one.</summary>
    public string? RefusingRule(int candidate, int instant, int refused)
    {
        int place = Insert(candidate, instant);
        int of = Array.IndexOf(candidates, refused, 0, Count);
        ContactExplanation explanation = problem.Gate.Explain(problem.Cells[refused], Before(of), problem.Instants[instants[of]], problem.Period.Zone, problem.Period.Guest);
        RemoveAt(place);
        return explanation.Findings.FirstOrDefault(f => f.Refuses).Rule ?? explanation.Decision.Rule;
    }

    public void Add(int candidate, int instant) => _ = Insert(candidate, instant);

    public void Clear() => Count = 0;

    public void Remove(int candidate) => RemoveAt(Array.IndexOf(candidates, candidate, 0, Count));

    /// <summary>A message by its place in time.</summary>
    public (int Candidate, int Instant) At(int place) => (candidates[place], instants[place]);

    /// <summary>The message that goes last.</summary>
    public (int Candidate, int Instant) Last => At(Count - 1);

    private int Insert(int candidate, int instant)
    {
        int i = Count++;
        for (; i > 0 && (instants[i - 1] > instant || (instants[i - 1] == instant && problem.Ranks[candidates[i - 1]] > problem.Ranks[candidate])); i--)
        {
            (candidates[i], instants[i]) = (candidates[i - 1], instants[i - 1]);
        }

        (candidates[i], instants[i]) = (candidate, instant);
        return i;
    }

    private void RemoveAt(int place)
    {
        Array.Copy(candidates, place + 1, candidates, place, Count - place - 1);
        Array.Copy(instants, place + 1, instants, place, Count - place - 1);
        Count--;
    }

    private bool IsAllowed(int place)
    {
        Steps++;
        int candidate = candidates[place];
        return problem.Gate.Allows(problem.Cells[candidate], Before(place), problem.Instants[instants[place]], problem.Period.Zone, problem.Period.Guest);
    }

    /// <summary>The guest's history with the messages placed before one, in order of time.</summary>
    private ReadOnlySpan<PackedContact> Before(int place)
    {
        int count = 0;
        int next = 0;
        foreach (PackedContact contact in problem.History)
        {
            for (; next < place && problem.Instants[instants[next]] < contact.Ticks; next++)
            {
                seen[count++] = Contact(next);
            }

            seen[count++] = contact;
        }

        for (; next < place; next++)
        {
            seen[count++] = Contact(next);
        }

        return seen.AsSpan(0, count);
    }

    private PackedContact Contact(int place) => new(problem.Instants[instants[place]], problem.Cells[candidates[place]].Index);
}
