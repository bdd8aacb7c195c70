namespace Loyalty.Pos.Internal;

/// <summary>
/// Best offers on one selector that differ only in how much they give and from what spend or quantity on: strongest first, so that the first
/// that holds is the best. Whatever the catalogue's size, a line looks at one or two.
/// </summary>
internal sealed class Ladder
{
    private readonly Group[] groups;
    private readonly long[] leasts;
    private readonly int[] smallestIndexes;

    private Ladder(RewardKind kind, bool bySpend, List<Group> groups, List<long> leasts, List<int> smallestIndexes)
    {
        Kind = kind;
        BySpend = bySpend;
        this.groups = [.. groups];
        this.leasts = [.. leasts];
        this.smallestIndexes = [.. smallestIndexes];
    }

    /// <summary>Offers of equal strength: where their thresholds stand, ascending, each with the smallest id up to it.</summary>
    private readonly record struct Group(int First, int Count);

    public RewardKind Kind { get; }

    /// <summary>Whether the thresholds are of spend, not of units.</summary>
    public bool BySpend { get; }

    public int Rungs => groups.Length;

    /// <summary>Whether an offer can stand on a ladder: nothing decides but its threshold and its strength.</summary>
    public static bool Holds(CompiledOffer offer) => offer.Definition.Activation == Catalog.Activation.Automatic && offer.Stacking == Catalog.Stacking.Best
        && offer.Kind is RewardKind.Percent or RewardKind.Amount or RewardKind.FixedPrice && (!offer.IsBasket || (offer.Kind == RewardKind.Percent && offer.Target == 0))
        && offer.Calendar.IsAlways && offer.MaxDiscount == CompiledOffer.Unlimited && offer.MaxUnits == CompiledOffer.Unlimited
        && !offer.RequiresItems && (offer.MinSpend == 0 || offer.MinUnits == 0);

    /// <summary>Builds the ladders of one selector: one for each kind, measure and phase.</summary>
    public static Ladder[] Build(IEnumerable<CompiledOffer> offers) =>
    [
        .. offers.GroupBy(o => (o.IsBasket, o.Kind, BySpend: o.MinSpend > 0)).OrderBy(g => g.Key.IsBasket).ThenBy(g => g.Key.Kind).ThenBy(g => g.Key.BySpend)
            .Select(g => Build(g.Key.Kind, g.Key.BySpend, [.. g])),
    ];

    /// <summary>The offer with the smallest id on a rung whose threshold is reached, or −1.</summary>
    public int On(int rung, long measure)
    {
        Group group = groups[rung];
        if (leasts[group.First] > measure)
        {
            return -1;
        }

        int low = group.First;
        int high = group.First + group.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (leasts[middle] <= measure)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return smallestIndexes[low];
    }

    private static Ladder Build(RewardKind kind, bool bySpend, CompiledOffer[] offers)
    {
        // Strongest first: the higher percent or amount, the lower price.
        Array.Sort(offers, (a, b) =>
        {
            int strength = Strength(kind, a, b);
            int least = Least(a).CompareTo(Least(b));
            return strength != 0 ? strength : least != 0 ? least : a.Index.CompareTo(b.Index);
        });
        List<Group> groups = [];
        List<long> leasts = [];
        List<int> smallest = [];
        for (int from = 0; from < offers.Length;)
        {
            int first = leasts.Count;
            int to = from;
            for (; to < offers.Length && Strength(kind, offers[from], offers[to]) == 0; to++)
            {
                if (leasts.Count == first || offers[to].Index < smallest[^1])
                {
                    leasts.Add(Least(offers[to]));
                    smallest.Add(offers[to].Index);
                }
            }

            groups.Add(new Group(first, leasts.Count - first));
            from = to;
        }

        return new Ladder(kind, bySpend, groups, leasts, smallest);
    }

    private static long Least(CompiledOffer offer) => Math.Max(offer.MinSpend, offer.MinUnits);

    private static int Strength(RewardKind kind, CompiledOffer a, CompiledOffer b) => kind switch
    {
        RewardKind.Percent => b.Ratio.CompareTo(a.Ratio),
        RewardKind.Amount => b.Amount.CompareTo(a.Amount),
        _ => a.Amount.CompareTo(b.Amount),
    };
}
