namespace Loyalty.ContactPolicy.Internal;

/// <content>The way down: what goes next, after those that are placed.</content>
internal sealed partial class ArbitrationSearch
{
    /// <summary>Decides what goes next after those that are placed, if anything.</summary>
    private void Descend(long worth, long margin)
    {
        int level = plan.Count;
        long net = worth - problem.CostOf(level);
        if (missing == 0 && Above(net) > target)
        {
            (target, choice) = (Above(net), [.. plan.Placed]);
        }

        long cost = problem.CostOf(level) << bits;
        long rest = Rest(level, level, -1);
        if (rest == long.MinValue || margin - levels[level].Passed - cost + rest < target || (level > 1 && memory.IsKnown(plan, worth, RankInTheWay())))
        {
            return;
        }

        foreach (int candidate in order)
        {
            if (levels[level].Margins[candidate] is var most && most != long.MinValue && !placed[candidate])
            {
                long others = margin + Rest(level, level + 1, candidate) - (problem.CostOf(level + 1) << bits);
                if (others + most - levels[level].Passed >= target)
                {
                    Place(candidate, worth, margin, others);
                }
            }

            if (!IsComplete)
            {
                return;
            }
        }
    }

    /// <summary>Tries the instants of a candidate that come after what is placed, the earliest first, each that is worth more than those before it.</summary>
    private void Place(int candidate, long worth, long margin, long others)
    {
        long most = -1;
        int row = 0;
        long left = 0;
        (int Instant, long Worth) skipped = (-1, -1);
        Offer[] inTime = byTime[candidate];
        for (int i = NextAfter(inTime, candidate); i < inTime.Length; i++)
        {
            Offer offer = inTime[i];
            if (offer.Worth <= most || occupancy.IsClosed(candidate, offer.Instant))
            {
                continue;
            }

            passed.Until(offer.Instant, ref row, ref left);
            if (others - left + offer.Margin < target)
            {
                skipped = offer.Worth > skipped.Worth ? (offer.Instant, offer.Worth) : skipped;
                continue;
            }

            // What was left out for its price may keep this one out all the same.
            if (earlierIsNoWorse && skipped.Worth >= offer.Worth)
            {
                (most, skipped) = (Fits(candidate, skipped.Instant) ? skipped.Worth : most, (-1, -1));
            }

            if (IsComplete && offer.Worth > most && Fits(candidate, offer.Instant))
            {
                most = earlierIsNoWorse ? offer.Worth : -1;
                Follow(candidate, offer, worth, margin);
            }

            if (!IsComplete)
            {
                return;
            }
        }
    }

    private bool Fits(int candidate, int instant)
    {
        if (Steps == mostSteps)
        {
            IsComplete = false;
            return false;
        }

        Steps++;
        return plan.Fits(candidate, instant);
    }

    private void Follow(int candidate, Offer offer, long worth, long margin)
    {
        plan.Add(candidate, offer.Instant);
        occupancy.Place(candidate, offer.Instant);
        passed.Take(offer.Column);
        placed[candidate] = true;
        missing -= required[candidate] ? 1 : 0;
        Advance();
        Descend(worth + offer.Worth, margin + offer.Margin);
        missing += required[candidate] ? 1 : 0;
        placed[candidate] = false;
        passed.Give(offer.Column);
        occupancy.TakeBack(candidate, offer.Instant);
        plan.Remove(candidate);
    }

    /// <summary>The rank of the last message, where another that ranks before it could go at its instant but for that; else −1.</summary>
    private int RankInTheWay()
    {
        (int last, int instant) = plan.Last;
        foreach (int candidate in order)
        {
            if (!placed[candidate] && problem.Ranks[candidate] < problem.Ranks[last] && !occupancy.IsClosed(candidate, instant) && Array.Exists(byTime[candidate], o => o.Instant == instant))
            {
                return problem.Ranks[last];
            }
        }

        return -1;
    }

