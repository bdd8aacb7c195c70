using System.Globalization;
using Loyalty.Core;

namespace Loyalty.Offers.Scoring;

/// <summary>Why a guest gets an offer, as data: what partner support reads out.</summary>
/// <remarks>Equal when all members are. Immutable.</remarks>
/// <param name="Sku">The guest's strongest good under the offer.</param>
/// <param name="Purchases">How often they bought it.</param>
/// <param name="DaysSinceLast">How many days ago they last did.</param>
/// <param name="Depth">The discount as a share of the price.</param>
/// <param name="Goods">How many of the guest's goods the offer covers, this one included.</param>
public readonly record struct ScoreReason(Sku Sku, int Purchases, int DaysSinceLast, decimal Depth, int Goods)
{
    /// <summary>Returns the reason as a sentence: <c>bought 7 times, last 12 days ago, 20 % off</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"bought {(Purchases == 1 ? "once" : $"{Purchases} times")}, last {DaysSinceLast switch { 0 => "today", 1 => "yesterday", _ => $"{DaysSinceLast} days ago" }}, {Depth * 100:0.##} % off");
}
