using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Loyalty.Pos.Catalog;

namespace Loyalty.Pos.Internal;

/// <summary>What a basket holds by selector: 'everything' first, then each selector that chooses something.</summary>
internal class SelectorTable
{
    private protected const uint Multiplier = 0x9E3779B1;
    private const int FirstSlots = 256;

    // Where a selector stands among those that are present, under the number of the basket: what earlier baskets left needs no clearing.
    private protected ulong[] slots = new ulong[FirstSlots];
    private protected uint number;
    private protected int shift = 24;
    private protected Chosen[] present = new Chosen[FirstSlots / 2];
    private protected int count;

    /// <summary>The selectors that are present, and what they choose.</summary>
    public ReadOnlySpan<Chosen> Present => present.AsSpan(0, count);

    /// <summary>What the selector at a place chooses.</summary>
    public ref Chosen this[int place] => ref present[place];

    /// <summary>Begins the next basket, with 'everything' and room for so many more selectors.</summary>
    public void Begin(int more, int ladderOfAll)
    {
        count = 0;
        if (++number == 0)
        {
            Array.Clear(slots);
            number = 1;
        }

        MakeRoom(more);
        _ = Enter(new LineCard.Entry(0, ladderOfAll, isPlain: false));
    }

    /// <summary>Adds a selector that is not there yet, which chooses nothing so far; returns its place.</summary>
    public int Enter(LineCard.Entry entry)
    {
        MakeRoom(1);
        present[count] = new Chosen { Place = entry.Place };
        Put(count);
        return count++;
    }

    /// <summary>A selector's place among those present, or −1.</summary>
    public int Find(int selector)
    {
        for (uint slot = Hash(selector); slots[slot] >> 32 == number; slot = (slot + 1) & (uint)(slots.Length - 1))
        {
            int place = (int)slots[slot];
            if (present[place].Selector == selector)
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>Finds offers whose selector is present among pairs of the selector under which one is found, and the offer.</summary>
    public void Find(ReadOnlySpan<int> pairs, Buffer<int> found)
    {
        ref ulong first = ref MemoryMarshal.GetArrayDataReference(slots);
        ref int pair = ref MemoryMarshal.GetReference(pairs);
        (uint stamp, int by) = (number, shift);
        for (int i = 0; i + 1 < pairs.Length; i += 2)
        {
            int selector = Unsafe.Add(ref pair, i);
            if (Unsafe.Add(ref first, ((uint)selector * Multiplier) >> by) >> 32 == stamp && Find(selector) >= 0)
            {
                found.Add(Unsafe.Add(ref pair, i + 1));
            }
        }
    }

    /// <summary>Whether an offer's target is there, and what it requires. Other conditions follow from its kind.</summary>
    public bool MayHold(in OfferRow row, DateTimeOffset at) => MayHold(row, Find(row.Target), at);

    /// <summary>The same where the target's place is known.</summary>
    public bool MayHold(in OfferRow row, int target, DateTimeOffset at)
    {
        if (target < 0 || present[target].Units == 0)
        {
            return false;
        }

        int counts = row.Counts == row.Target ? target : Find(row.Counts);
        if (counts < 0)
        {
            return row.MinSpend == 0 && row.MinUnits == 0 && !row.Is(OfferTraits.RequiresItems);
        }

        ref readonly Chosen measure = ref present[counts];
        return measure.Spend >= row.MinSpend && measure.Units >= row.MinUnits && OfferCalendar.Fault(row, at) is null;
    }

    /// <summary>Makes room for so many more selectors.</summary>
    private protected void MakeRoom(int more)
    {
        while (present.Length <= count + more)
        {
            Grow();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        Array.Resize(ref present, present.Length * 2);
        slots = new ulong[slots.Length * 2];
        shift--;
        for (int place = 0; place < count; place++)
        {
            Put(place);
        }
    }

    private void Put(int place)
    {
        uint slot = Hash(present[place].Selector);
        while (slots[slot] >> 32 == number)
        {
            slot = (slot + 1) & (uint)(slots.Length - 1);
        }

        slots[slot] = ((ulong)number << 32) | (uint)place;
    }

    private uint Hash(int selector) => ((uint)selector * Multiplier) >> shift;

    /// <summary>What one selector chooses in the basket.</summary>
    [StructLayout(LayoutKind.Explicit)]
    internal struct Chosen
    {
        [FieldOffset(0)]
        public long Units;

        [FieldOffset(8)]
        public long Spend;

        /// <summary>Units and spend at one look.</summary>
        [FieldOffset(0)]
        public Vector128<long> Counted;

        /// <summary>As in <see cref="LineCard.Entry.Place"/>.</summary>
        [FieldOffset(16)]
        public ulong Place;

        [FieldOffset(24)]
        public int Lines;

        public readonly int Selector => (int)Place;

        /// <summary>Where its ladders begin, or −1.</summary>
        public readonly int Ladder => (int)(Place >> 32);
    }
}
