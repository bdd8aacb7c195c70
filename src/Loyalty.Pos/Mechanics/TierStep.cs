namespace Loyalty.Pos.Mechanics;

/// <summary>A step of <see cref="Tiers"/>: from so much on, a percent or an amount.</summary>
/// <param name="From">Where it begins: minor units of spend, or units; 0 to 10^15.</param>
/// <param name="Percent">A share off, 0 to 100 (inclusive); 0 where the step gives an amount.</param>
/// <param name="Amount">An amount off, in minor units, 0 to 10^15; 0 where the step gives a percent.</param>
public readonly record struct TierStep(decimal From, decimal Percent, long Amount = 0);
