using System.Numerics;

namespace Loyalty.Pos.Internal;

/// <summary>Spreads a percent of the whole basket over its lines by largest remainder.</summary>
internal sealed class BasketPercent
{
    /// <summary>Up to here products stay below 2^62, and quotients are exact after one correction.</summary>
    private const long Narrow = 2_000_000_000;
    private const int MostCounted = 128;

    private readonly Spreader spreader = new();
    private readonly TieOrder order = new();
    private readonly Buffer<long> remainders = new();
    private readonly Buffer<long> shares = new();
    private readonly Buffer<long> ranks = new();

    /// <summary>The lines, what they cost and can bear now, what they cost together, and whether each can bear all of it.</summary>
    public readonly ref struct Basket(ReadOnlySpan<SettledLine> lines, ReadOnlySpan<long> left, ReadOnlySpan<long> bears, long whole, bool isFree)
    {
        public readonly ReadOnlySpan<SettledLine> Lines = lines;
        public readonly ReadOnlySpan<long> Left = left;
        public readonly ReadOnlySpan<long> Bears = bears;
        public readonly long Whole = whole;
        public readonly bool IsFree = isFree;
    }

    /// <summary>Spreads an amount that the lines can bear, and writes it down.</summary>
    public void Spread(in Basket basket, int offer, long amount, ApplicationLog log, Span<long> taken)
    {
        if (!basket.IsFree || basket.Whole >= Narrow || basket.Left.Length > MostCounted)
        {
            SpreadInOrder(basket, offer, amount, log, taken);
        }
        else
        {
            SpreadFreely(basket, offer, amount, log, taken);
        }
    }

    /// <summary>Spreads where no line has a floor.</summary>
    private void SpreadFreely(in Basket basket, int offer, long amount, ApplicationLog log, Span<long> taken)
    {
        remainders.Resize((basket.Left.Length + Vector<long>.Count - 1) / Vector<long>.Count * Vector<long>.Count);
        shares.Resize(basket.Left.Length);
        Span<long> rests = remainders.Span;
        Span<long> parts = shares.Span;
        ReadOnlySpan<long> amounts = basket.Left;
        long whole = basket.Whole;
        rests[amounts.Length..].Clear();
        Reciprocal each = new(whole);
        long rest = amount;
        for (int i = 0; i < parts.Length; i++)
        {
            long share = each.Divide(amount * amounts[i], out long remainder);
            parts[i] = share;
            rests[i] = remainder;
            rest -= share;
        }

        if (rest > 0)
        {
            GiveRest(basket.Lines, rests, parts, rest);
        }

        Span<ApplicationLog.Entry> entries = log.Entries.Extend(parts.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            taken[i] += parts[i];
            entries[i] = new ApplicationLog.Entry(offer, i, parts[i]);
        }
    }

    /// <summary>One minor unit more for each of the largest remainders: a line gets one if fewer remainders are larger than its own.</summary>
    private void GiveRest(ReadOnlySpan<SettledLine> lines, ReadOnlySpan<long> rests, Span<long> parts, long rest)
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
            TakeBack(lines, parts, last);
        }
    }

    /// <summary>Of equal remainders that compete for the last minor units the greatest sku, or the latest line, goes without.</summary>
    private void TakeBack(ReadOnlySpan<SettledLine> lines, Span<long> parts, long rank)
    {
        int latest = -1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (ranks[i] == rank && (latest < 0 || string.CompareOrdinal(lines[i].Article.Sku.Value, lines[latest].Article.Sku.Value) >= 0))
            {
                latest = i;
            }
        }

        parts[latest]--;
        ranks[latest] = -1;
    }

    private void SpreadInOrder(in Basket basket, int offer, long amount, ApplicationLog log, Span<long> taken)
    {
        order.Sort(basket.Lines);
        ReadOnlySpan<int> ranked = order.Lines;
        spreader.Clear();
        foreach (int line in ranked)
        {
            spreader.Add(basket.Left[line], basket.Bears[line]);
        }

        spreader.Spread(amount);
        for (int part = 0; part < ranked.Length; part++)
        {
            long share = spreader[part].Share + spreader[part].Extra;
            if (share > 0)
            {
                taken[ranked[part]] += share;
                log.AddEntry(offer, ranked[part], share);
            }
        }
    }
}
