namespace Loyalty.ContactPolicy.Internal;

/// <summary>Looks for the choice that is worth the most: message after message in order of time, as far as the bound promises more than was found.</summary>
/// <remarks>
/// <para>The bound is that of <see cref="ArbitrationPrices"/>, which a placement changes only by what it pays and by the instants that it closes.</para>
/// <para>A message that could go earlier, after the same ones, and be worth as much there, need not be tried later: a contact that is older is in the way of no more. Where the same messages stand already and those
/// that still count at the same instants, only the dearer of two beginnings is followed. One thread at a time.</para>
/// </remarks>
internal sealed partial class ArbitrationSearch
{
    private readonly ArbitrationProblem problem;
    private readonly int mostSteps;
    private readonly GuestPlan plan;
    private readonly ArbitrationLimits limits;
    private readonly List<Level> levels = [];
    private readonly Offer[][] offers;
    private readonly Offer[][] byMargin;
    private readonly Offer[][] byTime;
    private readonly bool earlierIsNoWorse;
    private readonly long[] largest;
    private PeriodOccupancy occupancy;
    private int[] order = [];
    private bool[] required = [];
    private bool[] placed = [];
    private SearchMemory memory = null!;
    private int missing;
    private int mandatory;
    private long places;
    private long found;
    private (int Candidate, int Instant)[]? choice;

    public ArbitrationSearch(ArbitrationProblem problem, int mostSteps)
    {
        this.problem = problem;
        this.mostSteps = mostSteps;
        plan = new GuestPlan(problem);
        limits = new ArbitrationLimits(problem);
        occupancy = new PeriodOccupancy(limits, problem.Instants.Length);
        offers = new Offer[problem.Count][];
        byMargin = new Offer[problem.Count][];
        byTime = new Offer[problem.Count][];
        earlierIsNoWorse = limits.EarlierIsNoWorse;
        largest = new long[problem.Count];
    }

    /// <summary>Whether the search ended by itself.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>How many placements were looked at.</summary>
    public long Steps { get; private set; }

    /// <summary>What no choice is worth more than, less what it costs.</summary>
    public long Bound { get; private set; }

    /// <summary>Looks for the best choice that holds some candidates.</summary>
    /// <param name="must">The candidates that it must hold.</param>
    /// <returns>The messages in order of time; null where no choice that holds the candidates was found.</returns>
    public (int Candidate, int Instant)[]? Run(IReadOnlyCollection<int> must)
    {
        required = new bool[problem.Count];
        foreach (int candidate in must)
        {
            required[candidate] = true;
        }

        mandatory = must.Count;
        order = [.. Enumerable.Range(0, problem.Count).Where(i => problem.Open[i].Length > 0)
            .OrderByDescending(i => required[i]).ThenByDescending(i => problem.Open[i][0].Worth).ThenBy(i => problem.Ranks[i])];
        (choice, Steps, IsComplete) = (null, 0, true);
        if (order.Count(i => required[i]) < mandatory)
        {
            return null;
        }

        Price(null);
        choice = Filled([], order, offers);
        Start();
        if (mostSteps > 0 && Bound > found)
        {
            ArbitrationPrices prices = new(problem, limits);
            prices.Seek(order, required, choice is null ? 0 : Net(choice));
            Price(prices);
            Improve();
            Start();
        }

        IsComplete = mostSteps > 0;
        if (IsComplete)
        {
            memory = new SearchMemory(problem, limits);
            Descend(0, places);
        }

        if (!IsComplete && choice is not null)
        {
            choice = Filled(choice, order, offers);
        }

        Bound = IsComplete && choice is not null ? Net(choice) : Bound;
        return choice;
    }

    /// <summary>What a choice is worth, less what it costs.</summary>
    public long Net((int Candidate, int Instant)[] messages)
    {
        long sum = -problem.CostOf(messages.Length);
        foreach ((int candidate, int instant) in messages)
        {
            sum += Worth(candidate, instant);
        }

        return sum;
    }

    /// <summary>What a candidate is worth at one of its instants.</summary>
    public long Worth(int candidate, int instant) => Array.Find(problem.Open[candidate], s => s.Instant == instant).Worth;

