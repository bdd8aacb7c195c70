using System.Numerics;
using Loyalty.Pos.Catalog;
using Loyalty.Pos.Mechanics;

namespace Loyalty.Pos.Tests;

/// <summary>Prices as the rules are written, unit by unit and combination by combination, with exact fractions and no cleverness.</summary>
internal sealed class NaivePricer(CatalogueDefinition catalogue, Basket basket)
{
    private sealed class Unit
    {
        public required int Line;
        public required int Number;
        public required BigInteger Amount;
        public required BigInteger Bear;
        public int State; // 0 free, 1 compounded, 2 taken, 3 closed
        public bool Touched;
    }

    private sealed record Entry(Offer Offer, int Line, BigInteger Discount, BigInteger Units);

    private readonly BasketLine[] lines = basket.Lines.ToArray();
    private List<Unit> units = [];
    private List<Entry> log = [];
    private Dictionary<Offer, long> times = [];

    public BigInteger[] LineDiscounts { get; private set; } = [];

    public SortedDictionary<string, (BigInteger Discount, long Times)> Applied { get; } = new(StringComparer.Ordinal);

    public BigInteger Points { get; private set; }

    /// <summary>The points offers that apply, by id, with what each adds.</summary>
    public List<(string Offer, BigInteger Points)> AppliedPoints { get; private set; } = [];

    public int Combinations { get; private set; }

    /// <summary>Whether two best combinations discount alike and differ only in which further units they use: the rules leave that open.</summary>
    public bool HasTwins { get; private set; }

    /// <summary>Whether two different combinations discount alike, so that the basket's order decided.</summary>
    public bool HasTies { get; private set; }

    public NaivePricer Price()
    {
        for (int i = 0; i < lines.Length; i++)
        {
            for (int n = 0; n < lines[i].Units; n++)
            {
                BigInteger amount = (lines[i].Amount / lines[i].Units) + (n < lines[i].Amount % lines[i].Units ? 1 : 0);
                units.Add(new Unit { Line = i, Number = n, Amount = amount, Bear = Bear(i, amount) });
            }
        }

        Offer[] active = [.. catalogue.Offers.Where(o => o.Reward is not BonusPoints && Holds(o)).OrderBy(o => o, Comparer<Offer>.Create(InOrder))];
        foreach (bool ofBasket in new[] { false, true })
        {
            if (ofBasket)
            {
                units.ForEach(u => (u.State, u.Touched) = (u.State == 3 ? 3 : 0, false));
            }

            foreach (IGrouping<int, Offer> group in active.Where(o => OfBasket(o) == ofBasket).GroupBy(o => o.Priority).OrderByDescending(g => g.Key))
            {
                Settle([.. group.Where(o => o.Stacking == Stacking.Exclusive)], [], ofBasket);
                Settle([.. group.Where(o => o.Stacking == Stacking.Best)], [.. group.Where(o => o.Stacking == Stacking.Compound)], ofBasket);
                units.ForEach(u => (u.State, u.Touched) = (u.Touched && u.State == 0 ? 1 : u.State, false));
            }
        }

        LineDiscounts = [.. Enumerable.Range(0, lines.Length).Select(i => log.Where(e => e.Line == i).Aggregate(BigInteger.Zero, (a, e) => a + e.Discount))];
        foreach (IGrouping<Offer, Entry> offer in log.GroupBy(e => e.Offer))
        {
            Applied[offer.Key.Id.Value] = (offer.Aggregate(BigInteger.Zero, (a, e) => a + e.Discount), times[offer.Key]);
        }

        Points = ReckonPoints();
        return this;
    }

    /// <summary>All points; what raises no line, and what adds none and can be spared, is taken out by id, round after round.</summary>
    private BigInteger ReckonPoints()
    {
        List<Offer> applied = [.. catalogue.Offers.Where(o => o.Reward is BonusPoints && Holds(o)).OrderBy(o => o.Id)];
        BigInteger all = PointsWith(applied);
        Offer[] raising = [.. applied.Where((o, i) => ((BonusPoints)o.Reward).Fixed > 0 || Weighted(applied[..(i + 1)]) > Weighted(applied[..i]))];
        applied = [.. raising];
        for (int before = -1; before != applied.Count;)
        {
            before = applied.Count;
            Offer[] idle = [.. applied.Where((o, i) => PointsWith(applied[..(i + 1)]) == PointsWith(applied[..i]))];
            foreach (Offer offer in idle.Where(o => PointsWith([.. applied.Where(other => other != o)]) == all))
            {
                applied.Remove(offer);
            }
        }

        AppliedPoints = [.. applied.Select((o, i) => (o.Id.Value, PointsWith(applied[..(i + 1)]) - PointsWith(applied[..i])))];
        return all;
    }

