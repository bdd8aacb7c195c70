namespace Loyalty.Pos.Internal;

/// <summary>Units of one line that are alike: they stand next to each other and have the same amount left.</summary>
internal struct Run
{
    /// <summary>How many units.</summary>
    public long Count;

    /// <summary>What is left of each unit's amount.</summary>
    public long Amount;

    /// <summary>What each unit can still bear: down to its floor.</summary>
    public long Bear;

    /// <summary>How many of the units the offer at work discounts: the first ones.</summary>
    public long Pick;

    /// <summary>How many further units the offer at work uses, as bought.</summary>
    public long Used;

    /// <summary>What the offer at work would take off each unit.</summary>
    public long Off;

    /// <summary>The line's next run, or −1.</summary>
    public int Next;

    /// <summary>The line.</summary>
    public int Line;

    public UnitState State;

    /// <summary>Whether a compound offer of the priority that is being settled has discounted it.</summary>
    public bool Touched;

    /// <summary>Whether the gift at work chose units of it that its limit then left out: without them it would choose others.</summary>
    public bool IsPassed;
}

/// <summary>To whom units are still open.</summary>
internal enum UnitState : byte
{
    /// <summary>To all.</summary>
    Free,

    /// <summary>Compound offers of a higher priority have discounted it: to compound ones.</summary>
    Compounded,

    /// <summary>A best one took it: to basket rewards.</summary>
    Taken,

    /// <summary>An exclusive line reward took it: to nobody.</summary>
    Closed,
}
