using Loyalty.Core;

namespace Loyalty.Segmentation.Habits.Internal;

/// <summary>What one guest did with one good, store, channel or category.</summary>
/// <param name="Row">The guest.</param>
/// <param name="Key">The good's number.</param>
/// <param name="Score">On how many receipts.</param>
/// <param name="LastDay">The last of these days.</param>
/// <param name="Net">The money.</param>
internal readonly record struct Tally(int Row, int Key, int Score, int LastDay, long Net);

/// <summary>Tallies of pairs of guest and key, found by both or all of a guest's together; those of a guest with very many keys are thinned out.</summary>
/// <remarks>
/// Thinning is that of Misra and Gries in batches: when a guest has more than 2k keys, the (k + 1)-th largest score d is taken off each score,
/// and what is left with nothing goes. Each thinning removes at least (k + 1) d of what was counted, so that no score is ever short by more
/// than n / (k + 1) of the guest's n; how much it may be short is kept exactly. Merging adds scores and shortfalls (Agarwal and others,
/// 'Mergeable summaries', ACM Transactions on Database Systems 38, 2013).
/// </remarks>
internal sealed class GuestTallies(int keep)
{
    private Entry[] entries = new Entry[16];
    private int[] buckets = new int[32];
    private Guest[] guests = [];
    private int used;
    private int free;

    /// <summary>How many pairs are known.</summary>
    public int Count { get; private set; }

    /// <summary>One more than the highest row that there is room for.</summary>
    public int Rows => guests.Length;

    /// <summary>How much the guest's scores may be too low.</summary>
    public int MissedOf(int row) => (uint)row < (uint)guests.Length ? guests[row].Missed : 0;

    /// <summary>Adds to a pair.</summary>
    /// <exception cref="OverflowException">The pair's money no longer fits; nothing is added.</exception>
    public void Add(Tally more)
    {
        int place = Find(more.Row, more.Key);
        if (place < 0)
        {
            place = Insert(more.Row, more.Key);
        }

        ref Entry entry = ref entries[place];
        entry.Net = checked(entry.Net + more.Net);
        entry.Score += more.Score;
        entry.LastDay = Math.Max(entry.LastDay, more.LastDay);
        if (guests[more.Row].Count > 2L * keep)
        {
            Thin(more.Row);
        }
    }

    /// <summary>Notes by how much more a guest's scores may be too low.</summary>
    public void AddMissed(int row, int missed)
    {
        Reserve(row);
        guests[row].Missed = checked(guests[row].Missed + missed);
    }

    /// <summary>All tallies of a guest, in no particular order.</summary>
    public void CopyTo(int row, List<Tally> tallies)
    {
        tallies.Clear();
        if ((uint)row < (uint)guests.Length)
        {
            for (int place = guests[row].First - 1; place >= 0; place = entries[place].NextOfGuest - 1)
            {
                ref readonly Entry entry = ref entries[place];
                tallies.Add(new Tally(row, entry.Key, entry.Score, entry.LastDay, entry.Net));
            }
        }
    }

    /// <summary>Forgets a guest.</summary>
    public void Erase(int row)
    {
        if ((uint)row < (uint)guests.Length)
        {
            Lower(row, int.MaxValue);
            guests[row] = default;
        }
    }

    private void Thin(int row)
    {
        int[] scores = new int[guests[row].Count];
        int count = 0;
        for (int place = guests[row].First - 1; place >= 0; place = entries[place].NextOfGuest - 1)
        {
            scores[count++] = entries[place].Score;
        }

        Array.Sort(scores);
        int less = scores[^(keep + 1)];
        Lower(row, less);
        guests[row].Missed += less;
    }

    /// <summary>Lowers every score of a guest, and drops what is left with nothing.</summary>
    private void Lower(int row, int less)
    {
        ref int link = ref guests[row].First;
        while (link > 0)
        {
            int place = link - 1;
            ref Entry entry = ref entries[place];
            if (entry.Score > less)
            {
                entry.Score -= less;
                link = ref entry.NextOfGuest;
                continue;
            }

            link = entry.NextOfGuest;
            Unhash(place);
            entry = new Entry { Row = -1, NextOfGuest = free };
            free = place + 1;
            guests[row].Count--;
            Count--;
        }
    }

    private int Find(int row, int key)
    {
        int place = buckets[Bucket(row, key)] - 1;
        while (place >= 0 && (entries[place].Row != row || entries[place].Key != key))
        {
            place = entries[place].NextInBucket - 1;
        }

        return place;
    }

    private int Insert(int row, int key)
    {
        Reserve(row);
        int place = free - 1;
        if (place >= 0)
        {
            free = entries[place].NextOfGuest;
        }
        else
        {
            Grow();
            place = used++;
        }

        ref Guest guest = ref guests[row];
        ref int bucket = ref buckets[Bucket(row, key)];
        entries[place] = new Entry { Row = row, Key = key, NextOfGuest = guest.First, NextInBucket = bucket };
        bucket = guest.First = place + 1;
        guest.Count++;
        Count++;
        return place;
    }

    private void Unhash(int place)
    {
        ref int link = ref buckets[Bucket(entries[place].Row, entries[place].Key)];
        while (link != place + 1)
        {
            link = ref entries[link - 1].NextInBucket;
        }

        link = entries[place].NextInBucket;
    }

    private void Reserve(int row)
    {
        if (row >= guests.Length)
        {
            Array.Resize(ref guests, (int)Math.Min(Array.MaxLength, Math.Max(row + 1, guests.Length * 2L)));
        }
    }

    private void Grow()
    {
        if (used < entries.Length)
        {
            return;
        }

        Array.Resize(ref entries, (int)Math.Min(Array.MaxLength, entries.Length * 2L));
        buckets = new int[(int)Math.Min(1 << 30, buckets.Length * 2L)];
        for (int place = 0; place < used; place++)
        {
            ref Entry entry = ref entries[place];
            if (entry.Row >= 0)
            {
                ref int bucket = ref buckets[Bucket(entry.Row, entry.Key)];
                entry.NextInBucket = bucket;
                bucket = place + 1;
            }
        }
    }

    private int Bucket(int row, int key) => (int)(SplitMix64.Mix(((ulong)(uint)row << 32) | (uint)key) & (uint)(buckets.Length - 1));

    private struct Entry
    {
        public int Row;
        public int Key;
        public int NextOfGuest;
        public int NextInBucket;
        public int Score;
        public int LastDay;
        public long Net;
    }

    private struct Guest
    {
        public int First;
        public int Count;
        public int Missed;
    }
}
