namespace Loyalty.ContactPolicy.Internal;

/// <summary>Looks for the choice that is worth the most: message after message in order of time, as far as the bound promises more than is looked for.</summary>
/// <remarks>
/// <para>The bound is that of <see cref="ArbitrationPrices"/>, which a placement changes only by what it pays and by the instants that it closes; places in windows that have passed are worth nothing any more.</para>
/// <para>First only what is worth as much as the bound is looked for, then a little less, until something is found: so little is looked at that is worth less than the best.</para>
/// <para>A message that could go earlier, after the same ones, and be worth as much there, need not be tried later: a contact that is older is in the way of no more. Where the same messages stand already and those
/// that still count at the same instants, only the dearer of two beginnings is followed. One thread at a time.</para>
/// </remarks>
internal sealed partial class ArbitrationSearch
{
    // By what share of the bound the first search but one goes below it, and how much further each next one goes.
    private const int FirstStep = 4096;
    private const int NextStep = 4;

    private readonly ArbitrationProblem problem;
    private readonly int mostSteps;
    private readonly GuestPlan plan;
    private readonly ArbitrationLimits limits;
    private readonly PeriodOccupancy occupancy;
    private readonly List<Level> levels = [];
    private readonly Offer[][] byTime;
    private readonly Offer[][] byMargin;
    private readonly bool earlierIsNoWorse;
    private readonly long[] largest;
    private int[] order = [];
    private bool[] required = [];
    private bool[] placed = [];
    private SearchMemory memory = null!;
    private PassedPlaces passed = PassedPlaces.None;
    private int missing;
    private int mandatory;
    private int bits;
    private long places;
    private long root;
    private long target;
    private (int Candidate, int Instant)[]? choice;

