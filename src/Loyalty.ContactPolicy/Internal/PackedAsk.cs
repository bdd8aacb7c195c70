namespace Loyalty.ContactPolicy.Internal;

/// <summary>A question in sixteen bytes, as a batch is sorted: when, to whom, what, and where it stands among the questions.</summary>
internal readonly struct PackedAsk
{
    private readonly int customer;
    private readonly ushort cell;
    private readonly ushort place;

    public PackedAsk(long ticks, int customer, int cell, int place, bool isPlain)
    {
        Ticks = ticks;
        this.customer = isPlain ? customer : ~customer;
        this.cell = (ushort)cell;
        this.place = (ushort)place;
    }

    public long Ticks { get; }

    /// <summary>Whether sliding windows decide it where the cell obeys nothing else: no fact is told of the guest, and no clock that nobody knows.</summary>
    public bool IsPlain => customer >= 0;

    public int Customer => customer ^ (customer >> 31);

    public int Cell => cell;

    /// <summary>Where the question stands in its batch of at most 65,536.</summary>
    public int Place => place;
}
