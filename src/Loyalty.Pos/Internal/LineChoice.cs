using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>Settles a line on which every offer decides for itself: the one that gives most alone, or all compound ones together.</summary>
internal sealed class LineChoice(PricingWork work, Units units, Mechanic mechanic)
{
    private const int MostRuns = 8;
    private readonly ApplicationLog trial = new();
    private readonly ApplicationLog only = new();

    /// <summary>What compound offers take off a line together, how many of them give something, and the first of them.</summary>
    public readonly record struct Together(long Discount, int Offers, int First);

    /// <summary>Applies the offer that stands alone on a line, unless compound ones together give more; of equals fewer offers, then smaller ids.</summary>
    public void Settle(Span<ActiveOffer> offers, ReadOnlySpan<int> alone, ReadOnlySpan<int> together, int line, ApplicationLog log)
    {
        int winner = Best(offers, alone, line, out long most);
        if (winner >= 0 && (together.Length == 0 || Wins(offers, winner, most, together, line)))
        {
            _ = mechanic.Apply(offers[winner].Offer, [line], log);
        }
    }

    /// <summary>Applies the offer that gives most on what is left of a line; of equal ones the smaller id.</summary>
    public void ApplyBest(Span<ActiveOffer> offers, ReadOnlySpan<int> alone, int line, ApplicationLog log)
    {
        int winner = Best(offers, alone, line, out _);
        if (winner >= 0)
        {
            _ = mechanic.Apply(offers[winner].Offer, [line], log);
        }
    }

    /// <summary>The offer that gives most on what is left of a line, −1 where none gives anything.</summary>
    public int Best(Span<ActiveOffer> offers, ReadOnlySpan<int> alone, int line, out long most)
    {
        int winner = -1;
        most = 0;
        foreach (int i in alone)
        {
            ref readonly ActiveOffer active = ref offers[i];
            if (active.IsTied)
            {
                continue;
            }

            long discount = Value(active.Offer, line);
            if (discount > most || (discount == most && discount > 0 && active.Offer.Index < offers[winner].Offer.Index))
            {
                most = discount;
                winner = i;
            }
        }

        return winner;
    }

    /// <summary>What compound offers would take off what is left of a line; those that tie lines are left out.</summary>
    public Together Reckon(Span<ActiveOffer> offers, ReadOnlySpan<int> together, int line, bool onlySimple = false)
    {
        if (TryReckon(offers, together, line, onlySimple, out Together quick))
        {
            return quick;
        }

        units.Keep(line);
        trial.Clear();
        Try(offers, together, line, trial);
        units.PutBack(line);
        int first = -1;
        foreach (int i in together)
        {
            first = trial.Holds(offers[i].Offer) && (first < 0 || offers[i].Offer.Index < offers[first].Offer.Index) ? i : first;
        }

        return new Together(trial.Total, trial.Entries.Count, first);
    }

    private bool Wins(Span<ActiveOffer> offers, int winner, long most, ReadOnlySpan<int> together, int line)
    {
        if (HasCompounded(line))
        {
            // Compound ones have some units whoever wins the others.
            units.Keep(line);
            only.Clear();
            Try(offers, together, line, only);
            units.PutBack(line);
            units.Keep(line);
            trial.Clear();
            _ = mechanic.Apply(offers[winner].Offer, [line], trial);
            Try(offers, together, line, trial);
            units.PutBack(line);
            return trial.Total != only.Total ? trial.Total > only.Total : trial.IsPreferredTo(only);
        }

        Together rivals = Reckon(offers, together, line);
        return most != rivals.Discount ? most > rivals.Discount
            : rivals.Offers != 1 || offers[winner].Offer.Index < offers[rivals.First].Offer.Index;
    }

    /// <summary>Whether a line has units that only compound offers may discount.</summary>
    public bool HasCompounded(int line)
    {
        for (int i = units.Head(line); i >= 0; i = units[i].Next)
        {
            if (units[i].State == UnitState.Compounded)
            {
                return true;
            }
        }

        return false;
    }

