namespace Loyalty.ContactPolicy.Internal;

/// <summary>A question in sixteen bytes, as a batch is sorted: when, to whom, what, and where it stands among the questions.</summary>
internal struct PackedAsk
{
    private const int CellAt = 32;
    private const int PlaceAt = 48;

    private long ticks;
    private ulong rest;

    public readonly long Ticks => ticks;

    /// <summary>Whether the windows of its cell may answer first; see <see cref="Ledger.ContactAsk.IsPlain"/>.</summary>
    public readonly bool IsPlain => (int)rest >= 0;

    public readonly int Customer => (int)rest ^ ((int)rest >> 31);

    public readonly int Cell => (ushort)(rest >> CellAt);

    /// <summary>Where the question stands in its batch of at most 65,536.</summary>
    public readonly int Place => (int)(rest >> PlaceAt);

    /// <summary>Packs one where it shall stand: put together elsewhere and copied as a whole, it makes the processor wait for its parts.</summary>
    public static void Put(out PackedAsk to, long ticks, int customer, int cell, int place, bool isPlain)
    {
        to.ticks = ticks;
        to.rest = (uint)(isPlain ? customer : ~customer) | ((ulong)(ushort)cell << CellAt) | ((ulong)place << PlaceAt);
    }
}
