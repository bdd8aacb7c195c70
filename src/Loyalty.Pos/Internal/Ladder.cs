namespace Loyalty.Pos.Internal;

/// <summary>
/// Best offers on one selector that differ only in how much they give and from what spend or quantity on. Whatever the catalogue's size, a
/// line looks at one of them: the strongest whose threshold is reached.
/// </summary>
/// <remarks>
/// A weaker one can round to the same discount, and then the smaller id counts. From <see cref="Rung.Clear"/> on it cannot; below, the
/// rungs are climbed from the strongest down until one gives less.
/// </remarks>
internal sealed class Ladder
{
    private readonly Rung[] strongestFirst;
    private readonly Rung[] steps;

    private Ladder(RewardKind kind, bool bySpend, Rung[] strongestFirst)
    {
        Kind = kind;
        BySpend = bySpend;
        this.strongestFirst = strongestFirst;
        steps = Steps(kind, strongestFirst);
    }

    public RewardKind Kind { get; }

    /// <summary>Whether the thresholds are of spend, not of units.</summary>
    public bool BySpend { get; }

    /// <summary>Every offer, strongest first; of equally strong ones the smaller id first.</summary>
    public ReadOnlySpan<Rung> All => strongestFirst;

    /// <summary>Builds the ladders of one selector: one for each kind and measure.</summary>
    public static Ladder[] Build(IEnumerable<Rung> rungs) =>
    [
        .. rungs.GroupBy(r => (r.Kind, r.BySpend)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.BySpend).Select(g => Build(g.Key.Kind, g.Key.BySpend, [.. g])),
    ];

    /// <summary>The strongest offer whose threshold is reached, of equally strong ones the one with the smallest id; null where none is.</summary>
    public ref readonly Rung At(long measure)
    {
        Rung[] all = steps;
        int low = -1;
        if (all.Length <= 8)
        {
            while (low + 1 < all.Length && all[low + 1].Least <= measure)
            {
                low++;
            }
        }
        else
        {
            int high = all.Length;
            while (high - low > 1)
            {
                int middle = (low + high) >> 1;
                (low, high) = all[middle].Least <= measure ? (middle, high) : (low, middle);
            }
        }

        return ref low < 0 ? ref System.Runtime.CompilerServices.Unsafe.NullRef<Rung>() : ref all[low];
    }

    private static Ladder Build(RewardKind kind, bool bySpend, Rung[] rungs)
    {
        Array.Sort(rungs, (a, b) =>
        {
            int strength = b.CompareStrength(kind, a);
            return strength != 0 ? strength : a.Offer.CompareTo(b.Offer);
        });
        for (int i = rungs.Length - 2; i >= 0; i--)
        {
            // The next weaker one, wherever its threshold stands.
            rungs[i].Clear = rungs[i].CompareStrength(kind, rungs[i + 1]) == 0 ? rungs[i + 1].Clear : kind == RewardKind.Percent ? rungs[i].ClearOf(rungs[i + 1]) : 0;
        }

        return new Ladder(kind, bySpend, rungs);
    }

    /// <summary>By threshold the offer that is chosen from there on.</summary>
    private static Rung[] Steps(RewardKind kind, Rung[] strongestFirst)
    {
        List<Rung> steps = [];
        foreach (Rung rung in strongestFirst.OrderBy(r => r.Least))
        {
            if (steps.Count == 0)
            {
                steps.Add(rung);
                continue;
            }

            Rung last = steps[^1];
            int strength = rung.CompareStrength(kind, last);
            if (strength < 0 || (strength == 0 && rung.Offer > last.Offer))
            {
                continue;
            }

            if (last.Least == rung.Least)
            {
                steps.RemoveAt(steps.Count - 1);
            }

            steps.Add(rung);
        }

        return [.. steps];
    }

    /// <summary>An offer on a ladder.</summary>
    internal struct Rung(int offer, in OfferRow row)
    {
        /// <summary>From what spend or quantity on.</summary>
        public readonly long Least = Math.Max(row.MinSpend, row.MinUnits);
        public readonly long Amount = row.Amount;
        public readonly Ratio Ratio = row.Ratio;

        /// <summary>The amount from which on every weaker percent gives less by a minor unit at least.</summary>
        public long Clear;
        public readonly int Offer = offer;
        public readonly RewardKind Kind = row.Kind;
        public readonly bool BySpend = row.MinSpend > 0;
        public readonly bool IsBasket = row.Is(OfferTraits.Basket);

        /// <summary>Positive where this gives more: the higher percent or amount, the lower price.</summary>
        public readonly int CompareStrength(RewardKind kind, in Rung other) => kind switch
        {
            RewardKind.Percent => Ratio.CompareTo(other.Ratio),
            RewardKind.Amount => Amount.CompareTo(other.Amount),
            _ => other.Amount.CompareTo(Amount),
        };

        /// <summary>Shares that differ by a whole minor unit cannot round to the same one.</summary>
        public readonly long ClearOf(in Rung weaker)
        {
            Int128 difference = ((Int128)Ratio.Numerator * weaker.Ratio.Denominator) - ((Int128)weaker.Ratio.Numerator * Ratio.Denominator);
            Int128 least = (((Int128)Ratio.Denominator * weaker.Ratio.Denominator) + difference - 1) / difference;
            return least > long.MaxValue ? long.MaxValue : (long)least;
        }
    }
}
