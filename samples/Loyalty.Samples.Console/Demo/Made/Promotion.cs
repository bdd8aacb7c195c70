using Loyalty.Core;

namespace Loyalty.Samples.Demo.Made;

/// <summary>One line of the promo list: a real good, a made discount.</summary>
/// <param name="Id">The offer's name.</param>
/// <param name="Good">The good's place in <see cref="Shop.Goods"/>.</param>
/// <param name="Percent">Off the price, in percent.</param>
internal sealed record Promotion(OfferId Id, int Good, int Percent);