    private BigInteger PointsWith(IReadOnlyCollection<Offer> applied)
    {
        BigInteger once = applied.Aggregate(BigInteger.Zero, (a, o) => a + ((BonusPoints)o.Reward).Fixed);
        return catalogue.Points is { } rule ? once + (Weighted(applied) / ((BigInteger)rule.Per * 1_000_000) * rule.Earn) : once;
    }

    /// <summary>What is paid × the highest multiplier, over the lines that earn.</summary>
    private BigInteger Weighted(IReadOnlyCollection<Offer> applied)
    {
        BigInteger sum = 0;
        for (int i = 0; i < lines.Length && catalogue.Points is not null; i++)
        {
            decimal multiplier = applied.Where(o => Chooses(o.Target, i)).Select(o => ((BonusPoints)o.Reward).Multiplier).Append(1).Max();
            sum += catalogue.Points.Except is { } except && Chooses(except, i) ? 0 : (lines[i].Amount - LineDiscounts[i]) * (BigInteger)(multiplier * 1_000_000);
        }

        return sum;
    }

    private static bool OfBasket(Offer o) => o.Reward is Tiers or AmountOff { Per: AmountPer.Basket } || (o.Reward is PercentOff && o.Target is null);

    private static bool ByUnits(Offer o) => o.Reward is Gift or Bundle || o.Limits?.MaxUnits is not null || (o.Reward is BuyGet && o.Limits?.PerReceipt is not null);

    private static int Kind(Offer o) => o.Reward switch { FixedPrice => 0, Bundle => 1, BuyGet => 2, Gift => 3, AmountOff => 4, PercentOff => 5, _ => 6 };

    private static int InOrder(Offer a, Offer b) => Kind(a) != Kind(b) ? Kind(a).CompareTo(Kind(b)) : a.Id.CompareTo(b.Id);

    private bool Chooses(Selector? selector, int line)
    {
        if (selector is null)
        {
            return true;
        }

        Article article = lines[line].Article;
        bool everything = selector.Skus.Count + selector.Categories.Count == 0;
        bool chosen = everything || selector.Skus.Contains(article.Sku) || article.Categories.Any(c => selector.Categories.Contains(c));
        return chosen && (selector.Except is null || !Chooses(selector.Except, line));
    }

    private bool Concerns(Offer o, int line) => o.Reward switch
    {
        Gift gift => lines[line].Article.Sku == gift.Sku,
        Bundle bundle => bundle.Items.Any(i => Chooses(i.Items, line)),
        BuyGet { Items: { } items } => Chooses(o.Target, line) || Chooses(items, line),
        _ => Chooses(o.Target, line),
    };

    private long Count(Selector? selector) => lines.Where((_, i) => Chooses(selector, i)).Sum(l => l.Units);

    private bool Holds(Offer o)
    {
        Selector? counted = o.Requires?.Items ?? o.Target;
        long spend = lines.Where((_, i) => Chooses(counted, i)).Sum(l => l.Amount);
        return Count(o.Target) > 0 && (o.Requires?.Items is null || Count(counted) > 0)
            && spend >= (o.Requires?.MinSpend ?? 0) && Count(counted) >= (o.Requires?.MinQuantity ?? 0)
            && (o.Reward is not Tiers tiers || Step(o, tiers) is not null)
            && (o.Reward is not BuyGet group || HasGroup(o, group))
            && (o.Reward is not Bundle bundle || bundle.Items.All(i => Count(i.Items) >= i.Quantity))
            && (o.Activation != Activation.Coupon || o.Codes.Any(c => basket.Coupons.Contains(c)))
            && (o.Activation != Activation.Personal || o.Guests.Contains(basket.Guest));
    }

    private bool HasGroup(Offer o, BuyGet group) => Count(o.Target) >= group.Buy && Count(group.Items ?? o.Target) >= group.Get
        && lines.Where((_, i) => Concerns(o, i)).Sum(l => l.Units) >= group.Buy + group.Get;

