namespace Loyalty.Pos.Internal;

/// <summary>Spreads an amount over parts in proportion to weights, by largest remainder, no part above what it can bear.</summary>
/// <remarks>Parts are added in the order of ties. A part may stand for many alike units.</remarks>
internal sealed class Spreader
{
    private const long Narrow = 3_000_000_000;
    private const int MostNarrow = 32;
    private readonly Buffer<Part> parts = new();
    private readonly Buffer<Key> keys = new();

    public struct Part
    {
        public long Weight;
        public long Bear;
        public long Count;

        /// <summary>What each unit of the part gets.</summary>
        public long Share;

        /// <summary>How many units, the first ones, get one minor unit more.</summary>
        public long Extra;

        public bool Full;
        public UInt128 Remainder;
    }

    public ref Part this[int part] => ref parts[part];

    public void Clear() => parts.Clear();

    public void Add(long weight, long bear, long count = 1) => parts.Add(new Part { Weight = weight, Bear = bear, Count = count });

    /// <summary>Spreads; what no part can bear is left out.</summary>
    public void Spread(long amount)
    {
        long weight = FillTheFull(ref amount);
        if (amount <= 0 || weight == 0)
        {
            return;
        }

        if (amount < Narrow && weight < Narrow && parts.Count <= MostNarrow)
        {
            SpreadNarrow(amount, (ulong)weight);
            return;
        }

        long given = 0;
        int open = 0;
        foreach (ref Part part in parts.Span)
        {
            if (part.Full)
            {
                continue;
            }

            open++;
            (UInt128 share, part.Remainder) = UInt128.DivRem((UInt128)amount * (UInt128)part.Weight, (UInt128)weight);
            part.Share = (long)share;
            given += part.Share * part.Count;
        }

        SpreadRest(amount - given, open);
    }

    /// <summary>The same where everything fits 64 bits: a remainder and its part are one number, the earlier part the larger.</summary>
    private void SpreadNarrow(long amount, ulong weight)
    {
        Span<ulong> remainders = stackalloc ulong[MostNarrow];
        Span<Part> spread = parts.Span;
        long rest = amount;
        int open = 0;
        for (int i = 0; i < spread.Length; i++)
        {
            ref Part part = ref spread[i];
            if (part.Full)
            {
                continue;
            }

            (ulong share, ulong remainder) = Math.DivRem((ulong)(amount * part.Weight), weight);
            part.Share = (long)share;
            rest -= (long)share * part.Count;
            if (remainder > 0)
            {
                remainders[open++] = (remainder << 32) | (uint)(MostNarrow - i);
            }
        }

        while (rest > 0)
        {
            int largest = 0;
            for (int i = 1; i < open; i++)
            {
                largest = remainders[i] > remainders[largest] ? i : largest;
            }

            ref Part part = ref spread[MostNarrow - (int)(uint)remainders[largest]];
            rest -= part.Extra = Math.Min(rest, part.Count);
            remainders[largest] = remainders[--open];
        }
    }

    /// <summary>Gives parts whose exact share exceeds what they can bear just that, until none does; returns the weight of the others.</summary>
    private long FillTheFull(ref long amount)
    {
        while (true)
        {
            long weight = 0;
            foreach (ref readonly Part part in parts.Span)
            {
                weight += part.Full ? 0 : part.Weight * part.Count;
            }

            long filled = 0;
            bool any = false;
            foreach (ref Part part in parts.Span)
            {
                if (!part.Full && Exceeds(amount, part.Weight, part.Bear, weight))
                {
                    part.Full = true;
                    part.Share = part.Bear;
                    filled += part.Bear * part.Count;
                    any = true;
                }
            }

            amount -= filled;
            if (!any)
            {
                return weight;
            }
        }
    }

    private static bool Exceeds(long amount, long weight, long bear, long whole) => bear < amount
        && (amount < Narrow && whole < Narrow ? amount * weight > bear * whole : (Int128)amount * weight > (Int128)bear * whole);

    private void SpreadRest(long rest, int open)
    {
        if (rest == 0)
        {
            return;
        }

        if (open > 32)
        {
            SpreadRestSorted(rest);
            return;
        }

        while (rest > 0)
        {
            int largest = -1;
            for (int i = 0; i < parts.Count; i++)
            {
                if (!parts[i].Full && parts[i].Extra == 0 && parts[i].Remainder > 0 && (largest < 0 || parts[i].Remainder > parts[largest].Remainder))
                {
                    largest = i;
                }
            }

            rest -= parts[largest].Extra = Math.Min(rest, parts[largest].Count);
        }
    }

    private void SpreadRestSorted(long rest)
    {
        keys.Clear();
        for (int i = 0; i < parts.Count; i++)
        {
            if (!parts[i].Full && parts[i].Remainder > 0)
            {
                keys.Add(new Key(parts[i].Remainder, i));
            }
        }

        keys.Span.Sort();
        foreach (Key key in keys.Span)
        {
            rest -= parts[key.Part].Extra = Math.Min(rest, parts[key.Part].Count);
            if (rest == 0)
            {
                return;
            }
        }
    }

    private readonly struct Key(UInt128 remainder, int part) : IComparable<Key>
    {
        public int Part => part;

        private UInt128 Remainder => remainder;

        public int CompareTo(Key other)
        {
            int byRemainder = other.Remainder.CompareTo(Remainder);
            return byRemainder != 0 ? byRemainder : Part.CompareTo(other.Part);
        }
    }
}
