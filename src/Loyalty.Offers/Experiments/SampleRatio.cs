namespace Loyalty.Offers.Experiments;

/// <summary>Whether the groups' sizes fit the plan.</summary>
/// <remarks>Equal when both members are. Immutable.</remarks>
/// <param name="PValue">How often chance alone would miss the planned sizes by as much.</param>
/// <param name="Mismatch">Whether that is too seldom to believe: find out why before reading any effect.</param>
public readonly record struct SampleRatio(double PValue, bool Mismatch);
