using System.Runtime.InteropServices;

namespace Loyalty.ContactPolicy.Internal;

/// <summary>A contact in ten bytes: its instant to the tick, two flags, and the number of its cell.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal readonly struct PackedContact
{
    /// <summary>How many of a stamp's lowest bits are flags.</summary>
    public const int FlagBits = 4;

    private const ulong OpenedFlag = 1;
    private const ulong ReservedFlag = 2;

    // An instant before the year 3000 takes 60 bits, so four remain for flags.
    private readonly ulong stamp;
    private readonly ushort cell;

    public PackedContact(long utcTicks, int cell, bool reserved = false)
        : this(((ulong)utcTicks << FlagBits) | (reserved ? ReservedFlag : 0), (ushort)cell)
    {
    }

    private PackedContact(ulong stamp, ushort cell)
    {
        this.stamp = stamp;
        this.cell = cell;
    }

    /// <summary>The instant with the flags in its lowest bits: in the order of time.</summary>
    public ulong Stamp => stamp;

    public long Ticks => (long)(stamp >> FlagBits);

    public int Cell => cell;

    public bool IsOpened => (stamp & OpenedFlag) != 0;

    public bool IsReserved => (stamp & ReservedFlag) != 0;

    public PackedContact Opened() => new(stamp | OpenedFlag, cell);

    public PackedContact Confirmed() => new(stamp & ~ReservedFlag, cell);
}
