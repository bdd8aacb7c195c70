using System.Runtime.InteropServices;

namespace Loyalty.Pos.Catalog.Internal;

/// <summary>Files the automatic offers under their selectors: on ladders where nothing decides but a threshold and a strength.</summary>
internal sealed class ShelfBuilder
{
    private readonly OfferRow[] rows;
    private readonly Shelf[] shelves;
    private readonly List<int> offers = [];
    private readonly List<LadderCell> ladders = [];
    private readonly List<Rung> rungs = [];

    public ShelfBuilder(OfferRow[] rows, int selectors)
    {
        this.rows = rows;
        shelves = new Shelf[selectors];
        int next = 0;
        int[] filed = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Is(OfferTraits.Automatic)).OrderBy(i => rows[i].Key)];
        for (int selector = 0; selector < selectors; selector++)
        {
            int first = next;
            while (next < filed.Length && rows[filed[next]].Key == selector)
            {
                next++;
            }

            shelves[selector] = File(filed.AsSpan(first, next - first));
        }
    }

    public ReadOnlySpan<Shelf> Shelves => shelves;

    /// <summary>Whether there are ladders of exclusive offers.</summary>
    public bool HasExclusive { get; private set; }

    public ReadOnlySpan<int> Offers => CollectionsMarshal.AsSpan(offers);

    public ReadOnlySpan<LadderCell> Ladders => CollectionsMarshal.AsSpan(ladders);

    public ReadOnlySpan<Rung> Rungs => CollectionsMarshal.AsSpan(rungs);

    private Shelf File(ReadOnlySpan<int> own)
    {
        Shelf shelf = new() { Ladder = -1, FirstOffer = offers.Count };
        int last = -1;
        List<int> laddered = [];
        foreach (int offer in own)
        {
            if (rows[offer].Is(OfferTraits.OnLadder))
            {
                laddered.Add(offer);
            }
            else
            {
                offers.Add(offer);
            }
        }

        foreach (IGrouping<(bool Basket, RewardKind Kind, bool BySpend, bool Exclusive, int Priority, int Group), int> kind in laddered
            .GroupBy(o => (
                Basket: rows[o].Is(OfferTraits.Basket), rows[o].Kind, BySpend: rows[o].MinSpend > 0, Exclusive: rows[o].Stacking == Stacking.Exclusive, rows[o].Priority,
                Group: rows[o].Kind == RewardKind.BuyGet ? o : 0))
            .OrderBy(g => g.Key))
        {
            last = ladders.Count;
            shelf.Ladder = shelf.Ladder < 0 ? last : shelf.Ladder;
            Raise([.. kind], new Ladder { Kind = kind.Key.Kind, BySpend = kind.Key.BySpend, IsBasket = kind.Key.Basket, IsExclusive = kind.Key.Exclusive, IsOfOnePriority = true });
            HasExclusive |= kind.Key.Exclusive;
        }

        if (last >= 0)
        {
            CollectionsMarshal.AsSpan(ladders)[last].Head.IsLast = true;
        }

        shelf.Offers = offers.Count - shelf.FirstOffer;
        return shelf;
    }

    private void Raise(int[] own, Ladder ladder)
    {
        Array.Sort(own, (a, b) =>
        {
            int strength = CompareStrength(b, a);
            return strength != 0 ? strength : a.CompareTo(b);
        });
        Rung[] all = new Rung[own.Length];
        Stack<int> smaller = [];
        for (int i = own.Length - 1; i >= 0; i--)
        {
            ref readonly OfferRow row = ref rows[own[i]];
            bool isGroup = ladder.Kind == RewardKind.BuyGet;
            all[i] = new Rung
            {
                Least = Math.Max(Math.Max(row.MinSpend, row.MinUnits), isGroup ? (long)row.Buy + row.Get : 0),
                Amount = isGroup ? ((long)row.Buy << 32) | (uint)row.Get : row.Amount,
                Percent = row.Percent,
                Offer = own[i],
                Order = row.Order,
            };
            // The next weaker one that an equal discount would be given to counts, wherever its threshold stands.
            while (smaller.Count > 0 && own[smaller.Peek()] > own[i])
            {
                smaller.Pop();
            }

            if (ladder.Kind == RewardKind.Percent && smaller.Count > 0)
            {
                all[i].Clear = ClearOf(row, rows[own[smaller.Peek()]]);
            }

            smaller.Push(i);
        }

        List<Rung> steps = Steps(all);
        (ladder.Steps, ladder.FirstRung, ladder.Rungs) = (steps.Count, rungs.Count, all.Length);
        if (ladder is { Kind: RewardKind.Percent, BySpend: false, IsBasket: false, IsExclusive: false })
        {
            ladder.Flatten(CollectionsMarshal.AsSpan(steps));
        }

        ladders.Add(new LadderCell { Head = ladder });
        ladders.AddRange(steps.Select(s => new LadderCell { Step = s }));
        rungs.AddRange(all);
    }

    private List<Rung> Steps(Rung[] strongestFirst)
    {
        List<Rung> steps = [];
        foreach (Rung rung in strongestFirst.OrderBy(r => r.Least))
        {
            int strength = steps.Count == 0 ? 1 : CompareStrength(rung.Offer, steps[^1].Offer);
            if (strength > 0 || (strength == 0 && rung.Offer < steps[^1].Offer))
            {
                steps.Add(rung);
            }
        }

        return steps;
    }

    /// <summary>Positive where the first gives more: the higher percent or amount, the lower price.</summary>
    private int CompareStrength(int offer, int other)
    {
        ref readonly OfferRow a = ref rows[offer];
        ref readonly OfferRow b = ref rows[other];
        return a.Kind switch
        {
            RewardKind.Percent => a.Ratio.CompareTo(b.Ratio),
            RewardKind.Amount => a.Amount.CompareTo(b.Amount),
            RewardKind.BuyGet => 0,
            _ => b.Amount.CompareTo(a.Amount),
        };
    }

    /// <summary>Shares that differ by a whole minor unit cannot round to the same one.</summary>
    private static int ClearOf(in OfferRow stronger, in OfferRow weaker)
    {
        Int128 difference = ((Int128)stronger.Numerator * weaker.Denominator) - ((Int128)weaker.Numerator * stronger.Denominator);
        Int128 least = (((Int128)stronger.Denominator * weaker.Denominator) + difference - 1) / difference;
        return least > int.MaxValue ? int.MaxValue : (int)least;
    }
}
