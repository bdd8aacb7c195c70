using System.Numerics;

namespace Loyalty.Pos.Internal;

/// <summary>A percent of the whole basket, spread over its lines by largest remainder.</summary>
internal sealed class BasketPercent(PricingWork work, Buffer<long> left, Buffer<long> bears)
{
    /// <summary>Up to here products stay below 2^62, and quotients are exact after one correction.</summary>
    private const long Narrow = 2_000_000_000;
    private const int MostCounted = 128;

    private readonly Spreader spreader = new();
    private readonly Buffer<long> remainders = new();
    private readonly Buffer<long> shares = new();

    /// <summary>What the lines cost before the percent.</summary>
    public long Left { get; private set; }

    /// <summary>Begins with what the lines cost and can bear now.</summary>
    public void Begin()
    {
        long sum = 0;
        foreach (long amount in left.Span)
        {
            sum += amount;
        }

        Left = sum;
    }

    /// <summary>One amount: the lines' exact shares, each clipped to what its line can bear, rounded once.</summary>
    public long Of(Ratio ratio)
    {
        if (work.IsFree)
        {
            return ratio.Of(Left);
        }

        Int128 sum = 0;
        for (int i = 0; i < left.Count; i++)
        {
            Int128 exact = (Int128)left[i] * ratio.Numerator;
            Int128 most = (Int128)bears[i] * ratio.Denominator;
            sum += exact < most ? exact : most;
        }

        return (long)(((2 * sum) + ratio.Denominator) / (2 * (Int128)ratio.Denominator));
    }

    /// <summary>Spreads an amount and writes it down; returns what the lines took.</summary>
    public long Spread(int offer, long amount, ApplicationLog log) =>
        work.IsFree && Left < Narrow && left.Count <= MostCounted && SpreadFreely(offer, amount, log) ? amount : SpreadInOrder(offer, amount, log);

    /// <summary>Spreads where no line has a floor. False where equal remainders compete for the last minor units: the order of skus decides then.</summary>
    private bool SpreadFreely(int offer, long amount, ApplicationLog log)
    {
        int padded = (left.Count + Vector<long>.Count - 1) / Vector<long>.Count * Vector<long>.Count;
        remainders.Resize(padded);
        shares.Resize(padded);
        Span<long> rests = remainders.Span;
        Span<long> parts = shares.Span;
        rests[left.Count..].Clear();
        double each = 1.0 / Left;
        long rest = amount;
        for (int i = 0; i < left.Count; i++)
        {
            // The quotient by way of the reciprocal is off by one at most.
            long product = amount * left[i];
            long share = (long)(product * each);
            long remainder = product - (share * Left);
            if (remainder < 0)
            {
                share--;
                remainder += Left;
            }
            else if (remainder >= Left)
            {
                share++;
                remainder -= Left;
            }

            parts[i] = share;
            rests[i] = remainder;
            rest -= share;
        }

        if (rest > 0 && !GiveRest(rests, parts, rest))
        {
            return false;
        }

        for (int i = 0; i < left.Count; i++)
        {
            if (parts[i] > 0)
            {
                work.LineDiscounts[i] += parts[i];
                log.AddEntry(offer, i, parts[i]);
            }
        }

        return true;
    }

    /// <summary>One minor unit more for each of the largest remainders: a line gets one if fewer remainders are larger than its own.</summary>
    private bool GiveRest(ReadOnlySpan<long> rests, Span<long> parts, long rest)
    {
        long given = 0;
        for (int i = 0; i < left.Count; i++)
        {
            Vector<long> own = new(rests[i]);
            Vector<long> larger = Vector<long>.Zero;
            for (int j = 0; j < rests.Length; j += Vector<long>.Count)
            {
                larger -= Vector.GreaterThan(new Vector<long>(rests[j..]), own);
            }

            if (Vector.Sum(larger) < rest)
            {
                parts[i]++;
                given++;
            }
        }

        return given == rest;
    }

    private long SpreadInOrder(int offer, long amount, ApplicationLog log)
    {
        work.Rank();
        spreader.Clear();
        foreach (int line in work.ByRank)
        {
            spreader.Add(left[line], bears[line]);
        }

        spreader.Spread(amount);
        long total = 0;
        for (int part = 0; part < left.Count; part++)
        {
            long share = spreader[part].Share + spreader[part].Extra;
            if (share > 0)
            {
                int line = work.ByRank[part];
                total += share;
                work.LineDiscounts[line] += share;
                log.AddEntry(offer, line, share);
            }
        }

        return total;
    }
}
