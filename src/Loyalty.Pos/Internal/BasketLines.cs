using System.Numerics;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>
/// The basket's lines as basket rewards see them: what is left of each, what it can bear, and to whom it is open. Where no limit chooses single
/// units, a reward of the basket needs nothing else; the units stay as line rewards left them.
/// </summary>
internal sealed class BasketLines(PricingWork work, Units units, Spreader spreader) : IBasketLeft
{
    /// <summary>Up to here products stay below 2^62, and quotients are exact after one correction.</summary>
    private const long Narrow = 2_000_000_000;
    private const int MostCounted = 128;

    private readonly Buffer<Line> lines = new();
    private readonly Buffer<Line> saved = new();
    private readonly Buffer<int> chosen = new();
    private readonly Buffer<long> shares = new();
    private readonly Buffer<long> remainders = new();

    private struct Line
    {
        public long Amount;
        public long Bear;
        public UnitState State;
        public bool Touched;
    }

    public long Left { get; private set; }

    public bool IsFree { get; private set; }

    public long PercentOf(Ratio ratio)
    {
        if (IsFree)
        {
            return ratio.Of(Left);
        }

        chosen.Clear();
        for (int line = 0; line < lines.Count; line++)
        {
            chosen.Add(line);
        }

        return Clipped(ratio);
    }

    /// <summary>Looks at the units that exclusive line rewards left.</summary>
    public void Begin()
    {
        Left = 0;
        IsFree = true;
        lines.Resize(work.Basket.Lines.Length);
        for (int line = 0; line < lines.Count; line++)
        {
            Line sum = new() { State = UnitState.Closed };
            for (int i = units.Head(line); i >= 0; i = units[i].Next)
            {
                ref readonly Run run = ref units[i];
                if (run.State != UnitState.Closed)
                {
                    sum.State = UnitState.Free;
                    sum.Amount += run.Amount * run.Count;
                    sum.Bear += run.Bear * run.Count;
                }
            }

            lines[line] = sum;
            Left += sum.Amount;
            IsFree &= sum.Amount == sum.Bear;
        }
    }

    /// <summary>Remembers everything, so that combinations can be tried.</summary>
    public void Save()
    {
        saved.Resize(lines.Count);
        lines.Span.CopyTo(saved.Span);
    }

    public void Restore() => saved.Span.CopyTo(lines.Span);

    /// <summary>Ends a priority: what its compound offers discounted is open to compound ones alone.</summary>
    public void EndPriority()
    {
        foreach (ref Line line in lines.Span)
        {
            line.State = line is { Touched: true, State: UnitState.Free } ? UnitState.Compounded : line.State;
            line.Touched = false;
        }
    }

    /// <summary>Whether nobody discounted or took any of these lines before.</summary>
    public bool AreFree(ReadOnlySpan<int> on)
    {
        foreach (int line in on)
        {
            if (lines[line].State is UnitState.Compounded or UnitState.Taken)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Applies a reward to lines, which stand in the order of ties, and writes it down; without a log it only says what it would give.</summary>
    public long Apply(CompiledOffer offer, ReadOnlySpan<int> on, ApplicationLog? log)
    {
        long weight = 0;
        long bear = 0;
        chosen.Clear();
        foreach (int line in on)
        {
            ref readonly Line open = ref lines[line];
            if (open.State <= UnitState.Compounded && open.Amount > 0)
            {
                weight += open.Amount;
                bear += open.Bear;
                chosen.Add(line);
            }
        }

        long total = Math.Min(Math.Min(Amount(offer, weight, bear), offer.MaxDiscount), bear);
        if (total <= 0 || log is null)
        {
            return Math.Max(0, total);
        }

        Spread(total, weight, weight == bear);
        LayOn(offer, log);
        if (offer.Stacking != Stacking.Compound)
        {
            foreach (int line in on)
            {
                ref Line taken = ref lines[line];
                taken.State = taken.State == UnitState.Free ? UnitState.Taken : taken.State;
            }
        }

        log.Add(offer, total, 1);
        return total;
    }

    /// <summary>The one amount of a reward, before limits.</summary>
    private long Amount(CompiledOffer offer, long weight, long bear)
    {
        if (work.IsAmount(offer, out long amount, out Ratio ratio))
        {
            return amount;
        }

        return weight == bear ? ratio.Of(weight) : Clipped(ratio);
    }

    /// <summary>A percent where some lines cannot bear their share: each line's exact share, clipped, the sum rounded once.</summary>
    private long Clipped(Ratio ratio)
    {
        ClippedSum sum = new(ratio);
        foreach (int line in chosen.Span)
        {
            sum.Add(lines[line].Amount, lines[line].Bear);
        }

        return sum.Rounded;
    }

    private void LayOn(CompiledOffer offer, ApplicationLog log)
    {
        bool compound = offer.Stacking == Stacking.Compound;
        for (int part = 0; part < chosen.Count; part++)
        {
            long share = shares[part];
            ref Line line = ref lines[chosen[part]];
            if (share > 0)
            {
                line.Amount -= share;
                line.Bear -= share;
                line.Touched |= compound;
                log.AddEntry(offer, chosen[part], share);
            }
        }
    }

    /// <summary>Spreads by largest remainder what the lines can bear; of equal remainders the earlier counts.</summary>
    private void Spread(long amount, long whole, bool isFree)
    {
        int count = chosen.Count;
        shares.Resize(count);
        if (!isFree || whole >= Narrow || count > MostCounted)
        {
            SpreadSlowly(amount);
            return;
        }

        int padded = (count + Vector<long>.Count - 1) / Vector<long>.Count * Vector<long>.Count;
        remainders.Resize(padded);
        Span<long> rests = remainders.Span;
        Span<long> parts = shares.Span;
        rests[count..].Clear();
        Reciprocal each = new(whole);
        long rest = amount;
        for (int i = 0; i < count; i++)
        {
            long share = each.Divide(amount * lines[chosen[i]].Amount, out long remainder);
            parts[i] = share;
            rests[i] = (remainder * MostCounted) + (MostCounted - 1 - i);
            rest -= share;
        }

        for (int i = 0; rest > 0 && i < count; i++)
        {
            // A line gets one more if fewer remainders than there is to give are larger than its own.
            Vector<long> own = new(rests[i]);
            Vector<long> larger = Vector<long>.Zero;
            for (int j = 0; j < padded; j += Vector<long>.Count)
            {
                larger -= Vector.GreaterThan(new Vector<long>(rests[j..]), own);
            }

            parts[i] += (Vector.Sum(larger) - rest) >>> 63;
        }
    }

    private void SpreadSlowly(long amount)
    {
        spreader.Clear();
        foreach (int line in chosen.Span)
        {
            spreader.Add(lines[line].Amount, lines[line].Bear);
        }

        spreader.Spread(amount);
        for (int part = 0; part < chosen.Count; part++)
        {
            shares[part] = spreader[part].Share + spreader[part].Extra;
        }
    }
}