    private TierStep? Step(Offer o, Tiers tiers)
    {
        decimal reached = tiers.By == TierMeasure.Quantity ? Count(o.Target) : lines.Where((_, i) => Chooses(o.Target, i)).Sum(l => l.Amount);
        TierStep[] steps = [.. tiers.Steps.Where(s => s.From <= reached).OrderBy(s => s.From)];
        return steps.Length == 0 ? null : steps[^1];
    }

    private BigInteger Bear(int line, BigInteger amount)
    {
        Floor[] floors = [.. catalogue.Floors.Where(f => Chooses(f.Items, line))];
        if (floors.Any(f => f.NeverDiscounted))
        {
            return 0;
        }

        decimal floor = floors.Select(f => f.MinPrice).Append(0).Max();
        BigInteger least = (BigInteger)decimal.Ceiling(Weighed(line) ? floor * lines[line].Quantity : floor);
        return BigInteger.Max(0, amount - least);
    }

    private bool Weighed(int line) => decimal.Truncate(lines[line].Quantity) != lines[line].Quantity;

    // ---- settling ----
    private void Settle(Offer[] alone, Offer[] together, bool ofBasket)
    {
        if (alone.Length == 0)
        {
            Run([], [], together, ofBasket, null);
            return;
        }

        (List<Unit> Units, List<Entry> Log, Dictionary<Offer, long> Times) start = Copy();
        int done = log.Count;
        (BigInteger Total, List<Entry> Log, List<Unit> Units, Action Run)? best = null;
        bool twins = false;
        foreach ((Offer?[] takers, HashSet<(Offer, int)> denied) in Choices(alone, together, ofBasket))
        {
            Combinations++;
            (units, log, times) = Copy(start);
            if (!Run(alone, takers, together, ofBasket, denied))
            {
                continue;
            }

            List<Entry> own = log[done..];
            BigInteger total = own.Aggregate(BigInteger.Zero, (a, e) => a + e.Discount);
            if (best is not null && total == best.Value.Total && !Preferred(own, best.Value.Log) && !Preferred(best.Value.Log, own))
            {
                twins |= !units.Select(u => u.State).SequenceEqual(best.Value.Units.Select(u => u.State));
            }

            HasTies |= best is not null && total == best.Value.Total && (Preferred(own, best.Value.Log) || Preferred(best.Value.Log, own));
            if (best is null || total > best.Value.Total || (total == best.Value.Total && Preferred(own, best.Value.Log)))
            {
                (List<Unit>, List<Entry>, Dictionary<Offer, long>) end = (units, log, times);
                best = (total, own, units, () => (units, log, times) = end);
                twins = false;
            }
        }

        HasTwins |= twins;
        best!.Value.Run();
    }

    private (List<Unit> Units, List<Entry> Log, Dictionary<Offer, long> Times) Copy() => Copy((units, log, times));

    private static (List<Unit> Units, List<Entry> Log, Dictionary<Offer, long> Times) Copy((List<Unit> Units, List<Entry> Log, Dictionary<Offer, long> Times) from) =>
        ([.. from.Units.Select(u => new Unit { Line = u.Line, Number = u.Number, Amount = u.Amount, Bear = u.Bear, State = u.State, Touched = u.Touched })], [.. from.Log], new(from.Times));

    private IEnumerable<(Offer?[] Takers, HashSet<(Offer, int)> Denied)> Choices(Offer[] alone, Offer[] together, bool ofBasket)
    {
        if (ofBasket)
        {
            for (int mask = 0; mask < 1 << alone.Length; mask++)
            {
                yield return ([.. alone.Where((_, i) => (mask & (1 << i)) != 0)], []);
            }

            yield break;
        }

        List<List<(Offer? Taker, Offer[] Denied)>> options = [];
        for (int line = 0; line < lines.Length; line++)
        {
            Offer[] here = [.. alone.Where(o => Concerns(o, line))];
            Offer[] users = [.. here.Where(ByUnits)];
            Offer[] takers = [.. here.Where(o => !ByUnits(o))];
            bool compounds = together.Any(o => Concerns(o, line));
            List<Offer?> may = [.. takers];
            if (compounds || takers.Length == 0)
            {
                may.Add(null);
            }

            bool contested = here.Length + (compounds ? 1 : 0) > 1;
            List<(Offer?, Offer[])> own = [];
            for (int mask = 0; mask < (contested ? 1 << users.Length : 1); mask++)
            {
                Offer[] denied = [.. users.Where((_, i) => (mask & (1 << i)) != 0)];
                own.AddRange(may.Select(taker => (taker, denied)));
            }

            options.Add(own);
        }

        int[] now = new int[options.Count];
        while (true)
        {
            yield return ([.. now.Select((o, line) => options[line][o].Taker)], [.. now.SelectMany((o, line) => options[line][o].Denied.Select(d => (d, line)))]);
            int next = 0;
            while (next < now.Length && ++now[next] == options[next].Count)
            {
                now[next++] = 0;
            }

            if (next == now.Length)
            {
                yield break;
            }
        }
    }