    private void Try(Span<ActiveOffer> offers, ReadOnlySpan<int> together, int line, ApplicationLog log)
    {
        foreach (int i in together)
        {
            if (!offers[i].IsTied)
            {
                _ = mechanic.Apply(offers[i].Offer, [line], log);
            }
        }
    }

    /// <summary>Reckons without laying anything on units, where no floor and no limit makes units differ.</summary>
    private bool TryReckon(Span<ActiveOffer> offers, ReadOnlySpan<int> together, int line, bool onlySimple, out Together result)
    {
        result = default;
        Span<long> left = stackalloc long[MostRuns];
        Span<long> counts = stackalloc long[MostRuns];
        int runs = 0;
        for (int i = units.Head(line); i >= 0; i = units[i].Next)
        {
            ref readonly Run run = ref units[i];
            if (run.State >= UnitState.Taken)
            {
                continue;
            }

            if (run.Bear != run.Amount || runs == MostRuns)
            {
                return false;
            }

            left[runs] = run.Amount;
            counts[runs++] = run.Count;
        }

        long whole = -1;
        long total = 0;
        int number = 0;
        int first = -1;
        foreach (int o in together)
        {
            CompiledOffer offer = offers[o].Offer;
            bool simple = offer.IsSimple;
            if (offers[o].IsTied || (onlySimple && !simple))
            {
                continue;
            }

            if (!simple || (whole >= 0 && offer.Kind != RewardKind.Percent))
            {
                return false;
            }

            long off = 0;
            if (offer.Kind == RewardKind.Percent)
            {
                whole = whole < 0 ? Whole(left[..runs], counts) : whole;
                off = offer.Ratio.Of(whole);
                whole -= off;
            }
            else
            {
                long price = offer.Kind == RewardKind.FixedPrice ? work.PriceOn(line, offer.Amount) : 0;
                for (int r = 0; r < runs; r++)
                {
                    long each = offer.Kind == RewardKind.FixedPrice ? Math.Max(0, left[r] - price) : Math.Min(offer.Amount, left[r]);
                    left[r] -= each;
                    off += each * counts[r];
                }
            }

            total += off;
            if (off > 0)
            {
                number++;
                first = first < 0 || offer.Index < offers[first].Offer.Index ? o : first;
            }
        }

        result = new Together(total, number, first);
        return true;
    }

    private static long Whole(ReadOnlySpan<long> left, ReadOnlySpan<long> counts)
    {
        long whole = 0;
        for (int r = 0; r < left.Length; r++)
        {
            whole += left[r] * counts[r];
        }

        return whole;
    }

    /// <summary>What an offer would take off a line, nothing laid on units.</summary>
    private long Value(CompiledOffer offer, int line)
    {
        if (!offer.IsSimple)
        {
            return mechanic.Apply(offer, [line], null);
        }

        long price = offer.Kind == RewardKind.FixedPrice ? work.PriceOn(line, offer.Amount) : 0;
        long off = 0;
        long weight = 0;
        bool compounds = offer.Stacking == Stacking.Compound;
        for (int i = units.Head(line); i >= 0; i = units[i].Next)
        {
            ref readonly Run run = ref units[i];
            if (run.State != UnitState.Free && !(compounds && run.State == UnitState.Compounded))
            {
                continue;
            }

            switch (offer.Kind)
            {
                case RewardKind.Percent:
                    weight += run.Bear > 0 ? run.Amount * run.Count : 0;
                    off += run.Bear * run.Count;
                    break;
                case RewardKind.Amount:
                    off += Math.Min(offer.Amount, run.Bear) * run.Count;
                    break;
                default:
                    off += Math.Clamp(run.Amount - price, 0, run.Bear) * run.Count;
                    break;
            }
        }

        return offer.Kind == RewardKind.Percent ? Math.Min(offer.Ratio.Of(weight), off) : off;
    }
}
