namespace Loyalty.ContactPolicy.WhatIf;

/// <summary>What becomes of some messages under another matrix.</summary>
/// <remarks>Equal when all members are. The <c>default</c> counts nothing. Immutable.</remarks>
/// <param name="Kept">Went, and would go.</param>
/// <param name="Lost">Went, and would not go.</param>
/// <param name="Gained">Was refused, and would go.</param>
/// <param name="Refused">Was refused, and would be again.</param>
public readonly record struct TrialCount(long Kept, long Lost, long Gained, long Refused)
{
    /// <summary>How many more would go; negative for fewer.</summary>
    public long Change => Gained - Lost;

    /// <summary>How many went.</summary>
    public long Before => Kept + Lost;

    /// <summary>How many would go.</summary>
    public long After => Kept + Gained;

    /// <summary>Both together.</summary>
    public static TrialCount operator +(TrialCount one, TrialCount other) =>
        new(one.Kept + other.Kept, one.Lost + other.Lost, one.Gained + other.Gained, one.Refused + other.Refused);

    /// <summary>Both together.</summary>
    /// <param name="other">The other.</param>
    public TrialCount Add(TrialCount other) => this + other;
}