    /// <summary>The first offer that goes after the last that is placed.</summary>
    private int NextAfter(Offer[] inTime, int candidate)
    {
        if (plan.Count == 0)
        {
            return 0;
        }

        (int last, int instant) = plan.Last;
        int low = 0;
        for (int high = inTime.Length; low < high;)
        {
            int middle = (low + high) / 2;
            (low, high) = IsAfter(candidate, inTime[middle].Instant, last, instant) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private bool IsAfter(int candidate, int instant, int last, int lastInstant) => instant > lastInstant || (instant == lastInstant && problem.Ranks[candidate] > problem.Ranks[last]);

    /// <summary>Finds for each candidate that is left the offer with the largest margin that goes after what is placed and is not closed, and what all can add.</summary>
    private void Advance()
    {
        int level = plan.Count;
        (int last, int instant) = level == 0 ? (-1, -1) : plan.Last;
        Level now = LevelAt(level);
        (int row, long left) = (0, 0);
        passed.Until(instant, ref row, ref left);
        (now.Rest, now.Passed) = (0, left);
        foreach (int candidate in order)
        {
            if (placed[candidate])
            {
                continue;
            }

            Offer[] sorted = byMargin[candidate];
            int at = level == 0 ? 0 : levels[level - 1].First[candidate];
            while (at < sorted.Length && (occupancy.IsClosed(candidate, sorted[at].Instant) || (level > 0 && !IsAfter(candidate, sorted[at].Instant, last, instant))))
            {
                at++;
            }

            (now.First[candidate], now.Margins[candidate]) = (at, at < sorted.Length ? sorted[at].Margin : long.MinValue);
            long gain = Gain(candidate, now.Margins[candidate]);
            now.Rest = gain == long.MinValue || now.Rest == long.MinValue ? long.MinValue : now.Rest + gain;
        }
    }

    private Level LevelAt(int level)
    {
        while (levels.Count <= level)
        {
            levels.Add(new Level(new int[problem.Count], new long[problem.Count]));
        }

        return levels[level];
    }

    /// <summary>What a candidate can add where each message costs as much as the first; the least number where it must go and cannot.</summary>
    private long Gain(int candidate, long margin) => required[candidate] ? (margin == long.MinValue ? margin : margin - Cost(0)) : margin > Cost(0) ? margin - Cost(0) : 0;

    /// <summary>The most that the candidates that are left, but one, can add at a level, less what they cost after so many; the least number where one must go and cannot.</summary>
    private long Rest(int level, int after, int but)
    {
        Level now = levels[level];
        if (now.Rest == long.MinValue || problem.HasSteadyCost)
        {
            return but < 0 || now.Rest == long.MinValue ? now.Rest : now.Rest - Gain(but, now.Margins[but]);
        }

        int count = 0;
        foreach (int candidate in order)
        {
            if (!placed[candidate] && candidate != but && now.Margins[candidate] > 0)
            {
                largest[count++] = -now.Margins[candidate];
            }
        }

        Array.Sort(largest, 0, count);
        long sum = 0;
        for (int i = 0; i < count && -largest[i] > Cost(after + i); i++)
        {
            sum += -largest[i] - Cost(after + i);
        }

        return sum;
    }

    /// <summary>An instant, its number among all offers, what a candidate is worth then, and what of that is left over once it has paid for its places, in parts of a millionth.</summary>
    private readonly record struct Offer(int Instant, int Column, long Worth, long Margin);

    private sealed class Level(int[] first, long[] margins)
    {
        /// <summary>Which of each candidate's offers, by margin, is the first that is open.</summary>
        public int[] First => first;

        public long[] Margins => margins;

        /// <summary>What all that are left can add where each message costs as much as the first.</summary>
        public long Rest { get; set; }

        /// <summary>What places are worth that were left in windows which have passed.</summary>
        public long Passed { get; set; }
    }
}
