using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>The contacts of many guests, each guest's sorted by instant. One thread at a time.</summary>
internal sealed class GuestHistories(int expected, int most)
{
    private readonly ContactPool pool = new();
    private Row[] rows = new Row[expected];

    public int Rows => rows.Length;

    public ReadOnlySpan<PackedContact> Of(int row) =>
        (uint)row < (uint)rows.Length && rows[row] is { Count: > 0 } found ? pool.Of(found.Block, found.Count) : [];

    /// <summary>Asks for the place of a guest's row before it is needed; any thread may.</summary>
    public unsafe void PrefetchRow(int row)
    {
        Row[] known = rows;
        if (Sse.IsSupported && (uint)row < (uint)known.Length)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref known[row]));
        }
    }

    /// <summary>Asks for a guest's contacts before they are needed; any thread may.</summary>
    public void PrefetchContacts(int row)
    {
        Row[] known = rows;
        if ((uint)row < (uint)known.Length && known[row] is { Count: > 0 } found)
        {
            pool.Prefetch(found.Block, found.Count);
        }
    }

    /// <summary>Adds a contact at its place in time. A full block first forgets what nobody can see any more, then grows.</summary>
    public void Add(int row, PackedContact contact, Memory memory)
    {
        if (row >= rows.Length)
        {
            Array.Resize(ref rows, Math.Max(row + 1, rows.Length + (rows.Length / 2) + 16));
        }

        ref Row place = ref rows[row];
        if (place.Count == place.Capacity)
        {
            MakeRoom(ref place, row, contact.Ticks, memory);
        }

        Span<PackedContact> contacts = pool.Of(place.Block, ++place.Count);
        int i = contacts.Length - 1;
        for (; i > 0 && contacts[i - 1].Ticks > contact.Ticks; i--)
        {
            contacts[i] = contacts[i - 1];
        }

        contacts[i] = contact;
    }

    /// <summary>Replaces the first contact of an instant and cell that fits, or takes it out where the replacement is null.</summary>
    public bool Replace(int row, long ticks, int cell, Func<PackedContact, bool> fits, Func<PackedContact, PackedContact?> replacement)
    {
        if ((uint)row >= (uint)rows.Length || rows[row].Count == 0)
        {
            return false;
        }

        ref Row place = ref rows[row];
        Span<PackedContact> contacts = pool.Of(place.Block, place.Count);
        for (int i = 0; i < contacts.Length; i++)
        {
            if (contacts[i].Ticks != ticks || contacts[i].Cell != cell || !fits(contacts[i]))
            {
                continue;
            }

            if (replacement(contacts[i]) is { } changed)
            {
                contacts[i] = changed;
            }
            else
            {
                contacts[(i + 1)..].CopyTo(contacts[i..]);
                contacts[^1] = default;
                place.Count--;
            }

            return true;
        }

        return false;
    }

    /// <summary>Takes out a guest's contacts older than an instant.</summary>
    public void Forget(int row, long before)
    {
        ref Row place = ref rows[row];
        if (place.Count == 0)
        {
            return;
        }

        Span<PackedContact> contacts = pool.Of(place.Block, place.Count);
        int old = 0;
        while (old < contacts.Length && contacts[old].Ticks < before)
        {
            old++;
        }

        contacts[old..].CopyTo(contacts);
        contacts[^old..].Clear();
        place.Count -= (ushort)old;
    }

    /// <summary>Gives back what a guest's block has beyond need.</summary>
    public void Trim(int row)
    {
        ref Row place = ref rows[row];
        int fitting = (place.Count + 1) & ~1;
        if (place.Capacity <= ContactPool.Larger(fitting))
        {
            return;
        }

        Row old = place;
        place = default;
        if (old.Count > 0)
        {
            int block = pool.Rent(fitting);
            pool.Of(old.Block, old.Count).CopyTo(pool.Of(block, old.Count));
            place = new Row(block, old.Count, (ushort)fitting);
        }

        pool.Return(old.Block, old.Capacity);
    }

    public void Erase(int row)
    {
        if ((uint)row < (uint)rows.Length && rows[row].Capacity > 0)
        {
            pool.Return(rows[row].Block, rows[row].Capacity);
            rows[row] = default;
        }
    }

    private void MakeRoom(ref Row place, int row, long at, Memory memory)
    {
        if (place.Count > 0 && Of(row)[0].Ticks < memory.BeforeAtMost(at))
        {
            Forget(row, memory.Before(at));
        }

        if (place.Count == place.Capacity)
        {
            Grow(ref place);
        }
    }

    private void Grow(ref Row place)
    {
        if (place.Count == most)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"A guest has {most} contacts that the ledger must remember, the most it takes; check what writes to this guest, or shorten LoadPeriod."));
        }

        int capacity = Math.Min(ContactPool.Larger(place.Capacity), most);
        int block = pool.Rent(capacity);
        if (place.Count > 0)
        {
            pool.Of(place.Block, place.Count).CopyTo(pool.Of(block, place.Count));
            pool.Return(place.Block, place.Capacity);
        }

        place = new Row(block, place.Count, (ushort)capacity);
    }

    /// <summary>Where a guest's contacts stand: eight bytes.</summary>
    private record struct Row(int Block, ushort Count, ushort Capacity);
}
