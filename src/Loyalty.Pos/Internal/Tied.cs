namespace Loyalty.Pos.Internal;

/// <summary>How an offer ties the lines of a <see cref="Component"/> together.</summary>
internal enum Tie : byte
{
    /// <summary>It stands alone on the units that it uses.</summary>
    Units,

    /// <summary>It stands alone on whole lines.</summary>
    Whole,

    /// <summary>It applies together with other compound ones.</summary>
    Together,
}

/// <summary>An offer whose discount on one line depends on its other lines, or that takes single units.</summary>
internal struct Tied
{
    /// <summary>Its place among the offers of the priority.</summary>
    public int Index;
    public Tie Tie;

    /// <summary>Its uses: one for each of its lines.</summary>
    public int First;
    public int Count;

    /// <summary>Where its uses stand from the dearest unit down.</summary>
    public int Order;

    /// <summary>The most units that can get its discount; infinite where nothing limits them.</summary>
    public double MostUnits;

    /// <summary>The most that it can give; infinite where nothing limits it.</summary>
    public double MostDiscount;

    /// <summary>What a unit costs in the bound: a limit on units is charged for each.</summary>
    public double Price;

    /// <summary>How much of each unit's discount counts in the bound; the rest is charged once, as a share of the limit.</summary>
    public double Share;

    /// <summary>What the bound adds once.</summary>
    public double Once;

    /// <summary>At most what it can give on the lines that are still open to it, and how much of it compound percents leave.</summary>
    public double Most;
    public double Left;
}

/// <summary>One line of a tied offer.</summary>
internal struct Use
{
    public int Tied;
    public int Slot;

    /// <summary>The line's next use, or −1.</summary>
    public int Next;

    /// <summary>At most what it takes off one unit of the line.</summary>
    public double Rate;

    /// <summary>The same less what the bound charges elsewhere.</summary>
    public double Gain;

    /// <summary>What rounding can add.</summary>
    public double Slack;

    /// <summary>Whether something else may apply there, so that the offer may be kept from the line.</summary>
    public bool IsContested;
    public bool IsDenied;

    /// <summary>Whether the search has decided.</summary>
    public bool IsDecided;

    /// <summary>Whether the last combination tried used units of the line.</summary>
    public bool IsUsed;

    /// <summary>The decision of the best combination.</summary>
    public bool IsDeniedInBest;
    public bool IsDeniedInKept;
}

/// <summary>One line of a <see cref="Component"/> and who has it.</summary>
internal struct Slot
{
    /// <summary>Nobody: compound offers have it.</summary>
    public const int Open = -1;

    /// <summary>The best of the offers that decide line by line.</summary>
    public const int ByLine = -2;

    /// <summary>Whatever is better of the two: nothing elsewhere depends on it.</summary>
    public const int Local = -3;

    public int Line;
    public int FirstUse;

    /// <summary>Who may have it: a value of its own, or a tied offer that takes whole lines.</summary>
    public int FirstTaker;
    public int Takers;
    public int Taker;
    public int TakerInBest;
    public int TakerInKept;

    /// <summary>Who has it where no offer that ties lines does.</summary>
    public int TakerAtFirst;
    public bool IsDecided;

    /// <summary>How many units are open, and what is left of the dearest.</summary>
    public double Units;
    public double Dearest;

    /// <summary>The same with the units that are open to compound offers alone.</summary>
    public double CompoundUnits;
    public double CompoundDearest;

    /// <summary>Units that only compound offers may discount.</summary>
    public bool HasCompounded;

    /// <summary>What the best of those that decide line by line gives, and compound ones together; each for a unit at most, and the rounding.</summary>
    public double Single;
    public double SingleUnit;
    public double Compound;
    public double CompoundUnit;
    public double Slack;

    /// <summary>What compound percents leave of an amount, and all that the line can bear.</summary>
    public double Left;
    public double Bear;

    /// <summary>How many units are open to an offer, and what is left of the dearest.</summary>
    public readonly double UnitsTo(Tie tie) => tie == Tie.Together ? CompoundUnits : Units;

    public readonly double DearestTo(Tie tie) => tie == Tie.Together ? CompoundDearest : Dearest;

    /// <summary>At most what the line gives as far as it is decided; and the same without what offers give that have whole lines or apply together.</summary>
    public double Bound;
    public double Rest;
}