    /// <summary>The plan of a choice, to ask what else would fit.</summary>
    public GuestPlan PlanOf((int Candidate, int Instant)[] messages)
    {
        while (plan.Count > 0)
        {
            plan.Remove(plan.Placed.First().Candidate);
        }

        foreach ((int candidate, int instant) in messages)
        {
            plan.Add(candidate, instant);
        }

        return plan;
    }

    /// <summary>A choice and, beside it, each further candidate in some order at the first of its offers that still fits, while that is worth more than it costs; null where one that must go does not fit.</summary>
    private (int Candidate, int Instant)[]? Filled((int Candidate, int Instant)[] messages, int[] inOrder, Offer[][] offered)
    {
        _ = PlanOf(messages);
        occupancy = new PeriodOccupancy(limits, problem.Instants.Length);
        foreach ((int candidate, int instant) in messages)
        {
            occupancy.Place(candidate, instant);
        }

        foreach (int candidate in inOrder)
        {
            if (!Array.Exists(messages, m => m.Candidate == candidate) && !TryPlace(candidate, offered[candidate]) && required[candidate])
            {
                return null;
            }
        }

        return [.. plan.Placed];
    }

    private bool TryPlace(int candidate, Offer[] offered)
    {
        foreach (ref readonly Offer offer in offered.AsSpan())
        {
            if ((required[candidate] || offer.Worth > problem.CostAfter(plan.Count)) && !occupancy.IsClosed(candidate, offer.Instant) && plan.Fits(candidate, offer.Instant))
            {
                plan.Add(candidate, offer.Instant);
                occupancy.Place(candidate, offer.Instant);
                return true;
            }
        }

        return false;
    }

    /// <summary>Reckons what each candidate's instants leave over at some prices.</summary>
    private void Price(ArbitrationPrices? prices)
    {
        places = prices?.Places ?? 0;
        foreach (int candidate in order)
        {
            long[]? paid = prices?.Paid[limits.SortOf[candidate]];
            offers[candidate] = Array.ConvertAll(problem.Open[candidate], s => new Offer(s.Instant, s.Worth, s.Worth - (paid?[s.Instant] ?? 0)));
        }

        Sort();
    }

    private void Sort()
    {
        foreach (int candidate in order)
        {
            byMargin[candidate] = [.. offers[candidate]];
            Array.Sort(byMargin[candidate], static (a, b) =>
                b.Margin.CompareTo(a.Margin) is not 0 and var margin ? margin : b.Worth.CompareTo(a.Worth) is not 0 and var worth ? worth : a.Instant.CompareTo(b.Instant));
            byTime[candidate] = [.. offers[candidate]];
            Array.Sort(byTime[candidate], static (a, b) => a.Instant.CompareTo(b.Instant));
        }
    }

    /// <summary>Tries what the prices point to: those that leave the most over first, at once and with the instants that are worth the most.</summary>
    private void Improve()
    {
        int[] dearest = [.. order.OrderByDescending(i => required[i]).ThenByDescending(i => byMargin[i][0].Margin)];
        if (Filled([], dearest, byMargin) is { } priced)
        {
            Keep(priced);
            bool[] goes = new bool[problem.Count];
            foreach ((int candidate, _) in priced)
            {
                goes[candidate] = true;
            }

            Keep(Filled([], [.. order.OrderByDescending(i => goes[i])], offers));
        }
    }

    private void Keep((int Candidate, int Instant)[]? other)
    {
        if (other is not null && (choice is null || Net(other) > Net(choice)))
        {
            choice = other;
        }
    }

    /// <summary>Begins with nothing placed, and leaves out offers that cannot be in something better than what was found.</summary>
    private void Start()
    {
        found = choice is null ? long.MinValue : Net(choice);
        _ = PlanOf([]);
        occupancy = new PeriodOccupancy(limits, problem.Instants.Length);
        (placed, missing) = (new bool[problem.Count], mandatory);
        Advance();
        long rest = Rest(0, 0, -1);
        Bound = rest == long.MinValue ? rest : places + rest;
        if (problem.HasSteadyCost && choice is not null)
        {
            foreach (int candidate in order)
            {
                long others = Bound - Gain(candidate, levels[0].Margins[candidate]);
                byMargin[candidate] = Array.FindAll(byMargin[candidate], o => others + o.Margin - problem.CostAfter(0) > found);
            }

            Advance();
        }
    }
}
