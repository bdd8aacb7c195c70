namespace Loyalty.Segmentation.Rfm;

/// <summary>What is scored: days since the last visit, visits, and money.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="RecencyDays">Whole days since the last visit, ≥ 0. Not the recency of BG/NBD, which runs from the first purchase to the last.</param>
/// <param name="Frequency">Visits, ≥ 1.</param>
/// <param name="Monetary">Net money in minor units; negative where more came back than was paid.</param>
public readonly record struct RfmValues(int RecencyDays, int Frequency, long Monetary);