    private bool Run(Offer[] alone, Offer?[] takers, Offer[] together, bool ofBasket, HashSet<(Offer, int)>? denied)
    {
        if (ofBasket)
        {
            HashSet<int> taken = [];
            foreach (Offer o in alone.Where(takers.Contains))
            {
                int[] own = [.. Enumerable.Range(0, lines.Length).Where(i => Concerns(o, i))];
                if (!ByUnits(o) && own.Any(taken.Contains))
                {
                    return false;
                }

                taken.UnionWith(ByUnits(o) ? [] : own);
                Apply(o, _ => true, true);
            }
        }
        else
        {
            foreach (Offer o in alone.Where(ByUnits))
            {
                Apply(o, line => !denied!.Contains((o, line)), false);
            }

            foreach (Offer o in alone.Where(o => !ByUnits(o)))
            {
                Apply(o, line => takers[line] == o, false);
            }
        }

        foreach (Offer o in together)
        {
            Apply(o, _ => true, ofBasket);
        }

        return true;
    }

    private bool Preferred(List<Entry> left, List<Entry> right)
    {
        for (int line = 0; line < lines.Length; line++)
        {
            string[] l = [.. left.Where(e => e.Line == line).Select(e => e.Offer.Id.Value).Order(StringComparer.Ordinal)];
            string[] r = [.. right.Where(e => e.Line == line).Select(e => e.Offer.Id.Value).Order(StringComparer.Ordinal)];
            int order = l.Length.CompareTo(r.Length);
            for (int i = 0; order == 0 && i < l.Length; i++)
            {
                order = string.CompareOrdinal(l[i], r[i]);
            }

            if (order != 0)
            {
                return order < 0;
            }
        }

        return false;
    }

    // ---- one offer ----
    private IEnumerable<Unit> InTies(IEnumerable<Unit> some) =>
        some.OrderBy(u => lines[u.Line].Article.Sku.Value, StringComparer.Ordinal).ThenBy(u => u.Line).ThenBy(u => u.Number);

    private IEnumerable<Unit> ByAmount(IEnumerable<Unit> some, bool dearest) => InTies(some).OrderBy(u => dearest ? -u.Amount : u.Amount);

