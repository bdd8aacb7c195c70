using Loyalty.Core.Statistics;

namespace Loyalty.Offers.Experiments;

/// <summary>The difference adjusted by what each guest did before the campaign (CUPED).</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Difference">The adjusted difference of the means.</param>
/// <param name="Interval">Where the true difference may lie; null where a group has fewer than two guests or nothing varies.</param>
/// <param name="Theta">What one unit of the measure before foretells of the outcome, over both groups together.</param>
/// <param name="VarianceReduction">The share of the variance that was foreseeable: the squared correlation, 0 to 1. Null where the outcome never varies.</param>
public readonly record struct CupedResult(double Difference, Interval? Interval, double Theta, double? VarianceReduction);