    public ArbitrationSearch(ArbitrationProblem problem, int mostSteps)
    {
        this.problem = problem;
        this.mostSteps = mostSteps;
        plan = new GuestPlan(problem);
        limits = new ArbitrationLimits(problem);
        occupancy = new PeriodOccupancy(limits, problem.Instants.Length);
        byTime = new Offer[problem.Count][];
        byMargin = new Offer[problem.Count][];
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

        choice = Filled([], order);
        Price(null);
        IsComplete = mostSteps > 0;
        if (IsComplete && Bound > Found && !IsSplit() && IsComplete)
        {
            Search();
        }

        if (!IsComplete && choice is not null)
        {
            choice = Filled(choice, order);
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

    /// <summary>Whether a message surely cannot be added to what stands in the plan of a choice.</summary>
    public bool IsClosed(int candidate, int instant) => occupancy.IsClosed(candidate, instant);

    /// <summary>The plan of a choice, to ask what else would fit.</summary>
    public GuestPlan PlanOf((int Candidate, int Instant)[] messages)
    {
        plan.Clear();
        occupancy.Clear();
        foreach ((int candidate, int instant) in messages)
        {
            plan.Add(candidate, instant);
            occupancy.Place(candidate, instant);
        }

        return plan;
    }

    private long Found => choice is null ? long.MinValue : Net(choice);

    /// <summary>A choice and, beside it, each further candidate in some order at the most precious instant that still fits, while that is worth more than it costs; null where one that must go does not fit.</summary>
    private (int Candidate, int Instant)[]? Filled((int Candidate, int Instant)[] messages, int[] inOrder)
    {
        _ = PlanOf(messages);
        foreach (int candidate in inOrder)
        {
            if (!Array.Exists(messages, m => m.Candidate == candidate) && !TryPlace(candidate) && required[candidate])
            {
                return null;
            }
        }

        return [.. plan.Placed];
    }

    private bool TryPlace(int candidate)
    {
        foreach (ref readonly ArbitrationProblem.Slot slot in problem.Open[candidate].AsSpan())
        {
            if (!required[candidate] && slot.Worth <= problem.CostAfter(plan.Count))
            {
                return false;
            }

            if (!occupancy.IsClosed(candidate, slot.Instant) && plan.Fits(candidate, slot.Instant))
            {
                plan.Add(candidate, slot.Instant);
                occupancy.Place(candidate, slot.Instant);
                return true;
            }
        }

        return false;
    }

    /// <summary>Seeks the best prices, and where they leave something open those of halves; returns whether it is known then that nothing is worth more than what was found.</summary>
    private bool IsSplit()
    {
        OfferColumns columns = new(problem, order, required);
        ArbitrationPrices prices = new(limits, columns, problem.Instants.Length, Found, taken => Guided(columns, taken));
        Price(prices.Seek());
        if (!problem.HasSteadyCost || Bound <= Found)
        {
            return Bound <= Found;
        }

        bool isClosed = prices.Split(mostSteps);
        Steps = prices.Steps;
        IsComplete = isClosed || Steps < mostSteps;
        return isClosed;
    }

    /// <summary>Keeps what is taken the most, where it fits, and then the rest; returns what is worth being beaten.</summary>
    private long Guided(OfferColumns columns, List<(int Set, int Column, double Share)> taken)
    {
        plan.Clear();
        bool[] goes = new bool[problem.Count];
        foreach ((int set, int column, _) in taken.OrderByDescending(t => columns.Required[t.Set]).ThenByDescending(t => t.Share))
        {
            int candidate = order[set];
            if (!goes[candidate] && plan.Fits(candidate, columns.Instants[column]))
            {
                goes[candidate] = true;
                plan.Add(candidate, columns.Instants[column]);
            }
        }

        Keep(Filled([.. plan.Placed], order));
        return Found;
    }

    private void Keep((int Candidate, int Instant)[]? other)
    {
        if (other is not null && (choice is null || Net(other) > Net(choice)))
        {
            choice = other;
        }
    }

    /// <summary>Reckons what each candidate's instants leave over at some prices.</summary>
    private void Price(ExactPrices? prices)
    {
        (bits, places) = (prices?.Bits ?? 0, prices?.Places ?? 0);
        passed = prices is null ? PassedPlaces.None : new PassedPlaces(prices.Rows, prices.Paid.Length);
        int column = 0;
        foreach (int candidate in order)
        {
            ArbitrationProblem.Slot[] slots = problem.InTime[candidate];
            Offer[] offers = new Offer[slots.Length];
            for (int i = 0; i < offers.Length; i++, column++)
            {
                offers[i] = new Offer(slots[i].Instant, column, slots[i].Worth, (slots[i].Worth << bits) - (prices?.Paid[column] ?? 0));
            }

            byTime[candidate] = offers;
        }

        Look();
    }

    /// <summary>Reckons the bound with nothing placed.</summary>
    private void Look()
    {
        (placed, missing) = (new bool[problem.Count], mandatory);
        Level first = LevelAt(0);
        first.Rest = 0;
        foreach (int candidate in order)
        {
            long most = long.MinValue;
            foreach (ref readonly Offer offer in byTime[candidate].AsSpan())
            {
                most = Math.Max(most, offer.Margin);
            }

            first.Margins[candidate] = most;
            first.Rest += Gain(candidate, most);
        }

        root = places + Rest(0, 0, -1);
        Bound = root >> bits;
    }

    /// <summary>Begins with nothing placed to look for what is worth more than some sum, and leaves out offers that cannot be in it.</summary>
    private void Start(long below)
    {
        Look();
        _ = PlanOf([]);
        target = Above(below);
        foreach (int candidate in order)
        {
            long others = root - Gain(candidate, levels[0].Margins[candidate]) - Cost(0);
            Offer[] some = problem.HasSteadyCost ? Array.FindAll(byTime[candidate], o => others + o.Margin >= target) : [.. byTime[candidate]];
            Array.Sort(some, static (a, b) =>
                b.Margin.CompareTo(a.Margin) is not 0 and var margin ? margin : b.Worth.CompareTo(a.Worth) is not 0 and var worth ? worth : a.Instant.CompareTo(b.Instant));
            byMargin[candidate] = some;
        }

        Advance();
    }

    /// <summary>Looks for what is worth as much as the bound, then for a little less.</summary>
    private void Search()
    {
        long step = 1;
        while (Bound > Found)
        {
            (long bound, long below) = (Bound, Math.Max(Found, step > Bound ? long.MinValue : Bound - step));
            Start(below);
            Bound = bound;
            memory = new SearchMemory(problem, limits);
            Descend(0, places);
            if (!IsComplete || Found > below || below == Found)
            {
                return;
            }

            (Bound, step) = (below, Math.Max(step * NextStep, Bound / FirstStep));
        }
    }

    private long Above(long below) => below == long.MinValue ? below : (below + 1) << bits;

    private long Cost(int count) => problem.CostAfter(count) << bits;
}