    private void Apply(Offer o, Func<int, bool> may, bool ofBasket)
    {
        if (ofBasket && o.Stacking != Stacking.Compound && !ByUnits(o) && units.Any(u => Concerns(o, u.Line) && u.State is 1 or 2))
        {
            return; // it takes all its target lines, or none
        }

        List<Unit> open = [.. InTies(units.Where(u => Concerns(o, u.Line) && may(u.Line) && (u.State == 0 || (u.State == 1 && o.Stacking == Stacking.Compound))))];
        List<Unit> bought = [];
        List<Unit> got = [.. open];
        long groups = 1;
        switch (o.Reward)
        {
            case BuyGet group:
                groups = Groups(o, group, open, bought, got);
                break;
            case Gift gift:
                got = [.. ByAmount(open, true).Take((int)Math.Min(gift.Quantity, o.Limits?.PerReceipt ?? int.MaxValue))];
                groups = got.Count;
                break;
            case Bundle bundle:
                groups = Sets(o, bundle, open, got);
                break;
        }

        Func<Unit, BigInteger> each = o.Reward switch
        {
            AmountOff { Per: AmountPer.Unit } amount => u => BigInteger.Min(amount.Amount, u.Bear),
            FixedPrice price => u => BigInteger.Min(u.Bear, BigInteger.Max(0, u.Amount - PriceOn(u.Line, price.Price))),
            _ => u => u.Bear,
        };
        if (o.Limits?.MaxUnits is { } most && o.Reward is not Bundle)
        {
            List<Unit> kept = [.. ByAmount(got.Where(u => each(u) > 0), o.Limits.UnitOrder == UnitOrder.Dearest).Take(most)];
            bought.AddRange(o.Reward is BuyGet ? got.Except(kept) : []);
            got = kept;
            groups = o.Reward is Gift ? got.Count : groups;
        }

        Dictionary<int, BigInteger> discounts = Discounts(o, got, each, groups);
        BigInteger total = discounts.Values.Aggregate(BigInteger.Zero, (a, d) => a + d);
        if (total == 0)
        {
            return;
        }

        bool perUnit = o.Reward is AmountOff { Per: AmountPer.Unit } or FixedPrice;
        long touched = perUnit ? got.LongCount(u => each(u) > 0) : groups;
        times[o] = perUnit || o.Reward is not PercentOff ? times.GetValueOrDefault(o) + touched : 1;
        foreach ((int line, BigInteger discount) in discounts.Where(d => d.Value > 0))
        {
            List<Unit> on = [.. got.Where(u => u.Line == line).OrderBy(u => u.Number)];
            BigInteger[] shares = Spread(discount, [.. on.Select(u => perUnit ? each(u) : u.Amount)], [.. on.Select(u => perUnit ? each(u) : u.Bear)]);
            for (int i = 0; i < on.Count; i++)
            {
                on[i].Amount -= shares[i];
                on[i].Bear -= shares[i];
                on[i].Touched |= o.Stacking == Stacking.Compound && shares[i] > 0;
            }

            log.Add(new Entry(o, line, discount, touched));
        }

        if (o.Stacking != Stacking.Compound)
        {
            IEnumerable<Unit> taken = ByUnits(o) ? got.Concat(bought)
                : ofBasket || o.Reward is BuyGet ? open
                : open.Where(u => discounts.GetValueOrDefault(u.Line) > 0);
            foreach (Unit unit in taken)
            {
                unit.State = o.Stacking == Stacking.Exclusive && !ofBasket ? 3 : 2;
            }
        }
    }

    private BigInteger PriceOn(int line, long price) => Weighed(line) ? (BigInteger)decimal.Round(lines[line].Quantity * price, MidpointRounding.AwayFromZero) : price;

    private long Groups(Offer o, BuyGet group, List<Unit> open, List<Unit> bought, List<Unit> got)
    {
        got.Clear();
        bool best = group.Grouping == Grouping.Best;
        long limit = o.Limits?.PerReceipt ?? long.MaxValue;
        List<Unit> buyable = [.. open.Where(u => Chooses(o.Target, u.Line))];
        List<Unit> gettable = group.Items is null ? buyable : [.. open.Where(u => Chooses(group.Items, u.Line))];
        long groups = 0;
        while (groups < limit && (groups + 1) * group.Buy <= buyable.Count && (groups + 1) * group.Get <= gettable.Count
            && (groups + 1) * (group.Buy + group.Get) <= buyable.Union(gettable).Count())
        {
            groups++;
        }

        if (best && group.Items is null)
        {
            List<Unit> sorted = [.. ByAmount(buyable, true)];
            for (int i = 0; i < groups * (group.Buy + group.Get); i++)
            {
                (i % (group.Buy + group.Get) < group.Buy ? bought : got).Add(sorted[i]);
            }

            return groups;
        }

        foreach (Unit unit in ByAmount(gettable, best))
        {
            if (got.Count < groups * group.Get && buyable.Except(got).Count(u => u != unit) >= groups * group.Buy)
            {
                got.Add(unit);
            }
        }

        bought.AddRange(ByAmount(buyable.Except(got), true).Take((int)(groups * group.Buy)));
        return groups;
    }

    private long Sets(Offer o, Bundle bundle, List<Unit> open, List<Unit> got)
    {
        got.Clear();
        Selector[] slots = [.. bundle.Items.SelectMany(i => Enumerable.Repeat(i.Items, i.Quantity))];
        long limit = Math.Min(o.Limits?.PerReceipt ?? long.MaxValue, o.Limits?.MaxUnits / slots.Length ?? long.MaxValue);
        for (long sets = 0; ; sets++)
        {
            List<Unit> set = [];
            foreach (Unit unit in ByAmount(open.Except(got), true))
            {
                if (set.Count < slots.Length && Fits([.. set, unit], slots, 0))
                {
                    set.Add(unit);
                }
            }

            if (sets == limit || set.Count < slots.Length || set.Aggregate(BigInteger.Zero, (a, u) => a + u.Amount) <= bundle.Price)
            {
                return sets;
            }

            got.AddRange(set);
        }
    }

