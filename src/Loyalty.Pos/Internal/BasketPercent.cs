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
    private readonly Buffer<long> ranks = new();

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
    public long Spread(int offer, long amount, ApplicationLog log)
    {
        if (!work.IsFree || Left >= Narrow || left.Count > MostCounted)
        {
            return SpreadInOrder(offer, amount, log);
        }

        SpreadFreely(offer, amount, log);
        return amount;
    }

    /// <summary>Spreads where no line has a floor.</summary>
    private void SpreadFreely(int offer, long amount, ApplicationLog log)
    {
        remainders.Resize((left.Count + Vector<long>.Count - 1) / Vector<long>.Count * Vector<long>.Count);
        shares.Resize(left.Count);
        Span<long> rests = remainders.Span;
        Span<long> parts = shares.Span;
        ReadOnlySpan<long> amounts = left.Span;
        rests[amounts.Length..].Clear();
        double each = 1.0 / Left;
        long rest = amount;
        for (int i = 0; i < parts.Length; i++)
        {
            // The quotient by way of the reciprocal is off by one at most.
            long product = amount * amounts[i];
            long share = (long)(product * each);
            long remainder = product - (share * Left);
            long low = remainder >> 63;
            share += low;
            remainder += low & Left;
            long high = (Left - 1 - remainder) >> 63;
            share -= high;
            remainder -= high & Left;
            parts[i] = share;
            rests[i] = remainder;
            rest -= share;
        }

        if (rest > 0)
        {
            GiveRest(rests, parts, rest);
        }

        Span<long> discounts = work.LineDiscounts.Span;
        Span<ApplicationLog.Entry> entries = log.Entries.Extend(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            discounts[i] += parts[i];
            entries[i] = new ApplicationLog.Entry(offer, i, parts[i]);
        }
    }

    /// <summary>One minor unit more for each of the largest remainders: a line gets one if fewer remainders are larger than its own.</summary>
    private void GiveRest(ReadOnlySpan<long> rests, Span<long> parts, long rest)
    {
        ranks.Resize(parts.Length);
        long given = 0;
        long last = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            Vector<long> own = new(rests[i]);
            Vector<long> larger = Vector<long>.Zero;
            for (int j = 0; j < rests.Length; j += Vector<long>.Count)
            {
                larger -= Vector.GreaterThan(new Vector<long>(rests[j..]), own);
            }

            long rank = Vector.Sum(larger);
            ranks[i] = rank;
            if (rank < rest)
            {
                parts[i]++;
                given++;
                last = Math.Max(last, rank);
            }
        }

        for (; given > rest; given--)
        {
            TakeBack(parts, last);
        }
    }

    /// <summary>Of equal remainders that compete for the last minor units the greatest sku, or the latest line, goes without.</summary>
    private void TakeBack(Span<long> parts, long rank)
    {
        int latest = -1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (ranks[i] == rank && (latest < 0 || string.CompareOrdinal(Sku(i), Sku(latest)) >= 0))
            {
                latest = i;
            }
        }

        parts[latest]--;
        ranks[latest] = -1;
    }

    private string Sku(int line) => work.Basket.Lines[line].Article.Sku.Value;

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