    private bool Fits(Unit[] set, Selector[] slots, int used)
    {
        if (set.Length == 0)
        {
            return true;
        }

        for (int slot = 0; slot < slots.Length; slot++)
        {
            if ((used & (1 << slot)) == 0 && Chooses(slots[slot], set[0].Line) && Fits(set[1..], slots, used | (1 << slot)))
            {
                return true;
            }
        }

        return false;
    }

    private Dictionary<int, BigInteger> Discounts(Offer o, List<Unit> got, Func<Unit, BigInteger> each, long groups)
    {
        int[] own = [.. InTies(got).Select(u => u.Line).Distinct()];
        BigInteger Sum(int line, Func<Unit, BigInteger> of, bool bearing = false) => got.Where(u => u.Line == line && (!bearing || u.Bear > 0)).Aggregate(BigInteger.Zero, (a, u) => a + of(u));
        BigInteger most = o.Limits?.MaxDiscount ?? BigInteger.Pow(10, 30);
        BigInteger[] weights = [.. own.Select(l => Sum(l, u => u.Amount))];
        BigInteger[] bears = [.. own.Select(l => Sum(l, u => u.Bear))];
        BigInteger[] result;
        if (OfBasket(o) || o.Reward is Bundle)
        {
            TierStep? step = o.Reward is Tiers tiers ? Step(o, tiers) : null;
            BigInteger amount = o.Reward switch
            {
                Bundle bundle => weights.Aggregate(BigInteger.Zero, (a, w) => a + w) - (groups * bundle.Price),
                AmountOff off => off.Amount,
                Tiers when step!.Value.Amount > 0 => step.Value.Amount,
                Tiers => Percent(step!.Value.Percent, weights, bears),
                _ => Percent(((PercentOff)o.Reward).Percent, weights, bears),
            };
            result = Spread(OfBasket(o) ? BigInteger.Min(amount, most) : amount, weights, bears);
        }
        else
        {
            decimal percent = o.Reward switch { PercentOff off => off.Percent, BuyGet group => group.Percent, _ => 100 };
            result = o.Reward is AmountOff or FixedPrice
                ? [.. own.Select(l => Sum(l, each))]
                : [.. own.Select((l, i) => BigInteger.Min(bears[i], Percent(percent, [Sum(l, u => u.Amount, true)], [Sum(l, u => u.Amount, true)])))];
        }

        if (!OfBasket(o) && result.Aggregate(BigInteger.Zero, (a, d) => a + d) > most)
        {
            result = Spread(most, result, result);
        }

        return own.Zip(result).ToDictionary(p => p.First, p => p.Second);
    }

    /// <summary>Shares of each weight, clipped, summed exactly, rounded half away from zero once.</summary>
    private static BigInteger Percent(decimal percent, BigInteger[] weights, BigInteger[] bears)
    {
        BigInteger whole = BigInteger.Pow(10, 14);
        BigInteger numerator = (BigInteger)(percent * 1_000_000_000_000);
        BigInteger sum = weights.Zip(bears).Aggregate(BigInteger.Zero, (a, p) => a + BigInteger.Min(p.First * numerator, p.Second * whole));
        return ((2 * sum) + whole) / (2 * whole);
    }

    internal static BigInteger[] Spread(BigInteger amount, BigInteger[] weights, BigInteger[] bears)
    {
        BigInteger[] shares = new BigInteger[weights.Length];
        HashSet<int> open = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0)];
        while (true)
        {
            BigInteger weight = open.Aggregate(BigInteger.Zero, (a, i) => a + weights[i]);
            int[] full = [.. open.Where(i => amount * weights[i] > bears[i] * weight)];
            if (full.Length == 0)
            {
                foreach (int i in open)
                {
                    shares[i] = amount * weights[i] / weight;
                }

                BigInteger rest = amount - open.Aggregate(BigInteger.Zero, (a, i) => a + shares[i]);
                foreach (int i in open.OrderByDescending(i => amount * weights[i] % weight).ThenBy(i => i).Take(weight > 0 ? (int)rest : 0))
                {
                    shares[i]++;
                }

                return shares;
            }

            foreach (int i in full)
            {
                shares[i] = bears[i];
                amount -= bears[i];
                open.Remove(i);
            }
        }
    }
}
